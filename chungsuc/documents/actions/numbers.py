"""Numbers of papers: taken in turn, held for a paper to come, cancelled with a reason, confirmed by the register."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today

from .. import events
from ..access import NUMBER, require
from ..models import Series, SeriesNumber
from ..models.numbers import key_of
from ..numbering import Numbering, numbering_of
from ..workflow import CANCELLED, RESERVED, USED
from .refusals import PaperRefused, Stale, record_about

MOST_AT_ONCE = 50


def held_series(unit: Unit, kind: str, kind_name: str, year: int) -> Series:
    """The series, held until the transaction ends: numbers are given one at a time. A part of an act."""
    Series.objects.get_or_create(unit=unit, kind=kind, year=year, defaults={"kind_name": kind_name})
    return Series.objects.select_for_update().get(unit=unit, kind=kind, year=year)


def take(
    series: Series,
    count: int,
    *,
    text: Callable[[int], str],
    day: date,
    by: str,
    state: str = USED,
    purpose: str = "",
) -> list[SeriesNumber]:
    """The next `count` numbers of a held series, without a gap. Writes the rows and the series' last number.

    A part of an act: the caller holds the series and records the event. PaperRefused for a day before the last's.
    """
    _refuse_earlier_day(series, day)
    first, moment = series.last + 1, now()
    rows = [
        SeriesNumber(
            series=series,
            number=number,
            key=key_of(series.pk, number),
            after_id=key_of(series.pk, number - 1) if number > 1 else None,
            state=state,
            printed=text(number),
            purpose=purpose[:300],
            given_on=day,
            given_by=by,
            given_at=moment,
            changed_by=by if state == USED else "",
            changed_at=moment if state == USED else None,
        )
        for number in range(first, first + count)
    ]
    if not change_where(series, {"last": series.last}, last=series.last + count):
        raise Stale("Số của sổ này vừa được người khác cấp. Hãy làm lại.")
    return SeriesNumber.objects.bulk_create(rows)


def _refuse_earlier_day(series: Series, day: date) -> None:
    if day > today():
        raise PaperRefused(f"Ngày {show_day(day)} chưa tới. Hãy ghi ngày không sau hôm nay.", "day")
    last = SeriesNumber.objects.filter(series=series, number=series.last).first()
    if last is not None and day < last.given_on:
        raise PaperRefused(
            f"Số {last.printed} đã cấp ngày {show_day(last.given_on)}, nên số sau không thể có ngày sớm hơn. "
            "Hãy ghi ngày từ ngày đó trở đi, hoặc dùng một số đã giữ.",
            "day",
        )


@transaction.atomic
def reserve_number(
    unit: Unit, kind: str, *, day: date, purpose: str, count: int = 1, by: Person, expected: str = ""
) -> list[SeriesNumber]:
    """Holds the next numbers of a body for papers of `day` that are still to come. Writes the numbers and one event.

    `expected` is the first number that was shown: when another one is next, Stale says so ("" asks for none).
    PaperRefused without a purpose, for a kind or a body that has no numbers that day, for a day before the last's.
    """
    require(by, NUMBER, unit.pk)
    if not purpose.strip():
        raise PaperRefused("Chưa ghi giữ số để làm gì. Hãy ghi tên văn bản hoặc việc sẽ dùng số.", "purpose")
    if not 1 <= count <= MOST_AT_ONCE:
        raise PaperRefused(f"Mỗi lần giữ từ 1 đến {MOST_AT_ONCE} số. Hãy ghi lại.", "count")
    found = _numbering(unit, kind, day)
    series = held_series(unit, kind, found.kind_name, day.year)
    if expected and found.text(series.last + 1) != expected:
        raise Stale(f"Số {expected} vừa được cấp hoặc giữ. Hãy mở lại trang để xem số sẽ giữ rồi xác nhận.")
    given = {"day": day, "by": by.username, "state": RESERVED, "purpose": nfc(purpose.strip())}
    rows = take(series, count, text=found.text, **given)  # type: ignore[arg-type]
    printed = [row.printed for row in rows]
    _record(events.NUMBER_RESERVED, rows[0], unit, by, {"numbers": printed, "day": day.isoformat()}, purpose.strip())
    return rows


def _numbering(unit: Unit, kind: str, day: date) -> Numbering:
    found = numbering_of(unit, kind, day)
    if isinstance(found, str):
        raise PaperRefused(found, "kind")
    return found


@transaction.atomic
def cancel_number(number: SeriesNumber, *, reason: str, by: Person) -> SeriesNumber:
    """Gives a held number up for good: it stays in the list with the reason. Writes the number and one event."""
    unit = number.series.unit
    require(by, NUMBER, unit.pk)
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do hủy số. Hãy ghi vì sao số này không dùng.", "reason")
    cancelled = {"state": CANCELLED, "reason": nfc(reason.strip()), "changed_by": by.username, "changed_at": now()}
    if not change_where(number, {"state": RESERVED}, **cancelled):
        now_there = SeriesNumber.objects.get(pk=number.pk)
        raise Stale(f"Số {now_there.printed} {now_there.state_label}, không hủy được. Hãy mở lại trang để xem.")
    _record(events.NUMBER_CANCELLED, number, unit, by, {}, reason.strip())
    return number


@transaction.atomic
def confirm_number(number: SeriesNumber, *, text: str, by: Person) -> SeriesNumber:
    """Writes what the body's own register says of a used number, beside what is printed. Writes both and one event."""
    unit = number.series.unit
    require(by, NUMBER, unit.pk)
    told = nfc(text.strip())
    if not told:
        raise PaperRefused("Chưa ghi số. Hãy ghi số, ký hiệu đúng như trong sổ văn bản đi.", "confirmed")
    before = number.confirmed
    confirmed = {"confirmed": told[:100], "confirmed_by": by.username, "confirmed_at": now()}
    if not change_where(number, {"state": USED, "confirmed": before}, **confirmed):
        raise Stale("Số này vừa được người khác xác nhận, hoặc chưa dùng. Hãy mở lại trang để xem.")
    _record(events.NUMBER_CONFIRMED, number, unit, by, {"printed": number.printed, "before": before, "now": told})
    return number


def _record(
    act: str, number: SeriesNumber, unit: Unit, by: Person, details: dict[str, object], reason: str = ""
) -> None:
    told = f"Số {number.printed}"
    record_about(act, number, by, unit, details, subject_type="documents.number", label=told, reason=reason)
