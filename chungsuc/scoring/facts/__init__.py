"""What this room tells: a round's board, who would take part, what the system reads, a result and its replay."""

from .board import Board, board_of, is_frozen, marks_of, round_named, table_of
from .readings import READERS, Read, read_all
from .results import as_text, faults, for_scripts, from_journal, replayed, result_of
from .standing import RoundResult, UnitResult, open_rounds, results_on
from .taking_part import TERMS, Opening, opening_of, table_figure

__all__ = [
    "READERS",
    "TERMS",
    "Board",
    "Opening",
    "Read",
    "RoundResult",
    "UnitResult",
    "as_text",
    "board_of",
    "faults",
    "for_scripts",
    "from_journal",
    "is_frozen",
    "marks_of",
    "open_rounds",
    "opening_of",
    "read_all",
    "replayed",
    "result_of",
    "results_on",
    "round_named",
    "table_figure",
    "table_of",
]
