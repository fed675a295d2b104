"""The demonstration: whoever signs in finds work; a second run makes nothing; all of it says what it is."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from chungsuc import settings as assembly
from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.awards.facts import law_on
from chungsuc.awards.models import Achievement, Award, Dossier, DossierStep, Round
from chungsuc.cli.demo_work import MARK, demonstrate
from chungsuc.cli.setup_demo import ACCOUNTS, ACTOR, STANDS, _accounts, _stand
from chungsuc.deadlines.facts import dues_on
from chungsuc.exemplars.facts import coverage_by_quarter, exemplars_of
from chungsuc.organisations.access import person_on
from chungsuc.organisations.work import work_of
from chungsuc.recognition.models import Case
from chungsuc.recognition.workflow import Move, replay
from chungsuc.web.day import today
from tests import standing
from tests.province import Province, load_province

DAY = date(2025, 10, 1)


_told: list[str] = []


def _demonstrated() -> None:
    """The province and what `setup-demo` shows in it: made once, for the tests that only read it or undo what they did."""
    load_province()
    _accounts()
    with override_settings(TODAY=DAY.isoformat()):
        _told[:] = demonstrate(DAY, by=ACTOR)


standing.ground("made", _demonstrated)


@pytest.fixture
def made(a_database_to_stand_on: None, db: None, settings: Any) -> list[str]:
    """What the demonstration said it made."""
    settings.TODAY = DAY.isoformat()
    return list(_told)


def titles(username: str) -> set[str]:
    return {group.title for group in work_of(person_on(User.objects.get(username=username), DAY))}


def test_everybody_who_signs_in_finds_work(made: list[str]) -> None:
    assert len(made) == 26
    given = {"Xác nhận đóng góp", "Đóng góp có thể trùng"}
    movement = {"Phát động phong trào", "Kế hoạch đơn vị, giúp đỡ xã"}
    awards = {"Xác nhận thành tích", "Hồ sơ khen thưởng", "Kiểm tra thực tế hồ sơ khen thưởng"}
    assert titles("xanhanco") == {"Bị trả lại", "Xét công nhận"} | awards | movement | given
    reported = {"Báo cáo phải gửi", "Việc đến hạn"}
    verified = {"Chờ thẩm định", "Xác nhận, thẩm định hồ sơ công nhận", "Chấm điểm thi đua"}
    asked = {"Ý kiến về hồ sơ khen thưởng"}
    assert titles("soxaydung") == verified | reported | movement | asked
    assert titles("mattran") == {"Lấy ý kiến sự hài lòng", "Kế hoạch đơn vị, giúp đỡ xã"} | reported | asked
    assert titles("hoidong") == {"Phiên họp Hội đồng"}
    results = {"Kết quả xét khen thưởng", "Thẩm định khen thưởng", "Ý kiến về danh sách công khai"}
    assert {"Chấm điểm thi đua"} | results <= titles("thidua")
    results = {"Kết quả nông thôn mới trong hồ sơ khen thưởng"}
    assert {"Xét công nhận", "Phiên họp Hội đồng"} | results <= titles("dieuphoi")
    assert {"Quyết định khen thưởng chờ ký", "Phiên họp Hội đồng"} <= titles("lanhdao")
    assert "Hồ sơ khen thưởng" in titles("xadakgan")


def test_every_award_line_of_everybody_leads_to_a_page_that_opens(
    made: list[str], client_as: Callable[[Any], Any]
) -> None:
    seen = {}
    for user in User.objects.filter(username__in=[name for name, *_ in ACCOUNTS]).order_by("pk"):
        client, groups = client_as(user), work_of(person_on(user, DAY))
        mine = [group for group in groups if any(word in group.title for word in ("khen", "Hội đồng", "công khai"))]
        lines = [line for group in mine for line in group.lines]
        assert [line.href for line in lines if client.get(line.href).status_code != 200] == []
        seen[user.username] = sorted({line.href.split("/")[2] for line in lines if line.href.startswith("/khen-")})
    assert seen == {
        "lanhdao": ["quyet-dinh"], "dieuphoi": ["ho-so"], "thidua": ["cong-khai", "ho-so", "tham-dinh"],
        "soxaydung": ["y-kien"], "mattran": ["y-kien"], "thanhtra": [], "hoidong": [], "quantri": [],
        "xanhanco": ["ho-so", "kiem-tra"], "xadakgan": ["ho-so"], "huyendakrlap": [], "huyendakmil": [],
    }  # fmt: skip


def test_a_second_run_makes_nothing_and_the_first_left_whole_histories(made: list[str]) -> None:
    entries = Entry.objects.count()
    assert list(demonstrate(DAY, by=ACTOR)) == [] and Entry.objects.count() == entries
    for case in Case.objects.all():
        events = case.events.order_by("seq")
        assert replay([Move(e.act, e.from_state, e.to_state) for e in events]) == case.state
    carried = Case.objects.get(unit__code="dn-24673")
    assert (carried.state, carried.holder.code) == ("appraising", "ld-24670")
    assert all(MARK in event.paper for event in carried.events.all() if event.paper)
    assert verify_chain() is None


def test_of_two_exemplars_one_may_be_named_and_was_copied_and_the_media_told_of_it(made: list[str]) -> None:
    known = {one.title: one for one in exemplars_of(DAY)}
    agreed, silent = known["Hiến 300 m² đất mở rộng đường thôn"], known["Tổ tự quản thu gom rác ở thôn"]
    assert agreed.label.startswith("Hộ bà") and silent.label.startswith("một hộ ở")
    assert (agreed.copies, agreed.results, agreed.told) == (1, 1, 1) and silent.copies == 0
    assert coverage_by_quarter(2025).whole.pieces == 2


def test_the_estimate_of_2025_is_approved_and_more_is_allocated_than_spent(made: list[str]) -> None:
    from chungsuc.budget.facts import books_on
    from chungsuc.budget.models import Estimate

    (book,) = books_on(Estimate.objects.all(), DAY)
    assert (book.estimate.year, book.estimate.state) == (2025, "approved")
    whole = book.whole
    assert (whole.approved, whole.allocated, whole.spent) == (96_000_000, 60_000_000, 12_000_000)


def test_the_closed_block_shows_a_tie_and_is_what_its_journal_comes_to(made: list[str]) -> None:
    from chungsuc.scoring.facts import board_of, faults
    from chungsuc.scoring.models import Round

    board = board_of(Round.objects.get(code="KHOI-1-2023"))
    assert faults(board) == []
    places = {one.unit: (one.rank, one.tied_with) for one in board.ranking}
    assert places["STC"] == (4, ("SGTVT",)) and places["SGTVT"] == (4, ("STC",)) and places["STNMT"][0] == 6
    assert Round.objects.get(code="CUM-HUYEN-2024").state == "cross"
    assert Round.objects.get(code="KHOI-1-2024").state == "self"


def test_before_the_communes_of_2025_nothing_is_made(province: Province) -> None:
    assert list(demonstrate(date(2025, 6, 30), by=ACTOR)) == []


def test_awards_have_subjects_of_every_group_a_register_and_drafts(made: list[str]) -> None:
    kinds = {row.subject.kind for row in Achievement.objects.select_related("subject")}
    assert {str(law_on(DAY).subjects.get(kind, law_on(date(2025, 6, 2)).subjects[kind]).value["group"]) for kind in kinds} == {
        "so_ban_nganh_doan_the", "huyen_thanh_pho", "cap_xa", "thon_bon_buon", "doanh_nghiep_hop_tac_xa", "ca_nhan",
        "doi_tuong_khac",
    }  # fmt: skip
    assert sorted(Achievement.objects.values_list("state", flat=True)) == ["confirmed"] * 14 + ["unverified"] * 2
    assert list(Award.objects.order_by("decided_on").values_list("form", "state", "bonus")) == [
        ("BK_TINH", "standing", None), ("GK_HUYEN", "revoked", None), ("BK_TINH", "standing", 3_510_000),
    ]  # fmt: skip
    assert list(Dossier.objects.order_by("pk").values_list("form", "state")) == [
        ("GK_XA", "draft"), ("GK_XA", "draft"), ("BK_TINH", "awarded"), ("BK_TINH", "announced"),
        ("BK_TINH", "appraised"), ("BK_TINH", "content"), ("BK_TINH", "content"), ("BK_TINH", "submitted"),
        ("BK_TINH", "formal"), ("BK_TINH", "formal_stopped"), ("BK_TINH", "content_stopped"), ("BK_TINH", "draft"),
        ("BK_TINH", "appraised"), ("HCLD_3", "content"),
    ]  # fmt: skip
    words = [
        row.consents.filter(replaced=False).values_list("agrees", flat=True).first()
        for row in Dossier.objects.order_by("pk")[:2]
    ]
    assert words == [True, None]


def test_every_dossier_is_what_its_steps_come_to_and_nothing_is_late_on_the_day(made: list[str]) -> None:
    for row in Dossier.objects.prefetch_related("steps"):
        steps = list(row.steps.order_by("seq"))
        assert steps[-1].to_state == row.state
        assert all(after.from_state == before.to_state and before.on <= after.on for before, after in pairwise(steps))
        assert all(step.on <= DAY for step in steps)
    assert [due.what for due in dues_on(DAY, None, ["awards.clocks", "awards.opinions"]).late] == []
    assert {due.due.what.split(" số ")[0] for due in dues_on(DAY, None, ["awards.clocks"]).facts} == {
        "Thẩm định nội dung hồ sơ khen thưởng"
    }


@pytest.fixture
def kept(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the day of a demonstration is kept; nobody ordered a day."""
    settings.TODAY, settings.DEMONSTRATION_DAY = "", tmp_path / "demonstration-day"
    monkeypatch.setattr(assembly, "DEMONSTRATION_DAY", settings.DEMONSTRATION_DAY)
    return tmp_path / "demonstration-day"


def test_begun_after_the_movement_a_demonstration_stands_on_one_of_its_last_days(
    db: None, settings: Any, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert assembly._demonstration_day() == ""
    assert "đứng ở ngày 12/12/2025" in _stand(date(2026, 11, 26))
    assert today() == STANDS and kept.read_text().strip() == assembly._demonstration_day() == "12/12/2025"
    monkeypatch.setattr(assembly, "DEMONSTRATION", False)
    assert assembly._demonstration_day() == "", "official data follow the clock"


@pytest.mark.parametrize(("day", "ordered"), [(STANDS, ""), (date(2026, 11, 26), "01/10/2025")])
def test_a_day_that_has_not_passed_and_a_day_that_was_ordered_stay(
    db: None, settings: Any, kept: Path, day: date, ordered: str
) -> None:
    settings.TODAY = ordered
    assert _stand(day) == "" and ordered == settings.TODAY and not kept.exists()


def test_work_that_was_begun_on_another_day_keeps_its_own(made: list[str], settings: Any, kept: Path) -> None:
    assert _stand(date(2026, 11, 26)) == "" and settings.TODAY == "" and not kept.exists()


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2027, 2, 1)])
def test_in_later_years_the_demonstration_still_finds_lawful_days(province: Province, settings: Any, day: date) -> None:
    settings.TODAY = day.isoformat()
    _accounts()
    list(demonstrate(day, by=ACTOR))
    assert Dossier.objects.count() == 14
    tinh = Dossier.objects.filter(form="BK_TINH").exclude(received_on=None).values_list("received_on", flat=True)
    assert {received.year for received in tinh} == {2025}, "the plan opens this form in 2025 only"
    assert Round.objects.get(year=2025).state == "closed"
    assert max(DossierStep.objects.values_list("on", flat=True)) <= day
