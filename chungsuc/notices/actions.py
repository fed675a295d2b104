"""Every write about messages. A mail is claimed by a conditional UPDATE, so of two workers only one sends it."""

import logging
import smtplib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import F

from chungsuc.audit.actions import change_where, record
from chungsuc.web.day import now, today

from . import events
from .facts import mail_is_set_up, preference_of, usual_hours, wishes
from .models import NOTICE, Delivery, Message, Preference
from .papers import as_mail
from .rules import FAILED, MOST_TRIES, SENDING, SENT, UNSURE, WAITING, Hours, is_quiet, next_try

log = logging.getLogger(__name__)
SERVICE = "hệ thống"


@transaction.atomic
def send(
    account: Any,
    *,
    key: str,
    title: str,
    lines: Sequence[str] = (),
    address: str = "",
    kind: str = NOTICE,
    day: date | None = None,
    by: str = SERVICE,
) -> Message | None:
    """Tells a person something once: a second message of the same `key` is not written (None).

    Writes a Message, a Delivery where the person has an address and wants mail, and one event. No personal data in
    `title` and `lines`: they leave the house by mail. `address` is a path of this service; it asks to sign in.
    """
    moment = now()
    try:
        with transaction.atomic():
            message = Message.objects.create(
                account_id=account.pk, kind=kind, key=key, day=day or today(), title=" ".join(title.split())[:200],
                lines=[str(line) for line in lines], address=address, created_at=moment,
            )  # fmt: skip
    except IntegrityError:
        return None
    if account.email and mail_is_set_up() and wishes(preference_of(account), Hours(0, 0)).by_mail:
        Delivery.objects.create(message=message, next_at=moment)
    _record(events.SENT, account, by, {"kind": kind, "key": key})
    return message


def deliver(at: datetime | None = None) -> int:
    """Sends the mails whose time has come, to people who are not in their quiet hours. Gives how many went.

    A server that cannot be reached leaves them waiting; each try that ends a mail's way writes one event.
    """
    moment = at or now()
    _give_up_on_the_left_behind(moment)
    if not mail_is_set_up():
        return 0
    usual, sent = usual_hours(moment.date()), 0
    for row in Delivery.objects.due(moment):
        wanted = wishes(getattr(row.message.account, "notice_preference", None), usual)
        if not is_quiet(wanted.quiet, moment.hour) and _claim(row, moment):
            sent += _post(row, moment)
    return sent


def _claim(row: Delivery, at: datetime) -> bool:
    """Takes a waiting mail for this worker; False when another one has it. Part of `deliver`, which records the end."""
    return change_where(row, {"state": WAITING, "next_at__lte": at}, state=SENDING, claimed_at=at, tries=F("tries") + 1)


def _post(row: Delivery, at: datetime) -> int:
    """Hands a claimed mail to the server; 1 when the server took it."""
    row.refresh_from_db(fields=["tries"])
    account = row.message.account
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as fault:  # nothing has gone: it may be tried again
        _wait_or_fail(row, at, type(fault).__name__)
        return 0
    try:
        mail = EmailMessage(connection=connection, **as_mail(row.message, account.email))
        connection.send_messages([mail])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as fault:
        _refused(row, at, fault)
        return 0
    except (OSError, smtplib.SMTPException) as fault:  # the line broke: nobody knows whether it went
        _end(row, UNSURE, events.MAIL_UNSURE, error=type(fault).__name__)
        return 0
    finally:
        _close(connection)
    _end(row, SENT, events.MAILED, sent_at=at, error="")
    return 1


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as fault:
        log.warning("mail server left without a word: %s", type(fault).__name__)


def _refused(row: Delivery, at: datetime, fault: Exception) -> None:
    """The server said no: for now (4xx) or for good (5xx)."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in fault.recipients.values()]
    else:
        codes = [getattr(fault, "smtp_code", 500)]
    name = f"{type(fault).__name__} {codes[0]}"
    if all(400 <= code < 500 for code in codes):
        _wait_or_fail(row, at, name)
    else:
        _end(row, FAILED, events.MAIL_FAILED, error=name[:60])


def _wait_or_fail(row: Delivery, at: datetime, error: str) -> None:
    again = next_try(at, row.tries)
    if again is None:
        _end(row, FAILED, events.MAIL_FAILED, error=f"{error} ({MOST_TRIES})"[:60])
        return
    change_where(row, {"state": SENDING}, state=WAITING, next_at=again, error=error[:60])
    log.warning("mail %s waits after try %s: %s", row.pk, row.tries, error)


@transaction.atomic
def _end(row: Delivery, state: str, act: str, **fields: Any) -> None:
    if change_where(row, {"state": SENDING}, state=state, **fields):
        _record(act, row.message.account, SERVICE, {"key": row.message.key})


def _give_up_on_the_left_behind(at: datetime) -> None:
    for row in Delivery.objects.left_behind(at).select_related("message__account"):
        _end(row, UNSURE, events.MAIL_UNSURE, error="worker-lost")


@transaction.atomic
def mark_read(account: Any, *, upto: int, only: int | None = None) -> int:
    """A person has read one message (`only`), or all up to the one with the number `upto`, which were on the page.

    Writes the moment and one event; gives how many were unread.
    """
    rows = Message.objects.filter(account_id=account.pk, read_at=None)
    rows = rows.filter(pk=only) if only is not None else rows.filter(pk__lte=upto)
    changed = rows.update(read_at=now())
    if changed:
        _record(events.READ, account, account.get_username(), {"count": changed})
    return changed


@transaction.atomic
def set_preferences(
    account: Any, *, by_mail: bool, digest: bool, quiet_since: int | None, quiet_until: int | None
) -> Preference:
    """How a person wants to be told from now on. Writes the Preference and one event."""
    row, _ = Preference.objects.update_or_create(
        account_id=account.pk,
        defaults={
            "by_mail": by_mail, "digest": digest, "quiet_since": quiet_since, "quiet_until": quiet_until,
            "changed_at": now(),
        },
    )  # fmt: skip
    _record(events.PREFERENCES_SET, account, account.get_username(), {})
    return row


def _record(act: str, account: Any, by: str, details: dict[str, Any]) -> None:
    record(
        act, actor=by, subject_type="accounts.user", subject_id=str(account.pk), subject_label=account.get_username(),
        details=details,
    )  # fmt: skip
