"""Large lists of awards: 2,000 nominees out of one file, a round of thousands, the register with 100,000 rows (P7)."""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.board import Line, against
from benchmarks.serving import signed_in
from benchmarks.surroundings import collect, service

NOMINEES, SUBJECTS, ROWS, FEW = 2_000, 1_500, 100_000, 1_000
UNIT, DAY = "dn-24697", date(2023, 11, 1)
HEADER = ("STT", "Họ và tên", "Chức vụ, nơi công tác", "Loại đối tượng", "Hình thức đề nghị", "Tóm tắt thành tích")
ROW = ("Nông dân, xã Nam Đà", "Người lao động", "Giấy khen của Chủ tịch UBND xã", "Hiến 300 m² đất")
REGISTER = "/khen-thuong/so/"


def measure(quick: bool) -> list[Line]:
    nominees, subjects, rows = (50, 50, 2_000) if quick else (NOMINEES, SUBJECTS, ROWS)
    with service():
        from tests.province import load_province

        load_province(samples=False)
        return [*_file_in(nominees), *_round(subjects), *_register(rows, 1 if quick else 5)]


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    return (given := act(), time.perf_counter() - began)[1], given


def _said(goal: str, what: str, seconds: float, note: str = "") -> Line:
    return Line(goal, what, ours=seconds, unit="s", note=note)


def _file_in(number: int) -> list[Line]:
    """A commune's list in one .xlsx: read and checked, let in, taken back."""
    from chungsuc.awards import kinds, nominee_lists
    from chungsuc.awards.actions import imports
    from chungsuc.awards.tests import lists, rows
    from chungsuc.imports import actions

    for module in (kinds, nominee_lists, imports):
        module.today = lambda: DAY  # type: ignore[attr-defined]
    sender = rows.commune(UNIT, DAY).username
    people = [(str(n), f"Nguyễn Thử Nghiệm {n}", *ROW) for n in range(1, number + 1)]
    with tempfile.TemporaryDirectory() as folder:
        file = lists.xlsx(Path(folder) / "danh-sach.xlsx", people, HEADER)
        read, batch = _timed(lambda: lists.received(file, "nominations", sender))
    entered, applied = _timed(lambda: actions.confirm(batch, by=sender))
    undone, taken = _timed(lambda: actions.undo(batch, by=sender, reason="Nhầm tệp"))
    assert applied.written == taken.written == number
    what = f"danh sách {f'{number:,}'.replace(',', '.')} người được đề nghị trong một tệp .xlsx"
    return [
        _said("F1", f"{what}: đọc, kiểm, xem trước", read),
        _said("F1", f"{what}: nhận vào, mỗi người một hồ sơ nháp, một việc trong nhật ký", entered),
        _said("F1", f"{what}: hoàn tác", undone),
    ]


def _round(number: int) -> list[Line]:
    """A round of the province opened with its list over so many persons and every unit, and built anew."""
    from chungsuc.awards.actions import rounds
    from chungsuc.awards.models import Listing
    from chungsuc.awards.tests import many, rows

    many.nominees(number, name="Đợt trước")
    body, officer = rounds.Unit.objects.on(DAY).get(kind="province"), rows.emulation(DAY)
    told = rounds.Opening("Sơ kết 2023", 2023, ("BK_TINH",), date(2023, 12, 15))
    opened, held = _timed(lambda: rounds.open_round(body, told, acting=officer))
    lines = Listing.objects.filter(round=held).count()
    rebuilt, _ = _timed(lambda: rounds.rebuild(held, 1, acting=officer))
    note = f"{lines:,} dòng".replace(",", ".")
    return [
        _said("P1", "mở đợt với danh sách lập sẵn", opened, note),
        _said("P1", "lập lại danh sách của đợt", rebuilt, note),
    ]


def _register(number: int, rounds: int) -> list[Line]:
    """The register's pages with so many rows beside its page with a thousand; its files."""
    from django.test import Client

    from chungsuc.awards.tests import many, rows

    rows.emulation(DAY)
    client = Client(headers={**signed_in("emulation_officer-snv"), "Host": "localhost"})

    def asked(query: str) -> Callable[[], float]:
        def once() -> float:
            began = time.perf_counter()
            assert client.get(f"{REGISTER}{query}").status_code == 200
            return (time.perf_counter() - began) * 1000

        return once

    few = min(FEW, number)
    many.awards(few)
    collect()
    asked("")()
    before = [asked("")() for _ in range(rounds)]
    many.awards(number - few)
    collect()
    last = -(-number // 50)
    lines = []
    for what, query, limit in (
        ("trang đầu", "", 1.5),
        ("trang cuối", f"?trang={last}", 2.0),
        ("tìm không dấu “dieu thu 77”", "?q=dieu thu 77", None),
    ):
        mine = [asked(query)() for _ in range(rounds)]
        told = f"sổ khen thưởng {number:,} dòng: {what}".replace(",", ".")
        lines.append(
            against("P7", told, mine, before, unit="ms", anchor_name="trang đầu khi có 1.000 dòng", limit=limit)
        )
    for ending in ("csv", "xlsx"):
        took, size = _timed(lambda e=ending: _length(client, f"{REGISTER}tai-ve.{e}"))  # type: ignore[misc]
        lines.append(
            _said("P7", f"sổ khen thưởng {number:,} dòng: tải .{ending}".replace(",", "."), took, f"{size >> 10} KiB")
        )
    return lines


def _length(client: Any, path: str) -> int:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return sum(len(part) for part in answer.streaming_content) if answer.streaming else len(answer.content)
