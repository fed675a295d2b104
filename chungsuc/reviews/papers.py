"""Reports as papers and workbooks: the province's with its annexes, a unit's own, the invitation to a conference."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from chungsuc.documents.facts import LetterheadFact, kinds_on, letterhead_of
from chungsuc.law.periods import show_day
from chungsuc.movement.models import Plan
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.models import LegalDocument
from chungsuc.typesetting.content import Annex, Block, Column, Heading, Letterhead, Paragraph, Sheet, Table
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header, write_xlsx

from .facts.figures import Line, beside_last_year
from .facts.province import SectionText
from .models import Freeze, ReviewProgramme
from .outline import AnyRound, Reporter
from .registry import AnnexTable, Fact
from .rules import Kind, filled, with_figures

REPORT, INVITATION = "bao-cao", "giay-moi"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
SOURCE, INVITED = "reviews.round", "reviews.programme"
NOTHING = Paragraph("(Chưa có nội dung.)", italic=True)


def plan_name() -> str:
    """What the movement is called inside a sentence. One query."""
    name = Plan.objects.values_list("name", flat=True).first()
    return name or "Phong trào thi đua"


def subject_of(round: AnyRound, kind: Kind, plan: str) -> str:
    """The title of a report of the round."""
    return filled(kind.title, year=round.year, cut_off=round.cut_off, plan=plan)


def frozen_words(round: AnyRound, frozen: Freeze | None) -> str:
    """To which day the figures speak, and whether they are frozen."""
    if frozen is None:
        return f"Số liệu chưa chốt, tính đến ngày {show_day(round.cut_off)}."
    return f"Số liệu chốt ngày {show_day(frozen.day)}."


def province_on(day: date) -> Unit | None:
    """The province's unit of a day."""
    return Unit.objects.on(day).filter(kind="province").first()


def province_sheet(
    round: AnyRound,
    kind: Kind,
    sections: Sequence[SectionText],
    facts: Sequence[Fact],
    tables: Sequence[AnnexTable],
    *,
    frozen: Freeze | None,
) -> Sheet:
    """The province's report with all annexes, its figures put into the words; a draft without number and day."""
    shown = {fact.key: fact.text for fact in facts}
    unit = province_on(round.cut_off)
    head = letterhead_of(unit, round.cut_off) if unit else None
    return Sheet(
        kind=REPORT,
        kind_name=_kind_name(REPORT, round.cut_off),
        letterhead=_letterhead(head, unit.code if unit else "", round.cut_off),
        subject=subject_of(round, kind, plan_name()),
        number="/BC" if head is None else f"/BC-{head.symbol}",
        blocks=(
            Paragraph(_opening(kind, round)),
            *_blocks(sections, shown),
            Paragraph(frozen_words(round, frozen), italic=True),
        ),
        recipients=kind.recipients,
        annexes=tuple(_annex(number, table) for number, table in enumerate(tables)),
        draft=True,
        demonstration=bool(settings.DEMONSTRATION),
    )


def _opening(kind: Kind, round: AnyRound) -> str:
    rows = {row.code: row for row in LegalDocument.objects.filter(code__in=kind.bases)}
    named = [rows[code] for code in kind.bases if code in rows]
    words = "; ".join(
        f"{row.kind} số {row.number_in_papers} ngày {show_day(row.issued_on)}" for row in named if row.issued_on
    )
    begins = f"Thực hiện {words}" if words else "Thực hiện kế hoạch của phong trào"
    return f"{begins}, kết quả như sau:"


def _blocks(sections: Iterable[SectionText], shown: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = []
    for number, one in enumerate(sections):
        blocks.append(Heading(f"{ROMAN[number % len(ROMAN)]}. {one.heading.upper()}"))
        lines = [line.strip() for line in one.text.split("\n") if line.strip()]
        blocks += [Paragraph(with_figures(line, shown)) for line in lines] or [
            Paragraph("(Chưa có nội dung.)", italic=True)
        ]
    return blocks


def _annex(number: int, table: AnnexTable) -> Annex:
    columns = tuple(Column(one.name, one.share, one.align) for one in table.columns)
    rows = tuple(tuple(_printed(cell) for cell in row) for row in table.rows)
    blocks: list[Block] = [Table(columns, rows)] if rows else [Paragraph("Không có.", italic=True)]
    if table.note:
        blocks.append(Paragraph(table.note, italic=True))
    label = f"PHỤ LỤC {ROMAN[number % len(ROMAN)]}"
    return Annex(table.title, tuple(blocks), label=label, landscape=table.landscape)


def _printed(cell: str | Fact) -> str:
    return cell.text if isinstance(cell, Fact) else cell


def _kind_name(kind: str, day: date) -> str:
    found = kinds_on(day).get(kind)
    return found.name if found else ""


def _letterhead(head: LetterheadFact | None, name: str, day: date) -> Letterhead:
    return head.letterhead if head else Letterhead(name.upper())


@dataclass(frozen=True)
class UnitPaper:
    """What a unit's report says: its texts by section, its figures, and who approved it."""

    unit: Unit
    reporter: Reporter
    texts: Mapping[str, str]
    facts: Sequence[Fact]
    approval: str = ""


def unit_sheet(round: AnyRound, kind: Kind, said: UnitPaper, *, frozen: Freeze | None) -> Sheet:
    """A unit's report: its paragraphs by section and its figures beside last year's; a draft without number and day."""
    words: dict[str, Any] = {"year": round.year, "cut_off": round.cut_off, "plan": plan_name()}
    blocks: list[Block] = []
    for number, section in enumerate(kind.sections):
        blocks.append(Heading(f"{ROMAN[number % len(ROMAN)]}. {filled(section.heading, **words).upper()}"))
        lines = [line.strip() for line in said.texts.get(section.code, "").split("\n") if line.strip()]
        blocks += [Paragraph(line) for line in lines] or [NOTHING]
    blocks.append(Paragraph(frozen_words(round, frozen), italic=True))
    head = letterhead_of(said.unit, round.due)
    rows = unit_rows(round, said)
    annexes = (Annex("Số liệu do hệ thống điền", (Table(_COLUMNS, rows),), label="PHỤ LỤC"),) if rows else ()
    return Sheet(
        kind=REPORT,
        kind_name=_kind_name(REPORT, round.due),
        letterhead=_letterhead(head, said.reporter.name, round.due),
        subject=subject_of(round, kind, words["plan"]),
        number=f"/BC-{head.symbol}" if head else "/BC",
        blocks=tuple(blocks),
        recipients=("Sở Nội vụ (Ban Thi đua - Khen thưởng)", "Lưu: VT"),
        annexes=annexes,
        draft=True,
        demonstration=bool(settings.DEMONSTRATION),
    )


_COLUMNS = (
    Column("STT", 0.6, "centre"), Column("Số liệu", 2.6), Column("Năm nay", 0.9, "right"), Column("Đơn vị tính", 0.9),
    Column("Năm trước", 0.9, "right"), Column("So với năm trước", 1.2),
)  # fmt: skip


def unit_rows(round: AnyRound, said: UnitPaper) -> tuple[tuple[str, ...], ...]:
    """The figures of a unit as rows of its annex, beside last year's."""
    lines: Sequence[Line] = beside_last_year(round, said.facts, said.reporter.unit_id)
    return tuple(
        (str(n), one.fact.label, one.fact.text, one.fact.measure, one.difference.before, str(one.difference))
        for n, one in enumerate(lines, 1)
    )


def invitation_sheet(round: AnyRound, kind: Kind, programme: ReviewProgramme, plan: str) -> Sheet:
    """The invitation to the conference with its programme; signer and number are still to come."""
    starts = programme.starts_at
    rows = tuple(
        (f"{item.starts_at:%H:%M}" if item.starts_at else "", item.what, item.who) for item in programme.items.all()
    )
    columns = (Column("Từ lúc", 0.6, "centre"), Column("Nội dung", 2.6), Column("Người thực hiện", 1.4))
    return Sheet(
        kind=INVITATION,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Dự hội nghị {kind.name.removeprefix('Báo cáo ').lower()} {plan}",
        to=tuple(programme.guests),
        blocks=(
            Paragraph(f"{starts:%H} giờ {starts:%M} phút, ngày {show_day(programme.held_on)}.", lead="Thời gian:"),
            Paragraph(f"{programme.place}.", lead="Địa điểm:"),
            Paragraph(f"{programme.chair}.", lead="Chủ trì:"),
            Table(columns, rows, caption="Chương trình"),
        ),
        recipients=("Như trên", "Lưu: VT, TĐKT"),
    )


# --- workbooks ---


def annexes_xlsx(round: AnyRound, tables: Sequence[AnnexTable], frozen: Freeze | None) -> bytes:
    """The annexes of the province's report, a sheet each: numbers as numbers, no formula anywhere."""
    sheets = [
        SheetSpec(
            name=f"Phụ lục {ROMAN[number % len(ROMAN)]}",
            title=[f"PHỤ LỤC {ROMAN[number % len(ROMAN)]}. {table.title}", frozen_words(round, frozen)],
            header=plain_header([one.name for one in table.columns]),
            rows=[[_cell(cell) for cell in row] for row in table.rows],
            widths={n: max(6.0, min(60.0, one.share * 14)) for n, one in enumerate(table.columns, 1)},
            freeze_columns=2,
        )
        for number, table in enumerate(tables)
    ]
    return _bytes(sheets)


def _cell(cell: str | Fact) -> CellValue:
    if isinstance(cell, Fact):
        return cell.number if cell.number is not None else cell.text
    return cell or None


def unit_xlsx(round: AnyRound, said: UnitPaper, frozen: Freeze | None) -> bytes:
    """The figures of a unit's report with their sources."""
    rows: list[list[CellValue]] = [
        [fact.label, fact.number if fact.number is not None else fact.text, fact.measure or None, fact.source or None]
        for fact in said.facts
    ]
    title = [f"Số liệu báo cáo, {said.reporter.name}, {round.name}", frozen_words(round, frozen)]
    header = plain_header(["Số liệu", "Giá trị", "Đơn vị tính", "Nguồn"])
    return _bytes(
        [SheetSpec(name="Số liệu", title=title, header=header, rows=rows, widths={1: 46, 2: 16, 3: 14, 4: 70})]
    )


def reporters_xlsx(round: AnyRound, rows: Sequence[Sequence[CellValue]]) -> bytes:
    """Who owes the report, and how each stands."""
    header = plain_header(["STT", "Đơn vị", "Bước", "Ngày gửi", "Ngày nhận", "So với hạn", "Lý do của đơn vị"])
    title = [f"Tình hình gửi báo cáo: {round.name}", f"Hạn gửi {show_day(round.due)}"]
    widths = {1: 6.0, 2: 46.0, 3: 24.0, 4: 12.0, 5: 12.0, 6: 22.0, 7: 50.0}
    return _bytes([SheetSpec(name="Đơn vị", title=title, header=header, rows=rows, widths=widths, freeze_columns=2)])


def _bytes(sheets: Sequence[SheetSpec]) -> bytes:
    stream = io.BytesIO()
    write_xlsx(stream, sheets)
    return stream.getvalue()
