"""Numbers: one after the other without a gap, held, cancelled with a reason, as printed and as confirmed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from chungsuc.audit.models import Entry
from chungsuc.documents import actions, events
from chungsuc.documents.actions import PaperRefused, Stale
from chungsuc.documents.models import Series, SeriesNumber
from chungsuc.documents.models.numbers import key_of
from chungsuc.documents.tests.desk import Desk

TODAY = date(2026, 3, 2)


def reserve(desk: Desk, *, day: date = TODAY, count: int = 1, kind: str = "bao-cao") -> list[SeriesNumber]:
    return actions.reserve_number(
        desk.unit(), kind, day=day, purpose="Báo cáo quý I", count=count, by=desk.person("emulation")
    )


def test_numbers_are_given_in_turn_and_padded_below_ten(desk: Desk) -> None:
    assert [number.printed for number in reserve(desk, count=10)] == [
        *(f"{n:02d}/BC-SNV" for n in range(1, 10)),
        "10/BC-SNV",
    ]
    assert Series.objects.get().last == 10


def test_each_kind_and_each_year_has_numbers_of_its_own(desk: Desk) -> None:
    reserve(desk, day=date(2025, 12, 30))
    reserve(desk)
    reserve(desk, kind="to-trinh")
    told = SeriesNumber.objects.order_by("id").values_list("printed", "series__year")
    assert list(told) == [("01/BC-SNV", 2025), ("01/BC-SNV", 2026), ("01/TTr-SNV", 2026)]


def test_a_number_without_the_one_before_cannot_be_written(desk: Desk) -> None:
    first = reserve(desk)[0]
    fields = {"series": first.series, "state": "used", "printed": "3", "given_on": TODAY, "given_by": "x"}
    fields["given_at"] = first.given_at
    series = first.series_id
    with pytest.raises(IntegrityError), transaction.atomic():  # leaves 2 out, and names it
        SeriesNumber.objects.create(number=3, key=key_of(series, 3), after_id=key_of(series, 2), **fields)
        connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():  # says that it follows 1
        SeriesNumber.objects.create(number=3, key=key_of(series, 3), after_id=key_of(series, 1), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():  # says that it is another number
        SeriesNumber.objects.create(number=3, key=key_of(series, 2), after_id=key_of(series, 1), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():  # begins anew
        SeriesNumber.objects.create(number=2, key=key_of(series, 2), after=None, **fields)


def test_a_number_between_others_cannot_be_removed(desk: Desk) -> None:
    reserve(desk, count=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesNumber.objects.filter(number=2)._raw_delete(using="default")
        connection.check_constraints()


def test_a_held_number_is_cancelled_with_a_reason_and_stays(desk: Desk) -> None:
    number, by = reserve(desk)[0], desk.person("emulation")
    with pytest.raises(PaperRefused, match="Chưa ghi lý do hủy số"):
        actions.cancel_number(number, reason="  ", by=by)
    actions.cancel_number(number, reason="Không làm báo cáo này nữa", by=by)
    kept = SeriesNumber.objects.get()
    assert (kept.state, kept.reason, kept.changed_by) == ("cancelled", "Không làm báo cáo này nữa", "emulation")
    with pytest.raises(Stale, match="Số 01/BC-SNV đã hủy số, không hủy được"):
        actions.cancel_number(number, reason="lần nữa", by=by)
    assert reserve(desk)[0].printed == "02/BC-SNV"
    assert list(Entry.objects.filter(act__startswith="documents.").order_by("seq").values_list("act", flat=True)) == [
        events.NUMBER_RESERVED, events.NUMBER_CANCELLED, events.NUMBER_RESERVED,
    ]  # fmt: skip


def test_a_number_has_no_earlier_day_than_the_one_before(desk: Desk) -> None:
    reserve(desk)
    with pytest.raises(PaperRefused) as refused:
        reserve(desk, day=date(2026, 3, 1))
    assert str(refused.value) == (
        "Số 01/BC-SNV đã cấp ngày 02/03/2026, nên số sau không thể có ngày sớm hơn. "
        "Hãy ghi ngày từ ngày đó trở đi, hoặc dùng một số đã giữ."
    )
    with pytest.raises(PaperRefused, match="Ngày 03/03/2026 chưa tới"):
        reserve(desk, day=date(2026, 3, 3))


def test_the_printed_and_the_confirmed_number_are_kept_apart(desk: Desk) -> None:
    number = desk.issued().number
    assert number is not None
    actions.confirm_number(number, text="1337/BC-SNV", by=desk.person("emulation"))
    kept = SeriesNumber.objects.get()
    assert (kept.printed, kept.confirmed, kept.differs) == ("01/BC-SNV", "1337/BC-SNV", True)
    assert Entry.objects.filter(act=events.NUMBER_CONFIRMED).get().details == {
        "printed": "01/BC-SNV", "before": "", "now": "1337/BC-SNV",
    }  # fmt: skip


def test_only_a_used_number_is_confirmed(desk: Desk) -> None:
    with pytest.raises(Stale, match="chưa dùng"):
        actions.confirm_number(reserve(desk)[0], text="1/BC-SNV", by=desk.person("emulation"))


@pytest.mark.parametrize("name", ["leader", "coordinator", "front", "inspector", "commune", "nobody", "administrator"])
def test_nobody_else_gives_an_offices_numbers(desk: Desk, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.reserve_number(desk.unit(), "bao-cao", day=TODAY, purpose="x", by=desk.person(name))
    assert not SeriesNumber.objects.exists()


def test_the_committees_numbers_are_given_at_the_office_that_the_rule_names(desk: Desk) -> None:
    from chungsuc.documents.access import NUMBER, may
    from chungsuc.rulebook.models import Figure

    committee = desk.unit("ld-68").pk
    who = ("leader", "coordinator", "emulation")
    assert [may(desk.person(name), NUMBER, committee) for name in who] == [True, False, False]
    rule = Figure.objects.filter(key="rule:paper_numbers_given_at")
    rule.update(value_json='[{"kind": "province", "at": "SNV", "name": "Sở Nội vụ"}]')
    del_kept(desk)
    assert [may(desk.person(name), NUMBER, committee) for name in who] == [False, False, True]
    rule.update(status="missing", value_json="null")
    del_kept(desk)
    assert [may(desk.person(name), NUMBER, committee) for name in who] == [False, False, False]
    assert may(desk.person("emulation"), NUMBER, desk.unit("SNV").pk)


def del_kept(desk: Desk) -> None:
    """What an account knows is kept for one request; a new request begins."""
    for account in desk.province._accounts.values():
        account.__dict__.pop("_chungsuc_numbers_for", None)
