"""The demonstration: whoever signs in finds work; a second run makes nothing; all of it says what it is."""

from datetime import date
from typing import Any

import pytest

from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.awards.facts import law_on
from chungsuc.awards.models import Achievement, Award, Dossier
from chungsuc.cli.demo_work import MARK, demonstrate
from chungsuc.cli.setup_demo import ACTOR, _accounts
from chungsuc.exemplars.facts import coverage_by_quarter, exemplars_of
from chungsuc.organisations.access import person_on
from chungsuc.organisations.work import work_of
from chungsuc.recognition.models import Case
from chungsuc.recognition.workflow import Move, replay
from tests.province import Province

DAY = date(2025, 10, 1)


@pytest.fixture
def made(province: Province, settings: Any) -> list[str]:
    settings.TODAY = DAY.isoformat()
    _accounts()
    return list(demonstrate(DAY, by=ACTOR))


def titles(username: str) -> set[str]:
    return {group.title for group in work_of(person_on(User.objects.get(username=username), DAY))}


def test_everybody_who_signs_in_finds_work(made: list[str]) -> None:
    assert len(made) == 20
    given = {"Xác nhận đóng góp", "Đóng góp có thể trùng"}
    movement = {"Phát động phong trào", "Kế hoạch đơn vị, giúp đỡ xã"}
    assert (
        titles("xanhanco")
        == {"Bị trả lại", "Xét công nhận", "Xác nhận thành tích", "Hồ sơ khen thưởng"} | movement | given
    )
    reported = {"Báo cáo phải gửi", "Việc đến hạn"}
    verified = {"Chờ thẩm định", "Xác nhận, thẩm định hồ sơ công nhận", "Chấm điểm thi đua"}
    assert titles("soxaydung") == verified | reported | movement
    assert titles("mattran") == {"Lấy ý kiến sự hài lòng", "Kế hoạch đơn vị, giúp đỡ xã"} | reported
    assert titles("hoidong") == {"Phiên họp Hội đồng"}
    assert "Chấm điểm thi đua" in titles("thidua")
    assert {"Xét công nhận", "Phiên họp Hội đồng"} <= titles("dieuphoi")


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
    assert sorted(Achievement.objects.values_list("state", flat=True)) == ["confirmed"] * 8 + ["unverified"] * 2
    assert sorted(Award.objects.values_list("form", "state")) == [("BK_TINH", "standing"), ("GK_HUYEN", "revoked")]
    assert [(one.state, one.consents.filter(agrees=True).count()) for one in Dossier.objects.order_by("pk")] == [
        ("draft", 1), ("draft", 0),
    ]  # fmt: skip
