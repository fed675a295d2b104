"""What awards put into "Việc của tôi": who receives sees the clocks, who decides sees what to sign, everybody only the own."""

from datetime import date

import pytest

from chungsuc.awards import appraisal_work, deciding_work
from chungsuc.awards.models import ClockStop
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import answer

from . import decided
from . import dossiers as made

pytestmark = pytest.mark.usefixtures("bare_province")


def shown(lines: object) -> list[tuple[str, str, str, bool]]:
    return [(one.text, one.href, one.due, one.overdue) for one in lines if isinstance(one, WorkLine)]  # type: ignore[attr-defined]


def test_who_receives_is_told_how_much_of_each_clock_is_left_the_first_due_first() -> None:
    new = made.at("content", form="BK_TINH", received=date(2024, 3, 11))
    old = made.at("content", form="BK_TINH", name="Hoàng Thị Mai")
    sent = made.submitted(form="BK_TINH", name="Lê Văn Tám")
    day = date(2024, 4, 9)
    assert shown(answer(appraisal_work.dossiers_to_examine(made.emulation(day)))) == [
        (f"Xã Đắk Gằn: thẩm định hồ sơ khen thưởng số {old.pk}", f"/khen-thuong/ho-so/{old.pk}/tham-dinh/",
         "quá 1 ngày làm việc (đã dùng 26 ngày làm việc, được 25), hạn 08/04/2024", True),
        (f"Xã Đắk Gằn: thẩm định hồ sơ khen thưởng số {new.pk}", f"/khen-thuong/ho-so/{new.pk}/tham-dinh/",
         "còn 4 ngày làm việc (đã dùng 21 ngày làm việc, được 25), hạn 15/04/2024", False),
        (f"Xã Đắk Gằn: nhận hồ sơ khen thưởng số {sent.pk}", f"/khen-thuong/ho-so/{sent.pk}/tham-dinh/", "", False),
    ]  # fmt: skip


def test_what_waits_for_the_unit_is_not_work_of_who_receives() -> None:
    stopped = made.at("content_stopped", form="BK_TINH")
    ClockStop.objects.create(dossier=stopped, clock="content", since=made.RECEIVED, asked="Biên bản", by="ai-do")
    assert shown(answer(appraisal_work.dossiers_to_examine(made.emulation()))) == []


def test_lists_to_sign_wait_for_who_decides_and_for_nobody_else() -> None:
    row = decided.prepared()
    assert shown(answer(deciding_work.decisions_to_sign(decided.leader()))) == [
        ("Tỉnh Lâm Đồng: ký quyết định Bằng khen của Chủ tịch UBND tỉnh, danh sách số "
         f"{row.pk} (1 hồ sơ)", f"/khen-thuong/quyet-dinh/{row.pk}/", "", False),
    ]  # fmt: skip
    for other in (decided.emulation(), made.commune(decided.TODAY, "ld-24751"), made.department(decided.TODAY)):
        assert shown(answer(deciding_work.decisions_to_sign(other))) == []


def test_what_the_council_passed_is_announced_and_then_listed_by_who_receives() -> None:
    first, second = decided.waiting(), decided.waiting("Hoàng Thị Mai")
    body = first.body_id
    passed = decided.waiting("Lê Văn Tám", state="passed")
    officer = decided.emulation()
    assert shown(answer(deciding_work.results_to_carry_on(officer))) == [
        ("Công bố kết quả Hội đồng: 1 hồ sơ khen thưởng", "/khen-thuong/cong-bo/", "", False),
        ("Lập danh sách quyết định Bằng khen của Chủ tịch UBND tỉnh: 2 hồ sơ đã công bố kết quả",
         f"/khen-thuong/quyet-dinh/lap/{body}/BK_TINH/", "", False),
    ]  # fmt: skip
    decided.prepared(first, second)
    assert [one[1] for one in shown(answer(deciding_work.results_to_carry_on(officer)))] == ["/khen-thuong/cong-bo/"]
    assert passed.body_id == body
    for other in (decided.leader(), person("commune", "ld-24751", decided.TODAY)):
        assert shown(answer(deciding_work.results_to_carry_on(other))) == []
