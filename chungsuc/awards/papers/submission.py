"""What goes with a list: the submission that asks for the decision, and the summary of what each achieved."""

from collections.abc import Iterable, Mapping, Sequence

from chungsuc.law.periods import show_day
from chungsuc.typesetting.content import Annex, Column, Letterhead, Paragraph, Sheet, Table
from chungsuc.web.numbers import plain

from ..facts.council import CouncilCase
from ..facts.outcome import Entry
from ..rules.decisions import span_said
from ..rules.naming import clause, inside
from .decision import counted, list_of, parted, plan_name

SUBMISSION, SUMMARY = "to-trinh", "bao-cao"
NOTE = "Kèm theo Tờ trình này"
NOT_SAID = "không ghi"
_COLUMNS = (
    Column("TT", 1, "centre"), Column("Tên, chức vụ, đơn vị", 5), Column("Tóm tắt thành tích", 9),
    Column("Đơn vị đề nghị", 4), Column("Kết quả xét", 4),
)  # fmt: skip


def submission_sheet(entries: Sequence[Entry], cases: Mapping[int, CouncilCase], to: str) -> Sheet:
    """The submission to whoever decides, with the list as its annex; who signs is said when the draft is edited."""
    form = entries[0].form_name
    sessions = dict.fromkeys(sessions_said(cases[entry.dossier_id] for entry in entries))
    held = f"Kết quả xét: {'; '.join(sessions)}." if sessions else ""
    said = (
        f"Qua xét thành tích trong {plan_name()}, kính trình {to} xem xét, quyết định tặng {form} cho "
        f"{counted(entries)} (có danh sách kèm theo).",
        held,
        "Hồ sơ gồm danh sách, báo cáo tóm tắt thành tích và biên bản họp Hội đồng.",
    )
    return asking(form, to, said, list_of(form, entries, NOTE))


def sessions_said(cases: Iterable[CouncilCase]) -> list[str]:
    """Where each was voted, with the day; nothing of who was not."""
    votes = [one.vote for one in cases if one.vote is not None]
    return [f"{vote.session} ngày {show_day(vote.held_on)}" for vote in votes]


def asking(form: str, to: str, said: Sequence[str], listed: Annex) -> Sheet:
    """A submission that asks `to` for an award: its paragraphs (an empty one is left out) and its list."""
    return Sheet(
        kind=SUBMISSION,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Về việc đề nghị tặng {form}",
        to=(to,),
        blocks=tuple(Paragraph(words) for words in said if words),
        recipients=("Như trên", "Lưu: VT, hồ sơ khen thưởng"),
        annexes=(listed,),
    )


def summary_sheet(entries: Sequence[Entry], cases: Mapping[int, CouncilCase]) -> Sheet:
    """The summary of achievements, one line each: collectives first, then persons."""
    form = entries[0].form_name

    def table(_: bool, rows: Sequence[Entry]) -> Table:
        lines = (_line(number, entry, cases[entry.dossier_id]) for number, entry in enumerate(rows, 1))
        return Table(_COLUMNS, tuple(lines))

    return Sheet(
        kind=SUMMARY,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Tóm tắt thành tích đề nghị tặng {form}",
        blocks=(Paragraph(f"Tóm tắt thành tích của {counted(entries)} được đề nghị tặng {form} trong {plan_name()}."),),
        recipients=("Thành viên Hội đồng", "Lưu: VT, hồ sơ khen thưởng"),
        annexes=(Annex("TRÍCH NGANG THÀNH TÍCH", parted(entries, table), note="Kèm theo Báo cáo này", landscape=True),),
    )


def _line(number: int, entry: Entry, case: CouncilCase) -> tuple[str, ...]:
    merit = merit_told(entry.merit, case.achievements, span_said(entry.since, entry.until))
    return (str(number), named(entry.name, entry.place), merit, case.proposer, _result(case))


def named(name: str, place: str) -> str:
    """A name with its place in the middle of a sentence."""
    return ", ".join(part for part in (name, inside(place)) if part)


def merit_told(merit: str, achievements: Iterable[tuple[int, str]], years: str) -> str:
    """The merit, then each achievement that it rests on; the years stand at the end."""
    told = [" ".join(merit.split()), *(f"{year}: {clause(words)}" for year, words in achievements)]
    return "; ".join(part.rstrip(".;") for part in told if part) + (f" (năm {years})." if years else ".")


def _result(case: CouncilCase) -> str:
    """What the council came to, or what its members are to look at first."""
    if case.vote is not None:
        share = f"{plain(case.vote.yes)}/{plain(case.vote.denominator)}" if case.vote.denominator else ""
        return f"{case.vote.outcome.label.capitalize()}{f', đồng ý {share}' if share else ''}"
    return "Còn ý kiến khác: " + "; ".join(case.disagreement) if case.disagreement else "Chưa họp Hội đồng"
