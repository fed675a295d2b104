"""Every write of this room, by noun: recording, answering, consents, pairs, files."""

from .answering import confirm, contest
from .batches import undo_gifts, write_gifts
from .consents import attach_paper, give_consent, withdraw_consent
from .recording import correct, record_gift, restore, withdraw
from .twins import dismiss, merge, reopen

__all__ = [
    "attach_paper",
    "confirm",
    "contest",
    "correct",
    "dismiss",
    "give_consent",
    "merge",
    "record_gift",
    "reopen",
    "restore",
    "undo_gifts",
    "withdraw",
    "withdraw_consent",
    "write_gifts",
]
