"""The summary of difficulties and proposals for UBND tỉnh: everything in it comes from the rows."""

from datetime import date

from chungsuc.law.periods import show_day
from chungsuc.typesetting.content import Block, Column, Heading, Letterhead, Paragraph, Sheet, Table
from chungsuc.web.numbers import plain

from .concern_facts import ConcernFact, Summary, last_text
from .workflow import ANSWER, STATES

KIND = "bao-cao"
SOURCE = "movement.concerns"
_COLUMNS = (
    Column("TT", 1, "centre"), Column("Đơn vị", 4), Column("Nội dung", 8), Column("Nơi trả lời", 4), Column("Hạn", 3),
    Column("Kết quả", 6),
)  # fmt: skip


def summary_sheet(found: Summary, day: date) -> Sheet:
    """The report of a span of days, as things stand on `day`; who signs is said when the draft is edited."""
    return Sheet(
        kind=KIND,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Tổng hợp khó khăn, vướng mắc, kiến nghị trong tổ chức phong trào thi đua {found.words}",
        to=("Ủy ban nhân dân tỉnh",),
        blocks=(*_counts(found, day), *_rows(found)),
        recipients=("Như trên", "Lưu: VT"),
    )


def _counts(found: Summary, day: date) -> list[Block]:
    kinds = "; ".join(f"{label}: {plain(count)}" for label, count in found.by_kind)
    states = "; ".join(f"{label}: {plain(count)}" for label, count in found.by_state)
    told: list[Block] = [
        Heading("I. TÌNH HÌNH CHUNG"),
        Paragraph(
            f"Theo Kế hoạch, đơn vị có khó khăn, vướng mắc hoặc cần điều chỉnh, bổ sung kế hoạch thì phản ánh để tổng "
            f"hợp, báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định. Các đơn vị gửi {found.words}: "
            f"{plain(len(found.facts))} ý kiến ({kinds})."
        ),
    ]
    if found.facts:
        told.append(Paragraph(f"Tính đến ngày {show_day(day)}: {states}."))
        told.append(
            Paragraph(
                f"Trả lời quá hạn hoặc đang quá hạn: {plain(found.late)}; chuyển nơi khác: {plain(found.transferred)}."
            )
        )
    return told


def _rows(found: Summary) -> list[Block]:
    rows = tuple(_row(number, fact) for number, fact in enumerate(found.facts, 1))
    return [Heading("II. CÁC Ý KIẾN"), Table(_COLUMNS, rows)] if rows else []


def _row(number: int, fact: ConcernFact) -> tuple[str, ...]:
    concern = fact.concern
    answer = last_text(concern.steps.all(), ANSWER)
    state = STATES[concern.state].label.capitalize()
    return (
        str(number),
        fact.unit_name,
        f"{concern.title}. {concern.text}",
        fact.office_name,
        (show_day(concern.due) if concern.due else "chưa đủ căn cứ") + (" (quá hạn)" if fact.late else ""),
        f"{state}. {answer}" if answer else state,
    )
