"""Every write of this room: right, rule, conditional UPDATE, one recorded event, one transaction."""

from .closing import close, reopen
from .marking import decide, enter, give_back, hand_in
from .refusals import ScoringRefused, Stale
from .rounds import bar, begin_council, begin_cross, begin_self, cancel, open_round, read_figures

__all__ = [
    "ScoringRefused",
    "Stale",
    "bar",
    "begin_council",
    "begin_cross",
    "begin_self",
    "cancel",
    "close",
    "decide",
    "enter",
    "give_back",
    "hand_in",
    "open_round",
    "read_figures",
    "reopen",
]
