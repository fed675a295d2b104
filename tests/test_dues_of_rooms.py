"""What each room puts into the calendar, as of a day; many obligations cost no more queries than few."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chungsuc.awards.models import ClockStop
from chungsuc.awards.tests import dossiers
from chungsuc.councils.tests.hall import CONVENED, HELD, Hall, matter
from chungsuc.criteria.models import Check
from chungsuc.criteria.tests.entry_support import plain_report
from chungsuc.deadlines.facts import DueFact, dues_on
from chungsuc.deadlines.registry import Due, kinds
from chungsuc.deadlines.rules import State
from chungsuc.deadlines.tests.planted import SOURCE, obligation, planted
from chungsuc.evidence.tests.documents import put
from chungsuc.locks.models import Opening
from chungsuc.locks.tests.setting import put as lock
from chungsuc.organisations.models import Unit
from chungsuc.oversight.tests.surveys import begun
from chungsuc.recognition import actions
from chungsuc.recognition.models import CaseEvent
from chungsuc.recognition.tests.casework import START, Office, Walk, met, provided
from tests.province import Province
from tests.test_query_budgets import DUES, DUES_TODAY, MY_WORK

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def told(day: date, kind: str, units: frozenset[int] | None = None) -> list[DueFact]:
    """What one source tells of a day."""
    return list(dues_on(day, units, [kind]).facts)


def test_a_posting_ends_on_the_day_after_its_last(province: Province) -> None:
    walk = Walk(Office())
    case = walk.to("consulting")
    actions.start_posting(walk.case, opened_on=START, places=("tru_so",), proof="", **walk.hand())
    assert told(START - timedelta(days=1), "recognition.postings") == []
    [fact] = told(START, "recognition.postings")
    assert (fact.unit.name, fact.until, fact.state) == ("Xã Đắk Gằn", START + timedelta(days=15), State.OPEN)
    assert fact.due.href == f"/cong-nhan/{case.pk}/" and fact.due.source == "Quyết định 18/2022/QĐ-TTg"
    walk.post()
    walk.hear_front()
    walk.take("complete")
    [fact] = told(walk.day, "recognition.postings")
    assert fact.state is State.DONE and fact.due.done_on == walk.day
    [before] = told(walk.day - timedelta(days=1), "recognition.postings")
    assert before.state is not State.DONE


def test_a_step_with_a_clock_ends_by_its_rule_and_one_without_a_rule_is_said(province: Province) -> None:
    walk = Walk(Office())
    with provided(set_met=met(), satisfaction=met(), council_vote=met(), level_conditions=met()):
        walk.to("recognised")
    decided = CaseEvent.objects.get(case=walk.case, act="decide").on
    facts = dues_on(walk.day, None, ["recognition.steps"])
    [fact] = [fact for fact in facts.facts if fact.state is State.OPEN]
    assert fact.what == "Công bố quyết định công nhận Xã Đắk Gằn: Xã nông thôn mới, năm 2023"
    assert (fact.unit.code, fact.until) == ("dn-663", decided + timedelta(days=60))
    assert set(facts.gaps) == {"chưa có quy định «Thời hạn thẩm tra»", "chưa có quy định «Thời hạn thẩm định»"}
    [after] = [f for f in told(date(2025, 7, 2), "recognition.steps") if f.what.startswith("Công bố")]
    assert after.unit.code == "VPDP" and after.state is State.LATE, "no district stands above it any more"


def test_each_part_of_a_report_waits_for_its_body_and_its_successor(province: Province) -> None:
    report = plain_report("dn-24751")
    report.state = "verifying"
    report.save(update_fields=["state"])
    body = Unit.objects.get(code="SGTVT")
    report.checks.all().delete()
    check = Check.objects.create(report=report, part="2", body=body, state="waiting", opened_on=date(2024, 3, 1))
    [fact] = told(date(2024, 3, 4), "criteria.parts")
    assert (fact.unit.code, fact.until) == ("SGTVT", date(2024, 3, 22))
    assert fact.due.href == f"/tham-dinh/{report.pk}/2/" and "số trình diễn" in fact.due.source
    [heir] = told(date(2025, 3, 3), "criteria.parts")
    assert heir.unit.code == "SXD" and heir.state is State.LATE
    Check.objects.filter(pk=check.pk).update(state="verified", decided_on=date(2024, 3, 25))
    [done] = told(date(2024, 4, 1), "criteria.parts")
    assert done.state is State.DONE and done.late_when_done
    assert told(date(2024, 3, 22), "criteria.parts")[0].state is State.OPEN


def test_a_survey_a_session_a_document_and_an_opening_have_their_days(province: Province, settings: Any) -> None:
    survey = begun()
    [fact] = told(survey.opened_on, "oversight.surveys")
    assert (fact.unit.code, fact.until) == ("MTTQ", survey.closes_on)

    with matter():
        Hall().convened()
    papers, meeting = told(CONVENED, "councils.sessions")
    assert papers.what.startswith("Gửi tài liệu") and meeting.until == HELD and papers.until < HELD
    assert papers.unit.code == meeting.unit.code

    settings.TODAY = "2024-03-01"
    old = put("dn-24620", "Giấy chứng nhận", expires_on=date(2024, 3, 15))
    [fact] = told(date(2024, 3, 1), "evidence.lapsing")
    assert fact.what == "Thay minh chứng hết hiệu lực: Giấy chứng nhận" and fact.until == date(2024, 3, 15)
    settings.TODAY = "2024-03-20"
    assert told(date(2024, 3, 20), "evidence.lapsing")[0].late
    newer = put("dn-24620", "Bản mới", expires_on=date(2026, 3, 15))
    type(old).objects.filter(pk=newer.pk).update(title=old.title)
    first, second = told(date(2024, 3, 20), "evidence.lapsing")
    assert (first.state, second.state) == (State.DONE, State.OPEN)

    held = lock("dn-24620")
    since = datetime(2024, 3, 20, 8, tzinfo=ZONE)
    opening = Opening.objects.create(
        lock=held, unit=held.unit, since=since, until=since + timedelta(days=2), approver="A", paper="CV 1", reason="Sửa",
        recorded_by="coordinator",
    )  # fmt: skip
    states = [told(date(2024, 3, day), "locks.openings")[0].state for day in (20, 22, 23)]
    assert states == [State.OPEN, State.OPEN, State.DONE] and opening.pk


def test_the_clock_of_an_award_dossier_is_due_in_working_days_and_on_no_day_while_it_stands(province: Province) -> None:
    received, kind = date(2024, 3, 4), "awards.clocks"
    made = dossiers.at("content", form="BK_TINH", received=received)
    [fact] = told(received, kind)
    assert fact.what == f"Thẩm định nội dung hồ sơ khen thưởng số {made.pk}"
    assert (fact.unit.code, fact.until, fact.state) == (made.body.code, date(2024, 4, 8), State.OPEN)
    assert fact.due.href == f"/khen-thuong/ho-so/{made.pk}/tham-dinh/"
    stop = ClockStop.objects.create(dossier=made, clock="content", since=date(2024, 3, 11), asked="Biên bản", by="a")
    assert told(date(2024, 3, 12), kind) == []
    stop.until = date(2024, 3, 18)
    stop.save()
    [fact] = told(date(2024, 3, 18), kind)
    assert fact.until == date(2024, 4, 15), "five working days stood"
    dossiers.step(made, "appraise", "content", "appraised", date(2024, 3, 20))
    assert [told(date(2024, 3, day), kind)[0].state for day in (19, 20)] == [State.OPEN, State.DONE]
    assert told(received, kind, frozenset({Unit.objects.get(code="SXD").pk})) == []


def test_every_kind_has_a_title_and_all_rooms_are_asked_in_four_queries(
    province: Province, django_assert_num_queries: Any, settings: Any
) -> None:
    settings.TODAY = "2024-03-01"
    assert all(kinds().values())
    put("dn-24620", expires_on=date(2030, 1, 1))
    rows = [name for name in kinds() if name != SOURCE and not name.startswith(("movement.", "reviews."))]
    with django_assert_num_queries(4):
        assert len(dues_on(date(2024, 3, 4), None, rows).facts) >= 1


def many(count: int) -> list[Due]:
    """Obligations of all units there are, one after another."""
    Unit.objects.bulk_create(Unit(code=f"thu-{no}", kind="village", since=date(2020, 1, 1)) for no in range(100))
    units = list(Unit.objects.order_by("pk").values_list("pk", flat=True))[:200]
    assert len(units) == 200
    first = date(2023, 1, 2)
    return [
        Due(f"{SOURCE}:{no}:{units[no % 200]}", units[no % 200], f"Việc số {no}", first + timedelta(days=no % 700),
            first + timedelta(days=no % 700 + 3) if no % 3 else None, "/", "Kế hoạch")
        for no in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["emulation", "leader", "department"])
def test_ten_thousand_tasks_of_two_hundred_units_cost_the_queries_of_one(
    bare_province: Province, client_as: Callable[[Any], Any], settings: Any, who: str
) -> None:
    from tests.test_work_screens import asked

    settings.TODAY = "2024-03-04"
    client = client_as(bare_province.account(who))
    addresses = ("/viec-cua-toi/", "/han-viec/", "/han-viec/?tinh_trang=late", "/han-viec/cham/", "/han-viec/hom-nay/")
    with planted(*(obligation(code, due=date(2024, 3, 1)) for code in ("SXD", "STC", "SNV"))):
        few = [asked(client, address) for address in addresses]
    with planted(*many(10_000)):
        lots = [asked(client, address) for address in addresses]
        sizes = [len(client.get(address).content) for address in addresses]
    assert lots == few
    assert all(count <= most for count, most in zip(lots, (MY_WORK, DUES, DUES, DUES, DUES_TODAY), strict=True)), lots
    assert max(sizes) < 100_000
