"""S5: a thousand hostile names through the real exports: no cell starts as a formula; what carries macros, links, DDE is refused."""

import csv
import io
import re
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks import nation
from benchmarks.board import Line, at_most
from benchmarks.surroundings import service

STARTS = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://a.vn")', "＝1+1", "＋1", "－1", "＠x",
    " =1", "'=1", "=cmd|'/C calc'!A1", '",=1', ";=1", "=DDE(a;b;c)", "|=1", "\ufeff=1",
]  # fmt: skip
FORMULA = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
NUMBER = re.compile(r"-?\d+([.,]\d+)*")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ADDRESSES = (f"/xuat/so-lieu/{nation.CODE}/{nation.FIRST_YEAR}", "/xuat/so-cong-nhan")


def measure(quick: bool) -> list[Line]:
    count = 60 if quick else 1_000
    with service():
        files = _exported(count)
    tables = {name: data for name, data in files.items() if name.endswith(".csv")}
    books = {name: data for name, data in files.items() if name.endswith(".xlsx")}
    met = sum(data.decode("utf-8-sig").count("Đo Đạc") for data in tables.values())
    if met < count:
        raise RuntimeError(f"only {met} of {count} names came out")
    formulas = sum(map(in_table, tables.values())) + sum(map(in_book, books.values()))
    kept, tried = _kept_though_forbidden()
    note = f"{count:,} tên; {len(files)} tệp xuất".replace(",", ".")
    return [
        at_most("S5", "ô bắt đầu như công thức trong các tệp xuất", formulas, 0, "ô", note),
        at_most("S5", "tệp có macro, liên kết ngoài, DDE mà vẫn được nhận", kept, 0, "tệp", f"{tried} cách"),
    ]


def _exported(count: int) -> dict[str, bytes]:
    """The tables and the register of a province whose units all have hostile names, as the coordinator gets them."""
    from django.test import Client
    from django.utils import timezone

    from benchmarks.serving import signed_in
    from chungsuc.accounts.models import User
    from chungsuc.criteria.actions import judge
    from chungsuc.organisations.actions import give_post
    from chungsuc.organisations.models import Identity, Unit
    from chungsuc.recognition.models import Level, Recognition

    units, _ = nation.make_country(count, 1)
    judge(nation.CODE, nation.FIRST_YEAR)
    rows = list(Identity.objects.filter(unit_id__in=units).order_by("unit_id"))
    for n, row in enumerate(rows):
        row.name = f"{STARTS[n % len(STARTS)]} {nation.name_of(n)}"
    Identity.objects.bulk_update(rows, ["name"], batch_size=500)
    level = Level.objects.create(code="xa_ntm", name="=Xã nông thôn mới", unit_kind="commune", rank=1)
    said: dict[str, Any] = {
        "level": level, "for_year": nation.FIRST_YEAR, "decision_number": "=1+1", "note": "@x", "recorded_by": "đo",
        "signed_on": date(nation.FIRST_YEAR, 12, 1), "recorded_at": timezone.now(),
    }  # fmt: skip
    Recognition.objects.bulk_create(Recognition(unit_id=unit, **said) for unit in units)
    account = User.objects.create(username="do", full_name="=Người đo", must_change_password=False)
    province = Unit.objects.get(kind="province")
    give_post(account=account, role="ntm_coordinator", unit=province, since=nation.SINCE, until=None, by="đo")
    client = Client(headers={**signed_in("do"), "Host": "localhost"})
    files = {}
    for address in ADDRESSES:
        for ending in ("xlsx", "csv"):
            answer = client.get(f"{address}.{ending}")
            if answer.status_code != 200:
                raise RuntimeError(f"{address}.{ending}: {answer.status_code}")
            files[f"{address}.{ending}"] = b"".join(answer.streaming_content)
    return files


def in_table(data: bytes) -> int:
    """Cells of a .csv that a program would take for a formula when it opens the file."""
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    return sum(bool(FORMULA.match(cell)) and not NUMBER.fullmatch(cell) for cell in cells)


def in_book(data: bytes) -> int:
    """Formulas of a workbook, and texts that would become one when edited (without the mark of an apostrophe)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    formats = ElementTree.fromstring(parts["xl/styles.xml"]).find(f"{MAIN}cellXfs")
    quoted = [xf.get("quotePrefix") == "1" for xf in formats or ()]
    shared = [_text(item) for item in ElementTree.fromstring(parts.get("xl/sharedStrings.xml", b"<x/>"))]
    found = 0
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            for cell in ElementTree.fromstring(part).iter(f"{MAIN}c"):
                found += len(cell.findall(f"{MAIN}f"))
                kind, text = cell.get("t"), _text(cell)
                said = shared[int(text)] if kind == "s" else text if kind in ("inlineStr", "str") else ""
                found += bool(FORMULA.match(said)) and not quoted[int(cell.get("s", 0))]
    return found


def _text(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def _kept_though_forbidden() -> tuple[int, int]:
    """How many of the forbidden files the two ways in let through, and how many were tried."""
    from chungsuc.evidence.tests.test_content import CASES, answer
    from chungsuc.workbooks.reading import WorkbookRefused, read_workbook
    from chungsuc.workbooks.tests.making import packed, parts

    forbidden = {"macros", "external_links", "embedded", "pdf_active", "pdf_embedded"}
    evidence = [make for make, code in CASES.values() if code in forbidden]
    kept = sum(answer(make()) not in forbidden for make in evidence)
    names = ("vbaProject.bin", "macrosheets/sheet1.xml", "activeX/activeX1.xml", "externalLinks/externalLink1.xml",
             "connections.xml", "embeddings/oleObject1.bin", "queryTables/queryTable1.xml")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            path = packed(Path(folder, "a.xlsx"), parts() | {f"xl/{name}": "x"})
            try:
                read_workbook(path)
                kept += 1
            except WorkbookRefused:
                pass
    return kept, len(evidence) + len(names)
