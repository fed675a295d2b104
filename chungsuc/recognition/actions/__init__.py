"""Every write of the room: the register, cases and what they hold, re-checks."""

from ..refusals import Stale, StepRefused
from .cases import register_case, take, take_for_council
from .consulting import add_broadcast, add_objection, answer_objection, give_opinion, prove_posting, start_posting
from .examining import appraise, give_statement, put_in
from .levels import load_levels
from .moving import carry_cases
from .rechecking import recheck_year
from .register import NewEntry, Revoked, differs, revoke, standing_entries, undo_batch, write_entries

__all__ = [
    "NewEntry",
    "Revoked",
    "Stale",
    "StepRefused",
    "add_broadcast",
    "add_objection",
    "answer_objection",
    "appraise",
    "carry_cases",
    "differs",
    "give_opinion",
    "give_statement",
    "load_levels",
    "prove_posting",
    "put_in",
    "recheck_year",
    "register_case",
    "revoke",
    "standing_entries",
    "start_posting",
    "take",
    "take_for_council",
    "undo_batch",
    "write_entries",
]
