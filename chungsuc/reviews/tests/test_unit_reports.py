"""A unit's report: written, sent, received with a stamp, returned with a reason; each act permitted, forbidden, stale, recorded."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.deadlines.facts import dues_on
from chungsuc.organisations.models import Unit
from chungsuc.reviews import actions, events
from chungsuc.reviews.actions import ReportRefused, Stale
from chungsuc.reviews.facts.reports import standing_of
from chungsuc.reviews.models import ReportRound, ReportVersion, UnitReport
from chungsuc.reviews.rules import DONE, LATE, LATE_DONE
from chungsuc.reviews.tests.office import APPROVED, OPENED, SENT_ON, TEXTS, Office
from chungsuc.reviews.workflow import UNIT_ACTS, Move, replay


def acts_of(subject: str = "reviews.report") -> list[str]:
    return list(Entry.objects.filter(subject_type=subject).order_by("seq").values_list("act", flat=True))


def saved(office: Office, *, version: int = 0, name: str = "department", **texts: str) -> UnitReport:
    round = office.opened()
    said: dict[str, Any] = {"version": version, "by": office.person(name), "today": SENT_ON}
    return actions.save_draft(round, office.kind(round), Unit.objects.get(code="SXD"), texts or TEXTS, **said)


def replayed(report: UnitReport) -> str:
    rows = report.events.order_by("seq")
    return replay(UNIT_ACTS, [Move(row.act, row.from_state, row.to_state) for row in rows])


def test_a_round_is_opened_once_on_its_day_by_the_receiving_office(office: Office) -> None:
    for name in ("department", "leader", "coordinator", "inspector"):
        with pytest.raises(PermissionDenied):
            actions.open_round("hang-nam-2023", by=office.person(name), today=OPENED)
    with pytest.raises(ReportRefused, match="mở từ ngày 15/11/2023"):
        actions.open_round("hang-nam-2023", by=office.person("emulation"), today=date(2023, 11, 14))
    round = office.opened()
    assert (round.due, round.cut_off, round.state, round.version) == (
        date(2023, 12, 15),
        date(2023, 12, 31),
        "drafting",
        1,
    )
    with pytest.raises(Stale, match="vừa được người khác mở"):
        actions.open_round("hang-nam-2023", by=office.person("emulation"), today=OPENED)
    assert ReportRound.objects.count() == 1 and acts_of("reviews.round") == [events.OPENED]


def test_what_a_unit_writes_is_kept_and_recorded_once(office: Office) -> None:
    report = saved(office)
    assert (report.state, report.version, replayed(report)) == ("draft", 2, "draft")
    again = saved(office, version=2, **{**TEXTS, "ton-tai": "Nguồn lực phân tán."})
    assert dict(again.paragraphs.values_list("section", "text"))["ton-tai"] == "Nguồn lực phân tán."
    assert acts_of() == [events.SAVED, events.SAVED]
    assert Entry.objects.filter(act=events.SAVED).order_by("seq")[1].details["changed"] == ["ton-tai"]


def test_only_a_post_at_the_unit_itself_writes_its_report(office: Office) -> None:
    for name in ("front", "coordinator", "emulation", "leader", "inspector", "district"):
        with pytest.raises(PermissionDenied):
            saved(office, name=name)
    assert not UnitReport.objects.exists()


def test_of_two_who_write_the_second_is_told_and_writes_nothing(office: Office) -> None:
    saved(office)
    saved(office, version=2, **{**TEXTS, "ton-tai": "Lần một"})
    with pytest.raises(Stale, match="vừa được người khác sửa hoặc chuyển bước"):
        saved(office, version=2, **{**TEXTS, "ton-tai": "Lần hai"})
    with pytest.raises(Stale, match="vừa được người khác sửa hoặc chuyển bước"):
        saved(office, version=0, **{**TEXTS, "ton-tai": "Lần ba"})
    assert dict(UnitReport.objects.get().paragraphs.values_list("section", "text"))["ton-tai"] == "Lần một"


def test_a_report_is_sent_with_its_approval_and_becomes_a_version_that_stays(office: Office) -> None:
    report = office.sent()
    version = ReportVersion.objects.get()
    assert (report.state, report.sent_on, version.number, version.texts["ket-qua"]) == (
        "submitted", SENT_ON, 1, "Làm 3 km đường ở 2 xã.",
    )  # fmt: skip
    figures = {fact["key"]: fact["text"] for fact in version.figures}
    assert {key: figures[key] for key in figures if key.startswith("criterion.")} == {
        "criterion.1.met": "53", "criterion.9.met": "51",
    }  # fmt: skip
    assert (figures["tasks.plan"], figures["sponsorship.communes"]) == ("chưa có kế hoạch", "0")
    assert (version.approver, version.paper) == ("Nguyễn Văn A", "15/BC-SXD")
    assert acts_of() == [events.SUBMITTED] and replayed(report) == "submitted"


def test_an_empty_required_section_or_a_missing_approval_stands_in_the_way_and_nothing_is_written(
    office: Office,
) -> None:
    round = office.opened()
    said: dict[str, Any] = {"version": 0, "by": office.person("department"), "today": SENT_ON}
    unit, kind = Unit.objects.get(code="SXD"), office.kind(round)
    with pytest.raises(ReportRefused, match="mục này phải viết") as refused:
        actions.submit(round, kind, unit, {**TEXTS, "ton-tai": " "}, **said, **APPROVED)
    assert refused.value.field == "ton-tai"
    with pytest.raises(ReportRefused, match="Chưa ghi ai duyệt") as refused:
        actions.submit(round, kind, unit, TEXTS, **said)
    assert refused.value.field == "approver"
    with pytest.raises(ReportRefused, match="không có mục này"):
        actions.submit(round, kind, unit, {**TEXTS, "la": "x"}, **said, **APPROVED)
    assert not UnitReport.objects.exists() and acts_of() == []


def test_who_does_not_owe_the_report_cannot_send_one(office: Office) -> None:
    round = office.opened()
    unit = Unit.objects.get(code="ld-24751")  # a commune of 2025 owes nothing in 2023
    by = office.person("commune", date(2025, 7, 2))
    with pytest.raises(ReportRefused, match="không phải gửi báo cáo"):
        actions.save_draft(round, office.kind(round), unit, TEXTS, version=0, by=by, today=SENT_ON)


def test_a_received_report_has_its_stamp_in_the_order_of_arrival(office: Office) -> None:
    first, second = office.received(), office.received("front", "MTTQ")
    assert [(one.state, one.arrival, one.received_on) for one in (first, second)] == [
        ("received", 1, SENT_ON), ("received", 2, SENT_ON),
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        actions.receive(first, version=first.version, by=office.person("department"), today=SENT_ON)
    with pytest.raises(ReportRefused, match="đang ở bước “đã nhận báo cáo”"):
        actions.receive(first, version=first.version, by=office.person("emulation"), today=SENT_ON)


def test_a_report_is_returned_with_the_reason_and_sent_again_as_a_second_version(office: Office) -> None:
    report, by = office.received(), office.person("emulation")
    with pytest.raises(ReportRefused, match="Chưa ghi lý do"):
        actions.send_back(report, reason="  ", version=report.version, by=by, today=SENT_ON)
    back = actions.send_back(report, reason="Thiếu số xã", version=report.version, by=by, today=SENT_ON)
    assert (back.state, back.events.last().reason) == ("returned", "Thiếu số xã")
    again = office.sent(**{"ket-qua": "Làm 3 km đường ở 4 xã."})
    assert (again.state, list(again.versions.values_list("number", flat=True))) == ("submitted", [1, 2])
    assert ReportVersion.objects.get(number=1).texts["ket-qua"] == "Làm 3 km đường ở 2 xã."
    received = actions.receive(again, version=again.version, by=by, today=SENT_ON)
    assert (received.arrival, replayed(received)) == (1, "received")  # it keeps its place in the order
    assert acts_of() == [events.SUBMITTED, events.RECEIVED, events.RETURNED, events.SUBMITTED, events.RECEIVED]


def test_a_report_that_nobody_received_is_taken_back_and_a_received_one_is_not(office: Office) -> None:
    report = office.sent()
    with pytest.raises(PermissionDenied):
        actions.take_back(report, version=report.version, by=office.person("front"), today=SENT_ON)
    back = actions.take_back(report, version=report.version, by=office.person("department"), today=SENT_ON)
    assert (back.state, replayed(back)) == ("draft", "draft")
    received = office.received()
    with pytest.raises(ReportRefused, match="chỉ rút lại để sửa được khi"):
        actions.take_back(received, version=received.version, by=office.person("department"), today=SENT_ON)


def test_receiving_against_taking_back_only_one_wins(office: Office) -> None:
    report = office.sent()
    seen = report.version
    actions.take_back(report, version=seen, by=office.person("department"), today=SENT_ON)
    with pytest.raises(Stale):
        actions.receive(report, version=seen, by=office.person("emulation"), today=SENT_ON)
    assert UnitReport.objects.get().state == "draft"


def test_what_must_never_be_false_is_held_by_the_database(office: Office) -> None:
    report = office.received()
    for change in ({"arrival": None}, {"state": "lost"}, {"received_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitReport.objects.filter(pk=report.pk).update(**change)
    other = office.received("front", "MTTQ")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitReport.objects.filter(pk=other.pk).update(arrival=1)


def test_who_is_late_is_named_and_mending_in_time_is_no_lateness(office: Office) -> None:
    round = office.opened()
    office.received()
    office.sent("front", "MTTQ", day=date(2023, 12, 20))
    stands = standing_of(round, office.kind(round), date(2023, 12, 21))
    by_code = {one.reporter.code: one.standing for one in stands.owed}
    assert (len(by_code), by_code["SXD"], by_code["MTTQ"], by_code["dn-663"]) == (31, DONE, LATE_DONE, LATE)
    assert "SNV" not in by_code  # who receives the reports owes none
    assert (stands.sent, len(stands.late)) == (2, 30)
    report = UnitReport.objects.get(unit__code="SXD")
    actions.send_back(
        report, reason="Sửa", version=report.version, by=office.person("emulation"), today=date(2023, 12, 18)
    )
    waiting = standing_of(round, office.kind(round), date(2023, 12, 18)).owed
    assert [one.words for one in waiting if one.reporter.code in ("SXD", "dn-663")] == [
        "quá hạn, chưa gửi lại",
        "quá hạn, chưa gửi",
    ]
    office.sent(day=date(2023, 12, 22))
    again = {one.reporter.code: one.standing for one in standing_of(round, office.kind(round), date(2023, 12, 23)).owed}
    assert again["SXD"] == DONE


@pytest.mark.parametrize(("code", "count", "kinds"), [
    ("hang-nam-2022", 31, {"department", "fatherland_front", "mass_organisation", "district"}),
    ("hang-nam-2025", 46, {"department", "fatherland_front", "mass_organisation", "commune"}),
])  # fmt: skip
def test_who_reports_crosses_the_first_of_july_2025(office: Office, code: str, count: int, kinds: set[str]) -> None:
    from chungsuc.reviews.outline import reporters_of

    round = office.opened(code)
    found = reporters_of(round, office.kind(round))
    assert {one.kind for one in found} == kinds and len(found) == count


def test_a_report_of_an_opened_round_stands_in_the_calendar_once(office: Office) -> None:
    day, unit, receiver = date(2023, 12, 20), Unit.objects.get(code="SXD").pk, Unit.objects.get(code="SNV").pk

    def told(unit_id: int) -> list[tuple[str, date]]:
        facts = dues_on(day, frozenset({unit_id}), ("movement.duties", "reviews.reports")).facts
        return [(fact.what, fact.due.due) for fact in facts if "áo cáo" in fact.what and fact.due.due.year == 2023]

    before = told(receiver)
    assert [due for _, due in told(unit)] == [date(2023, 12, 31)]
    office.opened()
    assert told(unit) == [("Gửi báo cáo: Báo cáo năm 2023", date(2023, 12, 15))]
    assert told(receiver) == before  # who receives the reports owes none in the round
