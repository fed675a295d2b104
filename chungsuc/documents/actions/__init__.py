"""Every write of the room."""

from .blanks import keep_blank
from .bundles import Row, draft_many, submit_bundle, undo_bundle
from .certificates import (
    drop_batch,
    keep_printed,
    number_batch,
    prepare_batch,
    print_again,
    revoke_about,
    revoke_certificate,
)
from .issuing import Asked, issue, issue_many
from .numbers import cancel_number, confirm_number, reserve_number
from .once import once
from .papers import draft, drop, edit, send_back, submit, supersede, take_back
from .refusals import PaperRefused, Stale
from .reissuing import ask_reissue, decline_reissue, grant_reissue, withdraw_reissue
from .signing import attach_signed
from .templates import TemplateFaulty, retire_template, upload_template

__all__ = [
    "Asked",
    "PaperRefused",
    "Row",
    "Stale",
    "TemplateFaulty",
    "ask_reissue",
    "attach_signed",
    "cancel_number",
    "confirm_number",
    "decline_reissue",
    "draft",
    "draft_many",
    "drop",
    "drop_batch",
    "edit",
    "grant_reissue",
    "issue",
    "issue_many",
    "keep_blank",
    "keep_printed",
    "number_batch",
    "once",
    "prepare_batch",
    "print_again",
    "reserve_number",
    "retire_template",
    "revoke_about",
    "revoke_certificate",
    "send_back",
    "submit",
    "submit_bundle",
    "supersede",
    "take_back",
    "undo_bundle",
    "upload_template",
    "withdraw_reissue",
]
