"""What this room tells: a round's board, who would take part, what the system reads, a result and its replay."""

from .board import Board, board_of, is_frozen, marks_of, round_named, table_of
from .readings import READERS, Read, read_all
from .results import as_text, faults, for_scripts, from_journal, replayed, result_of
from .taking_part import TERMS, Opening, opening_of, table_figure

__all__ = [
    "READERS",
    "TERMS",
    "Board",
    "Opening",
    "Read",
    "as_text",
    "board_of",
    "faults",
    "for_scripts",
    "from_journal",
    "is_frozen",
    "marks_of",
    "opening_of",
    "read_all",
    "replayed",
    "result_of",
    "round_named",
    "table_figure",
    "table_of",
]
