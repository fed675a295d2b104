"""Another province is only another folder: a made-up one, from its pack to its pages, every number counted by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from chungsuc.cli.evaluate import evaluated
from chungsuc.cli.import_file import take_in
from chungsuc.cli.load_pack import load
from chungsuc.movement.facts import as_json, progress_on
from chungsuc.movement.models import Plan
from tests.access_matrix import open_pages
from tests.province import PASSWORD

PACK = Path(__file__).parent.parent / "chungsuc" / "law" / "tests" / "packs" / "tinh_mau"
# In 2023 the set asks: 1.1 at least 80 (62,5 in the mountains: Xã Ba), 1.2 none, 2 at least 45, 3.1 yes (or not
# applicable), 3.2 at least 90 of both sexes.
VALUES_2023 = [
    ["Huyện Trên"],
    ["Xã Một", 80, 0, 45, "Đ", 90, 95],  # reaches everything, to the digit
    ["Xã Hai", "79,9", 0, 50, "Đạt", 90, 90],  # misses 1.1 by a tenth
    ["Xã Ba", 62.5, 0, "44,9", "không áp dụng", 92, 89.9],  # misses 2, and 3.2 for women
    ["Huyện Dưới"],
    ["Xã Bốn", 100, 1, 45, "x", None, None],  # one weak bridge; 3.2 is not known
    ["Xã 5", 85, 0, 60, "K", 95, 95],  # misses 3.1; the pack knows the spelling
]
# GSO code, name, district, criteria met, failed, undetermined
JUDGED_2023 = [
    ("99001", "Xã Một", "Huyện Trên", 3, [], []),
    ("99002", "Xã Hai", "Huyện Trên", 2, [1], []),
    ("99003", "Xã Ba", "Huyện Trên", 1, [2, 3], []),
    ("99004", "Xã Bốn", "Huyện Dưới", 1, [1], [3]),
    ("99005", "Xã Năm", "Huyện Dưới", 2, [3], []),
]
# In 2024 criterion 2 asks 47,5; Xã Một and Xã Hai are one unit.
VALUES_2024 = [
    ["Xã Một Hai", 80, 0, 47.5, "Đ", 90, 90],
    ["Xã Ba", 62.5, 0, 47.5, "Đ", 90, 90],
    ["Xã Bốn", 80, 0, "47,4", "Đ", 95, 95],
    ["Xã Năm", 79, 0, 50, "Đ", 90, 90],
]
REGISTER = [
    ["Xã Một", "Huyện Trên", "Đạt chuẩn", 2021, "11/QĐ-UBND", date(2022, 6, 1)],
    ["Xã Ba", "Huyện Trên", "Xã xuất sắc", 2022, "22/QĐ-UBND", date(2023, 5, 10)],  # includes "đạt chuẩn"
    ["Xã Bốn", "Huyện Dưới", "Xã đạt chuẩn mẫu", 2023, "33/QĐ-UBND", date(2024, 3, 1)],
    ["Huyện Trên", "", "Huyện đạt chuẩn mẫu", 2023, "44/QĐ-UBND", date(2024, 6, 1)],
]


def table_of_values(file: Path, year: int, rows: list[list[Any]]) -> Path:
    """A workbook as an office would draw it: title, codes, names, one row a commune."""
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("Biểu")
    sheet.write("A1", f"KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ MẪU NĂM {year}")
    sheet.write_row("A3", ["Đơn vị", "1.1", "1.2", "2", "3.1", "3.2 (nam)", "3.2 (nữ)"])
    for number, row in enumerate(rows, 4):
        sheet.write_row(f"A{number}", ["" if cell is None else cell for cell in row])
    book.close()
    return file


def register(file: Path) -> Path:
    book = xlsxwriter.Workbook(str(file))
    sheet, day = book.add_worksheet("Sổ"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row("A1", ["Đơn vị", "Huyện", "Mức công nhận", "Công nhận cho năm", "Số quyết định", "Ngày ký"])
    for number, (*cells, signed_on) in enumerate(REGISTER, 2):
        sheet.write_row(f"A{number}", cells)
        sheet.write_datetime(f"F{number}", signed_on, day)
    book.close()
    return file


@pytest.fixture
def tinh_mau(db: None, tmp_path: Path) -> None:
    load(str(PACK))
    for file, kind in (
        (table_of_values(tmp_path / "2023.xlsx", 2023, VALUES_2023), "indicator-values"),
        (table_of_values(tmp_path / "2024.xlsx", 2024, VALUES_2024), "indicator-values"),
        (register(tmp_path / "so.xlsx"), "recognitions"),
    ):
        told = take_in(file, kind=kind)
        assert (told["counts"]["refused"], told["messages"]) == (0, []), told
        assert told["counts"]["matched"] == told["counts"]["rows"]


def progress(day: date) -> dict[str, tuple[float, str]]:
    return {row["code"]: (row["actual"], row["status"]) for row in map(as_json, progress_on(Plan.objects.get(), day))}


def test_three_criteria_are_judged_by_this_provinces_own_thresholds(tinh_mau: None) -> None:
    assert [tuple(row.values()) for row in evaluated("mau", 2023)] == JUDGED_2023


def test_the_year_after_the_merger_is_judged_on_the_new_units_with_the_new_thresholds(tinh_mau: None) -> None:
    rows = evaluated("mau", 2024)
    assert [(row["name"], row["criteria_met"], row["criteria_failed"]) for row in rows] == [
        ("Xã Một Hai", 3, []),
        ("Xã Ba", 3, []),
        ("Xã Bốn", 2, [2]),
        ("Xã Năm", 2, [1]),
    ]


def test_a_threshold_nobody_knows_leaves_its_criterion_open(tinh_mau: None, tmp_path: Path) -> None:
    told = take_in(table_of_values(tmp_path / "2025.xlsx", 2025, VALUES_2024), kind="indicator-values")
    assert told["counts"]["written"] > 0
    assert all(2 in row["criteria_undetermined"] for row in evaluated("mau", 2025))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        # (3+2+1+1+2)/5 = 1,8 for sure and 2,0 at most; Xã Ba is below 2 for sure
        (date(2023, 12, 31), {"xa_dat_chuan": (2, "not_met"), "binh_quan": (1.8, "not_met"),
                              "khong_duoi_2": (1, "not_met"), "huyen_moi": (0, "not_met")}),
        # the merged unit does not keep the level, for Xã Hai never had it; it has no results of its own yet
        (date(2024, 1, 1), {"xa_dat_chuan": (1, "not_met"), "binh_quan": (1, "not_met"),
                            "khong_duoi_2": (1, "not_met"), "huyen_moi": (0, "not_met")}),
        # (3+3+2+2)/4 = 2,5 and nobody is below 2
        (date(2024, 12, 31), {"xa_dat_chuan": (2, "not_met"), "binh_quan": (2.5, "met"),
                              "khong_duoi_2": (0, "met"), "huyen_moi": (1, "met")}),
    ],
)  # fmt: skip
def test_the_targets_before_and_after_the_merger(tinh_mau: None, day: date, told: dict[str, Any]) -> None:
    assert progress(day) == told


def test_a_target_set_for_units_of_the_past_stays_as_it_was(tinh_mau: None) -> None:
    rows = {row["code"]: row for row in map(as_json, progress_on(Plan.objects.get(), date(2025, 6, 30)))}
    assert (rows["huyen_moi"]["actual"], rows["huyen_moi"]["frozen_on"]) == (1, "2024-12-31")
    assert "frozen_on" not in rows["xa_dat_chuan"]


def coordinator() -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.actions import give_post
    from chungsuc.organisations.models import Unit

    user = User(username="tinh-mau", full_name="Người của Tỉnh Mẫu", must_change_password=False)
    user.set_password(PASSWORD)
    user.save()
    unit = Unit.objects.get(code="SNN")
    give_post(account=user, role="ntm_coordinator", unit=unit, since=date(2021, 1, 1), by="bài thử")
    return user


@pytest.mark.parametrize("day", ["31/12/2023", "01/01/2024", "31/12/2024"])
def test_every_page_is_this_provinces_and_says_nothing_of_another(
    tinh_mau: None, client_as: Any, settings: Any, day: str
) -> None:
    settings.TODAY = "2025-03-01"
    client = client_as(coordinator())
    opened = open_pages(client, "coordinator", day=day)
    assert {page.status for page in opened} == {200}, [page.address for page in opened if page.status != 200]
    for page in opened:
        assert not any(word in page.text for word in ("Đắk Nông", "Lâm Đồng", "dak_nong")), page.address


def test_the_home_page_shows_this_plans_targets(tinh_mau: None, client_as: Any, settings: Any) -> None:
    settings.TODAY = "2025-03-01"
    home = next(
        page for page in open_pages(client_as(coordinator()), "coordinator", day="31/12/2024") if page.name == "home"
    )
    for target in ("Xã đạt chuẩn", "Tiêu chí bình quân", "Xã dưới 2 tiêu chí", "Huyện đạt chuẩn thêm"):
        assert target in home.text
    assert "2,5" in home.text and "Tỉnh Mẫu" in home.text
