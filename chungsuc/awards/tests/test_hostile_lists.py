"""Lists that are wrong, huge or meant to harm: each is refused or told at its cell, and nothing is written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from chungsuc.awards.models import Award, AwardSubject, Dossier
from chungsuc.imports import actions

from . import lists

pytestmark = pytest.mark.usefixtures("bare_province")
NOMINEES = ("Họ tên/Tên tập thể", "Chức vụ/Đơn vị", "Loại đối tượng", "Hình thức", "Thành tích", "Giới tính")
KINDS = {
    "awards": (lists.HEADER, lists.PERSON),
    "nominations": (NOMINEES, (*lists.PERSON[:3], "Giấy khen của Chủ tịch UBND xã", "Hiến đất", "nam")),
}
HOSTILE = {
    "a formula in words": "=1+1",
    "a link out": '=HYPERLINK("http://x","y")',
    "markup": "<script>alert(1)</script>",
    "a template": "{{ 7*7 }}{% load x %}",
    "a huge cell": "a" * 32_000,
    "marks on marks": "a" + "\u0301" * 500,
    "turned writing": "\u202eevil\u202c",
    "a null": "a\x00b",
    "an emoji": "😀🇻🇳",
    "blanks": "\u200b\ufeff\u00a0",
    "a huge number": "9" * 400,
    "a private letter": "\uf0a8\ue000",
}


def nothing_written() -> bool:
    return not (Award.objects.exists() or Dossier.objects.exists() or AwardSubject.objects.exists())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_word_in_any_cell_is_told_or_kept_as_text_and_never_run(tmp_path: Path, kind: str, what: str) -> None:
    header, good = KINDS[kind]
    word = HOSTILE[what]
    sent = [tuple(word if at == column else cell for at, cell in enumerate(good)) for column in range(len(good))]
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [good, *_plain(sent)], header), kind, "lệnh import")
    assert batch.counts["matched"] + batch.counts["wrong"] + batch.counts["questioned"] == len(good) + 1
    for _, level, text in lists.said(batch):
        assert level in ("error", "warning") and len(text) < 1000
    assert nothing_written()
    row = batch.rows.get(number=2)
    assert row.status == "matched", lists.said(batch)[:2]


def _plain(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    return [tuple(cell.replace("\x00", "") if isinstance(cell, str) else cell for cell in row) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "header",
    [(), ("",) * 6, ("Họ tên",), ("=A1", "Hình thức", "x"), ("Tổng cộng",) * 4, ("Họ tên", "Họ tên", "Họ tên")],
)
def test_a_file_without_the_headings_is_refused_with_the_columns_it_needs(
    tmp_path: Path, kind: str, header: tuple[str, ...]
) -> None:
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [("a", "b", "c")], header), kind, "lệnh import")
    assert batch.state == "refused" and "Tệp cần có các cột" in batch.refusal
    assert nothing_written()


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_rows_are_read_and_each_wrong_one_is_told(tmp_path: Path, kind: str) -> None:
    header, good = KINDS[kind]
    many = [(f"Người số {n}", *good[1:3], "hình thức lạ", *good[4:]) for n in range(10_000)]
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", many, header), kind, "lệnh import")
    assert (batch.counts["wrong"], batch.messages.count()) == (10_000, 10_000)
    with pytest.raises(actions.ImportRefused):
        actions.confirm(batch, by="lệnh import")
    assert nothing_written()
