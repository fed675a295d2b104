"""The decision of award with its list: built from the dossiers' own rows, nothing is typed again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.documents.facts import LetterheadFact
from chungsuc.documents.models import Paper
from chungsuc.documents.workflow import ISSUED
from chungsuc.law.figures import show_decimal
from chungsuc.law.pack_awards import REGIME
from chungsuc.movement.models import Plan
from chungsuc.recognition.decision_paper import cited
from chungsuc.rulebook.models import Figure, LegalDocument
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.typesetting.content import Annex, Block, Column, Heading, Letterhead, Paragraph, Sheet, Table
from chungsuc.typesetting.frozen import sheet_of
from chungsuc.web.numbers import plain

from ..facts.outcome import Entry
from ..models import Decision
from ..models.decisions import DECISION

KIND = "quyet-dinh"
BASES = "rule:paper_bases_award"
NO_MONEY = "chưa đủ căn cứ"
_WHO = (Column("TT", 1, "centre"), Column("Tên tập thể", 5), Column("Địa chỉ", 4))
_PERSON = (Column("TT", 1, "centre"), Column("Họ và tên", 5), Column("Chức vụ, đơn vị", 4))
_REST = (Column("Thành tích", 8), Column("Tiền thưởng, đồng", 3, "right"))


@dataclass(frozen=True)
class Known:
    """What the issued paper of a decision says."""

    number: str
    on: date
    signer: str


def issued_paper(decision: Decision) -> Paper | None:
    """The decision's paper that was given its number here; None while there is none. One query."""
    rows = Paper.objects.about(DECISION, str(decision.pk)).filter(kind=KIND, state=ISSUED).select_related("number")
    return rows.first()


def known_decision(decision: Decision, paper: Paper | None) -> Known | None:
    """Number, day and signer of the issued paper; None while there is none. No query."""
    if paper is None or paper.number is None or paper.day is None:
        return None
    signers = [f"{one.name}, {one.office.capitalize()}" for one in sheet_of(paper.sheet).signatures]
    return Known(paper.number.confirmed or paper.number.printed, paper.day, "; ".join(signers))


def decision_sheet(decision: Decision, entries: Sequence[Entry], head: LetterheadFact, day: date) -> Sheet:
    """The decision that gives the form to everybody in its list, as of `day`; signer and number are still to come."""
    form = entries[0].form_name
    return Sheet(
        kind=KIND,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Về việc tặng {form}",
        authority_line=head.authority_line,
        bases=legal_bases((entry.regime for entry in entries), day),
        blocks=_articles(form, entries, head),
        recipients=("Như Điều 4", "Tập thể, cá nhân có tên trong danh sách", "Lưu: VT, hồ sơ khen thưởng"),
        annexes=(list_of(form, entries),),
    )


def plan_name() -> str:
    """What the movement is called inside a sentence. One query."""
    name = Plan.objects.values_list("name", flat=True).first() or "phong trào thi đua"
    return name[:1].lower() + name[1:]


def counted(entries: Sequence[Entry]) -> str:
    """ "2 tập thể và 5 cá nhân": how many of each, only those that there are."""
    collectives = sum(entry.collective for entry in entries)
    parts = [(collectives, "tập thể"), (len(entries) - collectives, "cá nhân")]
    return " và ".join(f"{plain(count)} {word}" for count, word in parts if count)


def _articles(form: str, entries: Sequence[Entry], head: LetterheadFact) -> tuple[Block, ...]:
    given = f"Tặng {form} cho {counted(entries)} đã có thành tích trong {plan_name()} (có danh sách kèm theo)."
    offices = f"Thủ trưởng các cơ quan, đơn vị có liên quan và {_listed(entries)} có tên tại Điều 1"
    return (
        Paragraph(given, lead="Điều 1."),
        Paragraph(_money(entries), lead="Điều 2."),
        Paragraph("Quyết định này có hiệu lực kể từ ngày ký.", lead="Điều 3."),
        Paragraph(f"{offices} chịu trách nhiệm thi hành Quyết định này.", lead="Điều 4."),
    )


def _listed(entries: Sequence[Entry]) -> str:
    words = [("tập thể", any(e.collective for e in entries)), ("cá nhân", any(not e.collective for e in entries))]
    return ", ".join(word for word, there in words if there)


def _money(entries: Sequence[Entry]) -> str:
    """The award money of the list; where it is not known for somebody, that is said and nothing is guessed."""
    total = sum(entry.bonus or 0 for entry in entries)
    unknown = sum(entry.bonus is None for entry in entries)
    if unknown:
        return (
            f"Tiền thưởng kèm theo hình thức khen thưởng thực hiện theo quy định; {plain(unknown)} trường hợp "
            "chưa đủ căn cứ để tính."
        )
    return (
        "Tập thể, cá nhân được khen thưởng nhận tiền thưởng như trong danh sách, tổng số "
        f"{show_decimal(total)} đồng, trích từ quỹ thi đua, khen thưởng theo quy định."
    )


def list_of(form: str, entries: Sequence[Entry]) -> Annex:
    """The list that goes with a decision or a submission: collectives first, then persons."""
    parts: list[Block] = []
    for wanted, title, who in ((True, "TẬP THỂ", _WHO), (False, "CÁ NHÂN", _PERSON)):
        rows = [entry for entry in entries if entry.collective is wanted]
        if rows:
            table = Table((*who, *_REST), tuple(_line(number, entry) for number, entry in enumerate(rows, 1)))
            parts += [Heading(f"{'I' if not parts else 'II'}. {title}"), table]
    return Annex(f"DANH SÁCH TẶNG {form.upper()}", tuple(parts), landscape=True)


def _line(number: int, entry: Entry) -> tuple[str, ...]:
    money = NO_MONEY if entry.bonus is None else show_decimal(entry.bonus)
    return (str(number), entry.name, entry.place, " ".join(entry.merit.split()), money)


def legal_bases(regimes: Iterable[str], day: date) -> tuple[str, ...]:
    """The documents that such a decision rests on that day, and those of the regimes of its dossiers. Three queries."""
    rule = rule_on(BASES, day)
    listed = [] if rule.missing else [str(one.get("document", "")) for one in rule.value]
    keys = [f"{REGIME}{code}" for code in dict.fromkeys(regimes)]
    own = dict(Figure.objects.current().filter(key__in=keys).values_list("key", "document"))
    applied = [own[key] for key in keys if own.get(key)]
    rows = {row.code: row for row in LegalDocument.objects.filter(code__in=[*listed, *applied])}
    codes = [*(code for code in listed if code in rows and _stands(rows[code], day)), *applied]
    return tuple(cited(rows[code]) for code in dict.fromkeys(codes) if code in rows)


def _stands(row: LegalDocument, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or row.until >= day)
