"""Every write of this room, split by noun."""

from .checking import VerifiedFigure, answer, ask_again, return_places, verify
from .declaring import Conflict, Entry, EntryRefused, declare, require_writable
from .filing import attach_document, detach_document, may_file
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
from .sets import follow_figures, load_checks, load_sets
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
    "ActRefused",
    "Conflict",
    "Entry",
    "EntryRefused",
    "NewValue",
    "ReturnedPlace",
    "Stale",
    "VerifiedFigure",
    "answer",
    "ask_again",
    "attach_document",
    "conclude",
    "current_values",
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
    "receive",
    "record_value",
    "rejudge_unit",
    "remark",
    "reopen",
    "require_writable",
    "return_places",
    "send",
    "send_back",
    "undo_batch",
    "unmark_return",
    "verify",
    "write_batch",
    "write_values",
]
