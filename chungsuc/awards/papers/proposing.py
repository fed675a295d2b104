"""What the proposing unit sends: the submission with its list, the report of achievements by the form of the regime."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chungsuc.documents.facts import LetterheadFact
from chungsuc.typesetting.content import Annex, Block, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table

from ..facts.outcome import Entry
from ..rules.decisions import span_said
from ..rules.naming import clause, inside
from .decision import counted, parted, plan_name
from .submission import NOTE, SUMMARY, asking

_WHO = (
    Column("TT", 1, "centre"), Column("Tên tập thể, cá nhân", 4), Column("Chức vụ, đơn vị", 4), Column("Thành tích", 8),
    Column("Hình thức đề nghị", 4),
)  # fmt: skip
ROOM = "…" * 16
"""Room for what only the person or the unit knows: it is written by hand, or in Word."""


def proposal_sheet(entries: Sequence[Entry], to: str, office: LetterheadFact, round_name: str) -> Sheet:
    """The submission of the unit that proposes, with its list; who signs is said when the draft is edited."""
    form = entries[0].form_name
    at = f" ({round_name})" if round_name else ""
    said = (
        f"Căn cứ thành tích trong {plan_name()}{at}, {office.name} đề nghị {to} xét tặng {form} cho "
        f"{counted(entries)} (có danh sách kèm theo).",
        f"{office.name} chịu trách nhiệm về thành tích, hồ sơ đề nghị khen thưởng của các trường hợp nêu trên.",
        "Hồ sơ kèm theo: báo cáo thành tích của từng trường hợp và các giấy tờ theo quy định.",
    )
    title = f"DANH SÁCH ĐỀ NGHỊ TẶNG {form.upper()}"
    return asking(form, to, said, Annex(title, _listed(entries), note=NOTE, landscape=True))


def _listed(entries: Sequence[Entry]) -> tuple[Block, ...]:
    def line(number: int, entry: Entry) -> tuple[str, ...]:
        return (str(number), entry.name, entry.place, " ".join(entry.merit.split()), entry.form_name)

    return parted(entries, lambda _, rows: Table(_WHO, tuple(line(n, entry) for n, entry in enumerate(rows, 1))))


def report_sheet(
    entry: Entry,
    sheet: Mapping[str, Any],
    achievements: Sequence[tuple[int, str]],
    former: Sequence[str],
    head: LetterheadFact,
    to: str,
) -> Sheet:
    """The report of one's achievements by the form of the regime (`sheet`: its number, name and parts), kept by the
    unit that proposes a person; a collective sends its own on `to` whoever decides.

    What the system holds is filled in; what only the person knows is left as room.
    """
    blocks: list[Block] = [Paragraph(f"({str(sheet['name']).capitalize()})")]
    for part in sheet["parts"]:
        blocks.append(Heading(str(part["title"]).upper()))
        blocks += [Paragraph(text) for text in _part(part, entry, achievements, former)]
    return Sheet(
        kind=SUMMARY,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Thành tích đề nghị tặng {entry.form_name}",
        blocks=tuple(blocks),
        signatures=_signed(entry, head),
        recipients=(to if entry.collective else head.name, "Lưu: hồ sơ khen thưởng"),
    )


def _part(
    part: Mapping[str, Any], entry: Entry, achievements: Sequence[tuple[int, str]], former: Sequence[str]
) -> list[str]:
    """The lines of one part: `fills` says what the system knows of it, `asks` what is written by hand."""
    fills: Mapping[str, Callable[[], list[str]]] = {
        "who": lambda: [
            f"Tên: {entry.name}.",
            f"{'Địa chỉ' if entry.collective else 'Chức vụ, đơn vị, địa chỉ'}: {inside(entry.place or entry.name)}.",
        ],
        "merit": lambda: _merit(entry, achievements),
        "former": lambda: list(former) or ["Sổ khen thưởng chưa có khen thưởng nào trước đây."],
    }
    known = fills[part["fills"]]() if part["fills"] else []
    return [*known, *(f"{words}: {ROOM}" for words in part["asks"])]


def _merit(entry: Entry, achievements: Sequence[tuple[int, str]]) -> list[str]:
    years = span_said(entry.since, entry.until)
    first = f"{' '.join(entry.merit.split()).rstrip('.;')}{f' (năm {years})' if years else ''}."
    told = [f"- Năm {year}: {clause(words.rstrip('.;'))}" for year, words in achievements]
    return [first, *(f"{line}{'.' if number == len(told) else ';'}" for number, line in enumerate(told, 1))]


def _signed(entry: Entry, head: LetterheadFact) -> tuple[Signature, ...]:
    """A collective signs by its head, a person beside the confirmation of the unit."""
    if entry.collective:
        return ()
    office = head.offices[0]
    return (
        Signature(f"XÁC NHẬN CỦA {head.name.upper()}", "", label=office.office.capitalize()),
        Signature("NGƯỜI BÁO CÁO THÀNH TÍCH", entry.name),
    )
