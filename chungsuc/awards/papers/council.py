"""What goes to the council before it votes: the submission with a list a form, and the summary of each form's cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from chungsuc.criteria.papers import roman
from chungsuc.law.periods import show_day
from chungsuc.typesetting.content import Annex, Block, Column, Heading, Letterhead, Paragraph, Sheet, Table
from chungsuc.web.numbers import plain

from ..facts.council import CouncilCase
from ..rules.decisions import span_said
from .decision import counted, plan_name
from .submission import SUBMISSION, SUMMARY, merit_told, named

_SUMMARY = (
    Column("TT", 2, "centre"), Column("Tên, chức vụ, đơn vị; nơi đề nghị", 9), Column("Tóm tắt thành tích", 12),
    Column("Kết quả kiểm tra, thẩm định, lấy ý kiến, công khai", 24), Column("Điều cần xem", 7),
)  # fmt: skip
_LIST = (
    Column("TT", 1, "centre"), Column("Tên, chức vụ, đơn vị", 5), Column("Thành tích", 7), Column("Nơi đề nghị", 4),
    Column("Điều cần xem", 4),
)  # fmt: skip
NOTHING = "không có"


def council_submission_sheet(cases: Mapping[str, Sequence[CouncilCase]], session: Any, office: str) -> Sheet:
    """The submission of the office to the council, with a list a form; who signs is said when the draft is edited."""
    every = [case for of in cases.values() for case in of]
    forms = [of[0].form_name for of in cases.values()]
    rounds = "; ".join(dict.fromkeys(case.round_name for case in every if case.round_name))
    return Sheet(
        kind=SUBMISSION,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Về việc xét đề nghị tặng {'; '.join(forms)}",
        to=(session.council.name,),
        blocks=(
            Paragraph(
                f"{office} đã kiểm tra thể thức, thẩm định nội dung hồ sơ đề nghị khen thưởng trong {plan_name()}"
                f"{f' ({rounds})' if rounds else ''}, kính trình {session.council.name} xem xét tại phiên họp số "
                f"{session.number}, ngày {show_day(session.held_on)}, như sau:"
            ),
            Heading("I. HỒ SƠ TRÌNH"),
            *(_form_line(number, of) for number, of in enumerate(cases.values(), 1)),
            Heading("II. KẾT QUẢ KIỂM TRA, LẤY Ý KIẾN, CÔNG KHAI"),
            *_findings(every),
            Heading("III. NỘI DUNG TRÌNH"),
            Paragraph(
                f"Kính trình {session.council.name} xem xét, bỏ phiếu kín đối với từng trường hợp nêu trên; trường hợp "
                "có ý kiến khác xem trước."
            ),
        ),
        recipients=("Như trên", "Thành viên Hội đồng", "Lưu: VT, hồ sơ khen thưởng"),
        annexes=tuple(_list(number, of) for number, of in enumerate(cases.values(), 1)),
    )


def _form_line(number: int, cases: Sequence[CouncilCase]) -> Paragraph:
    return Paragraph(f"{number}. {cases[0].form_name}: {counted(cases)} (Phụ lục {roman(number)}).")


def _findings(cases: Sequence[CouncilCase]) -> list[Block]:
    """What was found, counted; a silence is counted as a silence."""
    silent = sum(point.silent for case in cases for point in case.points)
    against = sum(bool(case.disagreement) for case in cases)
    left = sum(case.open and not case.disagreement for case in cases)
    told = [
        f"Có ý kiến khác, có nội dung chưa đạt hoặc có phản ánh: {_cases(against)}.",
        f"Còn nội dung chưa ngã ngũ, cần Hội đồng xem: {_cases(left)}.",
        f"Cơ quan được hỏi không trả lời: {_times(silent)}; im lặng không tính là đồng ý.",
        f"Không còn điều gì phải xem thêm: {_cases(len(cases) - against - left)}.",
    ]
    return [Paragraph(f"{number}. {words}") for number, words in enumerate(told, 1)]


def _times(count: int) -> str:
    return f"{plain(count)} lượt" if count else NOTHING


def _cases(count: int) -> str:
    return f"{plain(count)} trường hợp" if count else NOTHING


def _list(number: int, cases: Sequence[CouncilCase]) -> Annex:
    rows = tuple((str(n), _named(case), _merit(case), case.proposer, _open(case)) for n, case in enumerate(cases, 1))
    return Annex(
        f"DANH SÁCH ĐỀ NGHỊ TẶNG {cases[0].form_name.upper()}",
        (Table(_LIST, rows),),
        label=f"PHỤ LỤC {roman(number)}",
        note="Kèm theo Tờ trình này",
        landscape=True,
    )


def council_summary_sheet(cases: Sequence[CouncilCase], session: Any) -> Sheet:
    """The summary of the cases of one form: those about which somebody disagrees first, then collectives, persons."""
    form = cases[0].form_name
    parts: list[Block] = []
    number = 0
    for title, of in _parts(cases):
        if of:
            rows = tuple(_summed(number + n, case) for n, case in enumerate(of, 1))
            parts += [Heading(f"{roman(len(parts) // 2 + 1)}. {title}"), Table(_SUMMARY, rows)]
            number += len(of)
    return Sheet(
        kind=SUMMARY,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Tóm tắt thành tích, kết quả thẩm định đề nghị tặng {form}",
        blocks=(
            Paragraph(
                f"Tóm tắt {counted(cases)} được đề nghị tặng {form} trong {plan_name()}, trình {session.council.name}, "
                f"phiên họp số {session.number}, ngày {show_day(session.held_on)} (có bản tóm tắt kèm theo)."
            ),
            Paragraph("Trường hợp có ý kiến khác xếp trước; im lặng ghi là im lặng, không tính là đồng ý."),
        ),
        recipients=("Thành viên Hội đồng", "Lưu: VT, hồ sơ khen thưởng"),
        annexes=(
            Annex(
                f"TÓM TẮT THÀNH TÍCH, KẾT QUẢ THẨM ĐỊNH\nĐề nghị tặng {form}",
                tuple(parts),
                note="Kèm theo Báo cáo này",
                landscape=True,
            ),
        ),
    )


def _parts(cases: Sequence[CouncilCase]) -> tuple[tuple[str, list[CouncilCase]], ...]:
    calm = [case for case in cases if not case.disagreement]
    return (
        ("TRƯỜNG HỢP CÓ Ý KIẾN KHÁC", [case for case in cases if case.disagreement]),
        ("TẬP THỂ", [case for case in calm if case.collective]),
        ("CÁ NHÂN", [case for case in calm if not case.collective]),
    )


def _summed(number: int, case: CouncilCase) -> tuple[str, ...]:
    found = "\n".join(f"- {point.sentence}" for point in case.points)
    return (str(number), f"{_named(case)}\nNơi đề nghị: {case.proposer}", _merit(case), found, _open(case))


def _named(case: CouncilCase) -> str:
    return named(case.name, case.place)


def _merit(case: CouncilCase) -> str:
    return merit_told(case.merit, case.achievements, span_said(case.since, case.until))


def _open(case: CouncilCase) -> str:
    """What the members look at: what speaks against the case, and what is not settled."""
    told = [*case.disagreement, *(point.about for point in case.points if point.open)]
    words = "; ".join(dict.fromkeys(told)) or NOTHING
    return words[:1].upper() + words[1:]
