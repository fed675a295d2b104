"""Pages of scoring: rounds, one round, sheets, one unit's points, places."""

from .rounds import score_pairs, score_round, score_round_new, score_rounds
from .scores import score_ranking, score_unit, score_xlsx
from .sheets import score_sheet

__all__ = [
    "score_pairs",
    "score_ranking",
    "score_round",
    "score_round_new",
    "score_rounds",
    "score_sheet",
    "score_unit",
    "score_xlsx",
]
