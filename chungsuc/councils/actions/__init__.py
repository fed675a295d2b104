"""Every write of this room: right and place on the roll, rule, conditional UPDATE, one recorded event."""

from .ballots import cast, count_papers, hand_in
from .closing import close_voting, recount, sign_minutes
from .interests import decide_interest, declare_interest
from .refusals import CouncilRefused, Stale
from .roll import declare_tie, end_member, enter_member, found_council
from .sessions import (
    add_paper,
    cancel,
    convene,
    fix_rule,
    mark_attendance,
    move,
    open_session,
    open_voting,
    send_papers,
)

__all__ = [
    "CouncilRefused",
    "Stale",
    "add_paper",
    "cancel",
    "cast",
    "close_voting",
    "convene",
    "count_papers",
    "decide_interest",
    "declare_interest",
    "declare_tie",
    "end_member",
    "enter_member",
    "fix_rule",
    "found_council",
    "hand_in",
    "mark_attendance",
    "move",
    "open_session",
    "open_voting",
    "recount",
    "send_papers",
    "sign_minutes",
]
