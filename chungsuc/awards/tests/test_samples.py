"""Empty lists are filled in and come in again; the file of the register comes back and changes nothing."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.urls import reverse

from chungsuc.awards.samples import of_awards, of_nominations
from chungsuc.imports import actions
from chungsuc.imports.kinds import kind_of, samples_of
from tests.province import Province

from . import lists

FILLED = {
    "da-khen-thuong": (1, "Điểu K'Bé", "Xã Nam Đà, huyện Krông Nô", "Người lao động", "BK Chủ tịch UBND tỉnh",
                       "1800/QĐ-UBND", "20/12/2023", "Hồ Văn Mười", "Hiến 300 m² đất", 2021, 2023, 1800000, "Đột xuất"),
    "tap-the": (1, "Xã Nam Đà", "Huyện Krông Nô", "Xã", "BK Thủ tướng", "Làm 12 km đường", "theo công trạng"),
    "ca-nhan": (1, "Trần Thị Hoa", "Trưởng thôn, xã Nam Đà, huyện Krông Nô", "Người lao động", "Nữ", "BK Thủ tướng",
                "Vận động 20 hộ"),
    "trich-ngang": (1, "Trần Thị Hoa", "Xã Nam Đà, huyện Krông Nô", "Người lao động", "BK Thủ tướng", "Vận động 20 hộ",
                    "", "Hiến đất", "", "Làm mương"),
}  # fmt: skip
UNDERSTOOD = {
    "da-khen-thuong": ("BK_TINH", "Hiến 300 m² đất"),
    "tap-the": ("BK_TTG", "Làm 12 km đường"),
    "ca-nhan": ("BK_TTG", "Vận động 20 hộ"),
    "trich-ngang": ("BK_TTG", "Năm 2020: Vận động 20 hộ; Năm 2022: Hiến đất; Năm 2024: Làm mương"),
}
DAY = "2024-05-02"


@pytest.mark.parametrize("code", sorted(FILLED))
def test_a_sample_that_was_filled_in_is_understood_cell_by_cell(
    province: Province, client_as: Callable[[Any], Any], settings: Any, tmp_path: Path, code: str
) -> None:
    settings.TODAY = DAY
    kind = "awards" if code == "da-khen-thuong" else "nominations"
    client = client_as(province.account("emulation"))
    address = reverse("import_sample", args=[kind, code, "xlsx"])
    assert address in client.get(reverse("imports")).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(address).streaming_content)))
    book.worksheets[0].append(FILLED[code])
    path = tmp_path / f"{code}.xlsx"
    book.save(path)
    batch = lists.received(path, kind, by="emulation")
    assert (batch.counts["rows"], batch.counts["matched"], lists.said(batch)) == (1, 1, [])
    told = lists.items(batch, batch.rows.get().number)
    assert (told["form"], told["merit"]) == UNDERSTOOD[code]
    assert told.get("merit_kind") == {"da-khen-thuong": "dot_xuat", "tap-the": "cong_trang", "ca-nhan": ""}.get(code)


@pytest.mark.parametrize("code", sorted(FILLED))
def test_a_word_table_that_was_filled_in_comes_in_as_the_workbook_does(
    province: Province, client_as: Callable[[Any], Any], settings: Any, tmp_path: Path, code: str
) -> None:
    settings.TODAY = DAY
    kind = "awards" if code == "da-khen-thuong" else "nominations"
    client, given = client_as(province.account("emulation")), {}
    for ending in ("xlsx", "docx"):
        address, path = reverse("import_sample", args=[kind, code, ending]), tmp_path / f"{code}.{ending}"
        assert address in client.get(reverse("imports")).content.decode()
        content = b"".join(client.get(address).streaming_content)
        filled_word(path, content, FILLED[code]) if ending == "docx" else filled_book(path, content, FILLED[code])
        batch = lists.received(path, kind, by="emulation")
        assert (batch.counts["rows"], batch.counts["matched"], lists.said(batch)) == (1, 1, [])
        given[ending] = lists.items(batch, batch.rows.get().number)
    assert given["docx"] == given["xlsx"] and given["docx"]["form"] == UNDERSTOOD[code][0]


def test_an_empty_word_table_says_that_nobody_stands_in_it(
    province: Province, client_as: Callable[[Any], Any], settings: Any, tmp_path: Path
) -> None:
    settings.TODAY = DAY
    client, path = client_as(province.account("emulation")), tmp_path / "trong.docx"
    answer = client.get(reverse("import_sample", args=["nominations", "ca-nhan", "docx"]))
    path.write_bytes(b"".join(answer.streaming_content))
    assert lists.received(path, "nominations", by="emulation").counts.get("rows", 0) == 0


def filled_book(path: Path, content: bytes, row: tuple[Any, ...]) -> None:
    """The workbook with one more row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.worksheets[0].append(row)
    book.save(path)


def filled_word(path: Path, content: bytes, row: tuple[Any, ...]) -> None:
    """The table with its first row written over."""
    text = docx.Document(io.BytesIO(content))
    for cell, value in zip(text.tables[-1].rows[1].cells, row, strict=False):
        cell.text = str(value)
    text.save(str(path))


def test_every_layout_has_its_sample_and_only_kinds_of_lists_have_any(province: Province) -> None:
    assert [one.code for one in (*of_awards(), *of_nominations())] == [*FILLED]
    assert samples_of(kind_of("indicator-values")) == ()


def test_there_is_no_sample_of_another_name_or_of_a_kind_that_one_may_not_send(
    province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = "2025-08-01"
    commune = client_as(province.account("commune"))
    assert commune.get(reverse("import_sample", args=["nominations", "ca-nhan", "docx"])).status_code == 200
    assert commune.get(reverse("import_sample", args=["awards", "da-khen-thuong", "xlsx"])).status_code == 404
    assert commune.get(reverse("import_sample", args=["nominations", "khac", "docx"])).status_code == 404
    assert commune.get(reverse("import_sample", args=["nominations", "ca-nhan", "pdf"])).status_code == 404


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_file_of_the_register_comes_in_again_and_every_row_is_there_already(
    province: Province, client_as: Callable[[Any], Any], settings: Any, tmp_path: Path, ending: str
) -> None:
    settings.TODAY = DAY
    actions.confirm(lists.received(lists.xlsx(tmp_path / "a.xlsx", [lists.PERSON, lists.COMMUNE])), by="emulation")
    client = client_as(province.account("emulation"))
    answer = client.get(reverse("award_register_file", args=[ending]))
    path = tmp_path / f"so.{ending}"
    path.write_bytes(b"".join(answer.streaming_content))
    again = lists.received(path)
    assert (again.counts, lists.said(again)) == (
        {"rows": 2, "matched": 2, "questioned": 0, "wrong": 0, "changed": 0, "unchanged": 2}, [],
    )  # fmt: skip
