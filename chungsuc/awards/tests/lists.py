"""Lists as units send them, made at test time: .xlsx and .docx, in Unicode and in old fonts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chungsuc.imports import actions
from chungsuc.imports.models import Batch
from chungsuc.workbooks.tests import making_word as w
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header, write_xlsx

HEADER = (
    "Họ tên/Tên tập thể", "Chức vụ/Đơn vị", "Loại đối tượng", "Hình thức", "Số quyết định", "Ngày quyết định", "Người ký",
    "Thành tích", "Từ năm", "Đến năm", "Tiền thưởng",
)  # fmt: skip
PERSON = (
    "Điểu K'Bé", "Nông dân, xã Nam Đà, huyện Krông Nô", "Người lao động", "BK Chủ tịch UBND tỉnh", "1800/QĐ-UBND",
    "20/12/2023", "Hồ Văn Mười", "Hiến 300 m² đất làm đường", 2021, 2023, 1800000,
)  # fmt: skip
COMMUNE = (
    "Xã Nam Đà", "Huyện Krông Nô", "", "HCLĐ hạng Ba", "45/QĐ-CTN", "05/01/2024", "", "Xây dựng nông thôn mới", 2016, 2023, "",
)  # fmt: skip


def xlsx(path: Path, rows: Sequence[Sequence[CellValue]], header: Sequence[str] = HEADER, title: str = "") -> Path:
    """A plain list as a workbook."""
    with path.open("wb") as stream:
        write_xlsx(stream, [SheetSpec(name="Danh sách", header=plain_header(header), rows=rows, title=title)])
    return path


def received(path: Path, kind: str = "awards", by: str = "snv") -> Batch:
    """A file after it was read."""
    with path.open("rb") as stream:
        batch = actions.receive(stream, filename=path.name, kind=kind, by=by)
    return actions.read(batch)


def said(batch: Batch) -> list[tuple[str, str, str]]:
    """(cell, level, text) of everything that a preview says."""
    return [(one.cell, one.level, one.text) for one in batch.messages.all()]


def items(batch: Batch, number: int) -> dict[str, Any]:
    """What was understood of a row, by field."""
    return {item["f"]: item.get("v") for item in batch.rows.get(number=number).payload}


def collectives(path: Path) -> Path:
    """Layout 1, "Danh sách tập thể" sent with a tờ trình: a section a form, two lines of headings, merged cells."""
    head = w.row(
        w.cell("STT", merge="restart"), w.cell("Tên tập thể", merge="restart"), w.cell("Đơn vị", merge="restart"),
        w.cell("Thời gian", span=2), w.cell("Tóm tắt thành tích", merge="restart"),
    )  # fmt: skip
    under = w.row(*(w.cell("", merge="continue") for _ in range(3)), "Từ năm", "Đến năm", w.cell("", merge="continue"))
    numbers = w.row(*(f"({n})" for n in range(1, 7)))
    section = w.row(w.cell("I. Bằng khen của Chủ tịch UBND tỉnh", span=6))
    first = w.row("1", "Xã Nam Đà", w.cell("Huyện Krông Nô", merge="restart"), "2021", "2023", "Đạt chuẩn nâng cao")
    second = w.row("2", "Xã Đắk Drô", w.cell("", merge="continue"), "nt", "nt", "Làm 12 km đường")
    rows = (head, under, numbers, section, first, second)
    above = w.paragraph(w.run("DANH SÁCH TẬP THỂ ĐỀ NGHỊ KHEN THƯỞNG"))
    return w.docx(path, above + w.table(*rows) + w.table(w.row("Nơi nhận:", "TM. UBND HUYỆN")))


def people(path: Path) -> Path:
    """Layout 2, "Danh sách cá nhân", typed in .VnTime, a name split over runs; the list goes on in a second table."""
    font = ".VnTime"
    # "Họ và tên", "Chức vụ, nơi công tác", "Loại đối tượng", "Hình thức đề nghị", "Thành tích" as TCVN3 keeps them
    head = w.row(*(w.cell(text, font=font) for text in (
        "STT", "Hä vµ tªn", "Chøc vô, n¬i c«ng t¸c", "Lo¹i ®èi t\xadîng", "H×nh thøc ®Ò nghÞ", "Thµnh tÝch",
    )))  # fmt: skip
    split = w.cell(inside=w.paragraph(w.run("NguyÔn V", font), w.run("¨n §", font), w.run("øc", font)))
    first = w.row(
        w.cell("1", font=font), split, w.cell("Phã Chñ tÞch UBND x· Nam §µ, huyÖn Kr«ng N«", font=font),
        w.cell("C¸n bé", font=font), w.cell("B»ng khen UBND tØnh", font=font), w.cell("VËn ®éng hiÕn ®Êt", font=font),
    )  # fmt: skip
    second = w.row(
        w.cell("2", font=font), w.cell("§iÓu K'BÐ", font=font), w.cell("N«ng d©n, x· Nam §µ", font=font),
        w.cell("Ng\xadêi lao ®éng", font=font), w.cell("-nt-", font=font), w.cell("HiÕn 300 m2 ®Êt", font=font),
    )  # fmt: skip
    return w.docx(path, w.table(head, first) + w.paragraph() + w.table(head, second))


def summaries(path: Path) -> Path:
    """Layout 3, "Trích ngang tóm tắt thành tích": a column a year under one heading."""
    head = w.row(
        w.cell("TT", merge="restart"), w.cell("Họ và tên", merge="restart"), w.cell("Chức vụ", merge="restart"),
        w.cell("Đơn vị", merge="restart"), w.cell("Loại đối tượng", merge="restart"),
        w.cell("Hình thức", merge="restart"), w.cell("Thành tích", span=3),
    )  # fmt: skip
    under = w.row(*(w.cell("", merge="continue") for _ in range(6)), "Năm 2021", "Năm 2022", "Năm 2023")
    row = w.row("1", "Trần Thị Hoa", "Trưởng thôn", "Xã Nam Đà, huyện Krông Nô", "Cán bộ, công chức, viên chức",
                "Bằng khen của Chủ tịch UBND tỉnh", "Vận động 20 hộ", "", "Hiến 100 m² đất")  # fmt: skip
    return w.docx(path, w.table(head, under, row))
