"""The decision of award with its list: built from the dossiers' own rows, nothing is typed again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chungsuc.documents.facts import LetterheadFact
from chungsuc.documents.models import Paper
from chungsuc.documents.workflow import ISSUED
from chungsuc.law.amounts import in_words
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
from ..rules.naming import PROVINCE

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


@dataclass(frozen=True)
class Grounds:
    """What a decision rests on beside the law: who proposed it, by which submission; where it was voted or minuted."""

    office: str = ""
    submission: str = ""
    votes: tuple[str, ...] = ()

    @property
    def bases(self) -> tuple[str, ...]:
        """As the decision says them, who proposed it last."""
        held = tuple(f"Căn cứ kết quả xét khen thưởng tại {one}" for one in self.votes)
        at = f" tại {self.submission}" if self.submission else ""
        return (*held, *([f"Theo đề nghị của {self.office}{at}"] if self.office else []))


def decision_sheet(
    decision: Decision, entries: Sequence[Entry], head: LetterheadFact, day: date, grounds: Grounds
) -> Sheet:
    """The decision that gives the form to everybody in its list, as of `day`; signer and number are still to come."""
    form = given_form(entries[0].form_name, head)
    province = decision.body.kind == PROVINCE
    return Sheet(
        kind=KIND,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Về việc tặng {form}",
        authority_line=head.authority_line,
        bases=(*legal_bases((entry.regime for entry in entries), day), *grounds.bases),
        blocks=_articles(form, entries, head, province, grounds.office),
        recipients=(
            "Như Điều 4",
            f"{_listed(entries).capitalize()} có tên trong danh sách",
            "Lưu: VT, hồ sơ khen thưởng",
        ),
        annexes=(list_of(form, entries, "Kèm theo Quyết định này"),),
    )


def given_form(form: str, head: LetterheadFact) -> str:
    """A form by whoever gives it: a Giấy khen names the head of this very body, not heads of its kind."""
    kind, of, _ = form.partition(" của ")
    return f"{kind}{of}{head.leader}" if kind == "Giấy khen" and of and head.head else form


def plan_name() -> str:
    """What the movement is called inside a sentence. One query."""
    name = Plan.objects.values_list("name", flat=True).first() or "phong trào thi đua"
    return name[:1].lower() + name[1:]


class Counted(Protocol):
    """Whatever is counted as a collective or as a person."""

    @property
    def collective(self) -> bool:
        """Whether it is a collective."""


def counted(entries: Sequence[Counted]) -> str:
    """ "2 tập thể và 5 cá nhân": how many of each, only those that there are."""
    collectives = sum(entry.collective for entry in entries)
    parts = [(collectives, "tập thể"), (len(entries) - collectives, "cá nhân")]
    return " và ".join(f"{plain(count)} {word}" for count, word in parts if count)


def _articles(
    form: str, entries: Sequence[Entry], head: LetterheadFact, province: bool, office: str
) -> tuple[Block, ...]:
    given = f"Tặng {form} cho {counted(entries)} đã có thành tích trong {plan_name()} (có danh sách kèm theo)."
    named = [f"Chánh Văn phòng {head.name}", office] if province else []
    offices = ", ".join(part for part in (*named, "Thủ trưởng các cơ quan, đơn vị có liên quan") if part)
    return (
        Paragraph(given, lead="Điều 1."),
        Paragraph(_money(entries), lead="Điều 2."),
        Paragraph("Quyết định này có hiệu lực kể từ ngày ký.", lead="Điều 3."),
        Paragraph(
            f"{offices} và {_listed(entries)} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
            lead="Điều 4.",
        ),
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
        f"{_listed(entries).capitalize()} được khen thưởng nhận tiền thưởng như trong danh sách, tổng số "
        f"{show_decimal(total)} đồng ({spoken(total)}), trích từ quỹ thi đua, khen thưởng theo quy định."
    )


def list_of(form: str, entries: Sequence[Entry], note: str) -> Annex:
    """The list that goes with a decision or a submission: collectives first, then persons. `note` names its paper; the
    paper's number and day come when they are given."""

    def table(collective: bool, rows: Sequence[Entry]) -> Table:
        lines = tuple(_line(number, entry) for number, entry in enumerate(rows, 1))
        return Table((*(_WHO if collective else _PERSON), *_REST), lines, total=_total(rows))

    return Annex(f"DANH SÁCH TẶNG {form.upper()}", parted(entries, table), note=note, landscape=True)


def parted(entries: Sequence[Entry], table: Callable[[bool, Sequence[Entry]], Table]) -> tuple[Block, ...]:
    """Collectives first, then persons, each part with its heading; only those that there are."""
    parts: list[Block] = []
    for wanted, title in ((True, "TẬP THỂ"), (False, "CÁ NHÂN")):
        rows = [entry for entry in entries if entry.collective is wanted]
        if rows:
            parts += [Heading(f"{'I' if not parts else 'II'}. {title}"), table(wanted, rows)]
    return tuple(parts)


def _total(rows: Sequence[Entry]) -> tuple[str, ...]:
    """The line that adds up the money; none where it is not known for somebody."""
    if any(entry.bonus is None for entry in rows):
        return ()
    return ("", "Cộng", "", "", show_decimal(sum(entry.bonus or 0 for entry in rows)))


def spoken(amount: int) -> str:
    """ "bằng chữ: mười triệu năm trăm ba mươi nghìn đồng": beside the figures of an amount."""
    return f"bằng chữ: {in_words(int(amount))} đồng"


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
