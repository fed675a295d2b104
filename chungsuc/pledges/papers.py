"""The giao ước of a plan as a paper, and the comparison at a year's end as a workbook: nothing is typed again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from chungsuc.documents.facts import LetterheadFact
from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.typesetting.content import Block, Column, Heading, Letterhead, Paragraph, Sheet, Table
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header

from .models import Edition, UnitPlan
from .rules.content import CRITERIA, MONEY, TARGETS, TASKS, money_sum, rows_of

KIND = "giao-uoc"
SOURCE = "pledges.plan"


def commitment_sheet(
    plan: UnitPlan, edition: Edition, unit_name: str, head: LetterheadFact, words: Mapping[str, str], plan_title: str
) -> Sheet:
    """The giao ước of an edition: what the unit registers, rows as tables. `words` are units' names by code."""
    content = edition.content
    period = plan.period_words
    blocks: list[Block] = [
        Paragraph(
            f"Thực hiện {plan_title}, {unit_name} ký giao ước thi đua {period} với các nội dung đã đăng ký sau đây:"
        ),
        Heading("I. CHỈ TIÊU ĐĂNG KÝ"),
        _targets(rows_of(content, TARGETS), words),
        Heading("II. NHIỆM VỤ CÓ ĐỊA CHỈ VÀ KẾT QUẢ CỤ THỂ"),
        _tasks(rows_of(content, TASKS), words),
    ]
    number = 3
    if rows_of(content, CRITERIA):
        blocks += [Heading(f"{_roman(number)}. TIÊU CHÍ RIÊNG"), *_criteria(rows_of(content, CRITERIA))]
        number += 1
    if rows_of(content, MONEY):
        blocks += [Heading(f"{_roman(number)}. KINH PHÍ"), _money(content)]
    blocks.append(
        Paragraph(
            f"{unit_name} cam kết tổ chức thực hiện, báo cáo kết quả và chịu sự đối chiếu giữa nội dung đã giao ước "
            "với kết quả đạt được vào cuối năm."
        )
    )
    return Sheet(
        kind=KIND,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Thi đua “{plan.movement.short_name}” {period}",
        authority_line="",
        blocks=tuple(blocks),
        recipients=("Sở Nội vụ (Ban Thi đua - Khen thưởng)", "Lưu: VT"),
    )


def _roman(number: int) -> str:
    return ("", "I", "II", "III", "IV")[number]


def _targets(rows: Sequence[Mapping[str, str]], words: Mapping[str, str]) -> Table:
    columns = (Column("TT", 1.4), Column("Chỉ tiêu", 8), Column("Mức đăng ký", 4), Column("Hạn", 3.4))
    return Table(
        columns,
        tuple(
            (
                str(number),
                f"{row['name']} ({words[row['about']]})" if row.get("about") in words else row["name"],
                _level(row),
                _day(row.get("due", "")),
            )
            for number, row in enumerate(rows, 1)
        ),
    )


def _level(row: Mapping[str, str]) -> str:
    if not row.get("amount"):
        return ""
    least = "≤" if row.get("operator") == "<=" else "≥"
    return f"{least} {show_decimal(Decimal(row['amount']))} {row.get('unit', '')}".strip()


def _tasks(rows: Sequence[Mapping[str, str]], words: Mapping[str, str]) -> Table:
    columns = (
        Column("TT", 1.4), Column("Nhiệm vụ", 5), Column("Địa chỉ", 4), Column("Kết quả cụ thể", 5), Column("Hạn", 3.4),
        Column("Chịu trách nhiệm", 3),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            (
                str(number),
                row["what"],
                ", ".join(part for part in (row.get("place", ""), words.get(row["place_unit"], "")) if part),
                row["result"],
                _day(row.get("due", "")),
                row.get("responsible", ""),
            )
            for number, row in enumerate(rows, 1)
        ),
    )


def _criteria(rows: Sequence[Mapping[str, str]]) -> Iterator[Paragraph]:
    for number, row in enumerate(rows, 1):
        yield Paragraph(f"{row['name']}: {row['required']}", lead=f"{number}.")


def _money(content: Mapping[str, object]) -> Table:
    columns = (Column("TT", 1.4), Column("Nguồn", 8), Column("Số tiền, đồng", 4, "right"))
    rows = rows_of(content, MONEY)
    return Table(
        columns,
        tuple(
            (str(number), row.get("source_name") or row["source"], show_decimal(Decimal(row["amount"])))
            for number, row in enumerate(rows, 1)
        ),
        total=("", "Tổng cộng", show_decimal(money_sum(content))),
    )


def _day(text: str) -> str:
    return show_day(date.fromisoformat(text)) if text else ""


RESULT_COLUMNS = (
    "TT", "Chỉ tiêu, nhiệm vụ", "Của đơn vị, địa chỉ", "Đăng ký", "Hạn", "Kết quả đạt", "Nguồn số liệu", "Kết luận",
    "Vì sao",
)  # fmt: skip
WIDTHS = {1: 6.0, 2: 46.0, 3: 28.0, 4: 26.0, 5: 12.0, 6: 20.0, 7: 26.0, 8: 18.0, 9: 50.0}


def results_sheet(title: str, rows: Iterable[Sequence[CellValue]]) -> SheetSpec:
    """The comparison of a year as a sheet: one row a target, then one a task."""
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    return SheetSpec(
        name="Đối chiếu",
        title=[title],
        header=plain_header(list(RESULT_COLUMNS)),
        rows=numbered,
        widths=WIDTHS,
        freeze_columns=2,
    )
