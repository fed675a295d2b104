"""After the vote: closing and counting, the neutral clerk's recount, the signatures under the minutes."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import connection, transaction

from chungsuc.law.spelling import nfc

from .. import events, registry
from ..facts import SessionRecord, recounted
from ..models import Box, Item, Recount, Result, Session, Signature, Turnout
from ..models.ballots import CHANNELS
from ..rules import decide, share_percent, tally
from .refusals import CouncilRefused, Stale, locked, moved, ready, record


@transaction.atomic
def close_voting(session: Session, *, on: date, by: str) -> list[Result]:
    """Closes the vote, counts every box and concludes every item; of two who close only one does.

    Writes results, frees the items, tells the rooms that asked, and one event with who took part by which way, all
    together. After the commit the database is asked to forget former versions of the boxes.
    """
    session = locked(session, "close_voting")
    found = ready(session, "close_voting", on)
    registry.hold(session.matter, found.items)
    moved(session, "close_voting", closed_on=on)
    boxes = dict(Box.objects.filter(item__session=session).values_list("item_id", "ballots"))
    results = Result.objects.bulk_create([_concluded(found, item, boxes[item.pk], on) for item in found.items])
    Item.objects.filter(session=session).update(live=False)
    for item, result in zip(found.items, results, strict=True):
        registry.tell(session.matter, item, result, by)
    outcomes = {item.label: result.outcome for item, result in zip(found.items, results, strict=True)}
    record(events.VOTING_CLOSED, session, by, {"outcomes": outcomes, "took_part": _took_part(session)})
    transaction.on_commit(_forget_versions, robust=True)
    return results


def _concluded(found: SessionRecord, item: Item, ballots: list[dict[str, str]], on: date) -> Result:
    poll = found.poll(item, tally(ballots))
    if poll.turnout != found.ballots_in(item.pk):
        raise CouncilRefused(
            f"{item.label}: trong hòm có {poll.turnout} phiếu nhưng có {found.ballots_in(item.pk)} lượt bỏ phiếu. "
            "Chưa kiểm phiếu được; hãy báo người kiểm phiếu độc lập."
        )
    terms = found.terms(item)
    decision = decide(poll, terms)
    return Result(
        item=item,
        roll=poll.roll,
        present=poll.present,
        letters=poll.letters,
        recused=poll.recused,
        turnout=poll.turnout,
        yes=poll.yes,
        no=poll.no,
        abstain=poll.abstain,
        invalid=poll.invalid,
        denominator=decision.denominator,
        share=decision.share,
        threshold=None if terms.share.missing else share_percent(terms.share.value),
        outcome=decision.verdict.outcome.value,
        reasons=[
            {
                "text": reason.text,
                "about": reason.about,
                "outcome": reason.outcome.value,
                "citation": str(reason.citation or ""),
            }
            for reason in decision.verdict.reasons
        ],
        concluded_on=on,
    )


def _took_part(session: Session) -> dict[str, list[str]]:
    """Who took part, by way, in the order of names: the only entry that says so."""
    labels = dict(CHANNELS)
    rows = set(Turnout.objects.filter(item__session=session).values_list("member__full_name", "channel"))
    found = Counter(label for _, channel in rows if (label := labels[channel]))
    return {label: sorted(name for name, channel in rows if labels[channel] == label) for label in sorted(found)}


def _forget_versions() -> None:
    """Former versions of a box differ from the next by one ballot; what the engine still keeps of them goes now."""
    if connection.in_atomic_block:
        return
    tables = ", ".join(f'"{model._meta.db_table}"' for model in (Box, Turnout))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM (FULL) {tables}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # freed pages are overwritten: secure_delete is on


@transaction.atomic
def recount(session: Session, account: Any, *, name: str, agrees: bool, on: date, note: str = "") -> Recount:
    """The neutral clerk's word on the count. A clerk who says that it agrees while it does not is refused.

    Writes the recount and one event.
    """
    session = locked(session, "recount")
    if session.clerk_id != account.pk:
        raise CouncilRefused("Chỉ người kiểm phiếu độc lập của phiên họp mới ghi kết quả kiểm lại được.")
    if agrees and not all(line["agrees"] for line in recounted(session)):
        raise CouncilRefused("Danh sách phiếu đếm lại khác kết quả đã ghi. Hãy ghi “không khớp” và nêu nội dung nào.")
    if not agrees and not note.strip():
        raise CouncilRefused("Hãy ghi rõ chỗ không khớp.")
    row, made = Recount.objects.get_or_create(
        session=session,
        account=account,
        defaults={"name": name, "agrees": agrees, "note": nfc(note).strip(), "counted_on": on},
    )
    if not made:
        raise Stale("Kết quả kiểm lại đã được ghi trước đó.")
    record(events.RECOUNTED, session, account.get_username(), {"agrees": agrees}, reason=note.strip())
    return row


@transaction.atomic
def sign_minutes(session: Session, account: Any, *, capacity: str, name: str, may_sign: bool, on: date) -> Signature:
    """Signs the minutes as whoever presided or as secretary; with both signatures the session is finished.

    `may_sign` is whether the account stands in that capacity (`access.capacities`). Writes the signature, perhaps the
    state, and one event.
    """
    session = locked(session, "sign_minutes")
    if not may_sign:
        raise CouncilRefused("Đồng chí không ký biên bản với tư cách này được.")
    if Signature.objects.filter(session=session, account=account).exists():
        raise CouncilRefused("Đồng chí đã ký biên bản này. Người chủ trì và thư ký phải là hai người khác nhau.")
    signature, made = Signature.objects.get_or_create(
        session=session, capacity=capacity, defaults={"account": account, "name": name, "signed_on": on}
    )
    if not made:
        raise Stale(f"{signature.name} đã ký với tư cách này.")
    if Signature.objects.filter(session=session).count() == len(Signature.CAPACITIES):
        moved(session, "finish")
    record(events.MINUTES_SIGNED, session, account.get_username(), {"capacity": signature.get_capacity_display()})
    return signature
