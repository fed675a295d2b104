"""Every write about reports."""

from .programme import Item, write_programme
from .province import approve, correct, edit_section, reject, send, write_receipt
from .refusals import ReportRefused, Stale
from .rounds import freeze, freeze_due, open_round
from .unit_reports import receive, save_draft, send_back, submit, take_back

__all__ = [
    "Item",
    "ReportRefused",
    "Stale",
    "approve",
    "correct",
    "edit_section",
    "freeze",
    "freeze_due",
    "open_round",
    "receive",
    "reject",
    "save_draft",
    "send",
    "send_back",
    "submit",
    "take_back",
    "write_programme",
    "write_receipt",
]
