"""Every write of this room, split by noun."""

from .sets import follow_figures, load_sets
from .values import (
    NewValue,
    current_values,
    judge,
    judged_units,
    record_value,
    rejudge_unit,
    undo_batch,
    write_batch,
    write_values,
)

__all__ = [
    "NewValue",
    "current_values",
    "follow_figures",
    "judge",
    "judged_units",
    "load_sets",
    "record_value",
    "rejudge_unit",
    "undo_batch",
    "write_batch",
    "write_values",
]
