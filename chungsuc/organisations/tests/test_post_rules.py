"""Which posts may be: a role fits a kind of unit, and a post lies within its unit's life."""

from datetime import date

import pytest

from chungsuc.organisations.post_rules import PROVINCIAL, Refusal, Seat, kinds_for, post_refusals
from chungsuc.organisations.rules import ROLES

FIRST, LAST, NEW = date(2004, 1, 1), date(2025, 6, 30), date(2025, 7, 1)
OLD_COMMUNE = Seat("Xã Nhân Cơ", "commune", FIRST, LAST)
COMMUNE = Seat("Xã Nhân Cơ", "commune", NEW, None)
DISTRICT = Seat("Huyện Đắk R'lấp", "district", FIRST, LAST)
OFFICE = Seat("Văn phòng Điều phối", "coordination_office", FIRST, None)


@pytest.mark.parametrize(
    ("role", "fits"),
    [("commune", {"commune"}), ("district", {"district"}), ("press", {"press"}),
     *((role, PROVINCIAL) for role in sorted({*ROLES} - {"commune", "district", "press"}))],
)  # fmt: skip
def test_a_role_is_held_at_units_of_its_own_level_only(role: str, fits: frozenset[str]) -> None:
    assert kinds_for(role) == fits


@pytest.mark.parametrize(
    ("role", "seat", "said"),
    [
        ("commune", DISTRICT, "Vai trò này chỉ giao tại một đơn vị cấp xã; Huyện Đắk R'lấp không phải như vậy."),
        ("district", OLD_COMMUNE, "Vai trò này chỉ giao tại một đơn vị cấp huyện; Xã Nhân Cơ không phải như vậy."),
        (
            "administrator",
            OLD_COMMUNE,
            "Vai trò cấp tỉnh chỉ giao tại tỉnh hoặc cơ quan của tỉnh; Xã Nhân Cơ không phải",
        ),
    ],
)
def test_a_role_at_a_unit_of_another_level_is_refused_at_the_unit(role: str, seat: Seat, said: str) -> None:
    (refusal,) = post_refusals(role, seat, FIRST, LAST)
    assert refusal.field == "unit" and refusal.text.startswith(said)
    assert refusal.text.endswith("Hãy chọn đơn vị khác hoặc vai trò khác.")


@pytest.mark.parametrize(
    ("seat", "since", "until", "told"),
    [
        (COMMUNE, NEW, None, []),
        (COMMUNE, NEW, NEW, []),
        (COMMUNE, date(2025, 6, 30), None,
         [Refusal("since", "Xã Nhân Cơ có từ ngày 01/07/2025. Chức vụ không thể bắt đầu sớm hơn.")]),
        (COMMUNE, date(2025, 8, 2), date(2025, 8, 1),
         [Refusal("until", "Ngày cuối trước ngày đầu 02/08/2025. Hãy sửa một trong hai ngày.")]),
        (OLD_COMMUNE, FIRST, LAST, []),
        (OLD_COMMUNE, LAST, LAST, []),
        (OLD_COMMUNE, NEW, None,
         [Refusal("since", "Xã Nhân Cơ kết thúc ngày 30/06/2025. Chức vụ không thể bắt đầu sau ngày đó.")]),
        (OLD_COMMUNE, LAST, NEW,
         [Refusal("until", "Xã Nhân Cơ kết thúc ngày 30/06/2025, nên ngày cuối của chức vụ không sau ngày đó. "
                  "Đề nghị: 30/06/2025.", LAST)]),
        (OLD_COMMUNE, LAST, None,
         [Refusal("until", "Xã Nhân Cơ kết thúc ngày 30/06/2025, nên ngày cuối của chức vụ không sau ngày đó. "
                  "Đề nghị: 30/06/2025.", LAST)]),
        (OLD_COMMUNE, date(2024, 1, 2), date(2024, 1, 1),
         [Refusal("until", "Ngày cuối trước ngày đầu 02/01/2024. Hãy sửa một trong hai ngày.")]),
    ],
)  # fmt: skip
def test_a_post_lies_within_the_life_of_its_unit(
    seat: Seat, since: date, until: date | None, told: list[Refusal]
) -> None:
    assert post_refusals("commune", seat, since, until) == told


def test_everything_that_stands_against_a_post_is_told_at_once() -> None:
    told = post_refusals("commune", OFFICE, date(2003, 12, 31), date(2003, 1, 1))
    assert [refusal.field for refusal in told] == ["unit", "since", "until"]


def test_a_role_that_is_not_there_is_refused_before_anything_else() -> None:
    told = post_refusals("chu_tich", DISTRICT, NEW, FIRST)
    assert told == [Refusal("role", "Không có vai trò này. Hãy chọn một vai trò trong danh sách.")]
