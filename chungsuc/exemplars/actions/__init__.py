"""Every write of this room, by noun: finding, verifying, what may be shown, copies, media."""

from .batches import undo_coverage, write_coverage
from .copying import copy, tell_result
from .finding import Written, ask_again, end, find, rewrite, set_aside
from .media import Piece, add_outlet, add_programme, enter, load_outlets, withdraw_coverage
from .moving import ExemplarRefused, Stale
from .showing import Agreed, add_photo, give_consent, remove_photo, withdraw_consent
from .verifying import verify

__all__ = [
    "Agreed",
    "ExemplarRefused",
    "Piece",
    "Stale",
    "Written",
    "add_outlet",
    "add_photo",
    "add_programme",
    "ask_again",
    "copy",
    "end",
    "enter",
    "find",
    "give_consent",
    "load_outlets",
    "remove_photo",
    "rewrite",
    "set_aside",
    "tell_result",
    "undo_coverage",
    "verify",
    "withdraw_consent",
    "withdraw_coverage",
    "write_coverage",
]
