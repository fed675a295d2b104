"""Every write of this room, split by noun."""

from .batches import undo_batch, write_batch, write_batch_rows
from .checking import VerifiedFigure, answer, ask_again, return_places, verify
from .declaring import Conflict, Entry, EntryRefused, declare, require_writable
from .filing import attach_document, detach_document, may_file
from .judging import judge, judged_units, rejudge_unit
from .moving import ActRefused, Stale
from .remarking import remark
from .reporting import (
    ReturnedPlace,
    conclude,
    forward,
    mark_returns,
    receive,
    reopen,
    send,
    send_back,
    unmark_return,
)
from .rows import NewValue, ValueRow, millionths
from .sets import follow_figures, load_checks, load_sets
from .values import current_values, current_versions, record_value, same_as, write_values

__all__ = [
    "ActRefused",
    "Conflict",
    "Entry",
    "EntryRefused",
    "NewValue",
    "ReturnedPlace",
    "Stale",
    "ValueRow",
    "VerifiedFigure",
    "answer",
    "ask_again",
    "attach_document",
    "conclude",
    "current_values",
    "current_versions",
    "declare",
    "detach_document",
    "follow_figures",
    "forward",
    "judge",
    "judged_units",
    "load_checks",
    "load_sets",
    "mark_returns",
    "may_file",
    "millionths",
    "receive",
    "record_value",
    "rejudge_unit",
    "remark",
    "reopen",
    "require_writable",
    "return_places",
    "same_as",
    "send",
    "send_back",
    "undo_batch",
    "unmark_return",
    "verify",
    "write_batch",
    "write_batch_rows",
    "write_values",
]
