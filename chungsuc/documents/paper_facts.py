"""Papers and their numbers as the pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from chungsuc.accounts import facts as facts_of_people
from chungsuc.accounts.facts import ActFact
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.typesetting import signed
from chungsuc.typesetting.frozen import sheet_of
from chungsuc.web.day import now

from . import facts
from .events import LABELS
from .models import Paper, Series, SeriesNumber, SignedCopy, Template, TemplateVersion
from .numbering import Numbering, numbering_of
from .printability import unsettled
from .queries import PaperQuerySet
from .workflow import CANCELLED, RESERVED


def body_choices(unit_ids: Iterable[int], day: date) -> list[tuple[str, str]]:
    """(code, name) of the bodies of a day among some units, by name. One query."""
    rows = Unit.objects.on(day).filter(pk__in=list(unit_ids)).annotate(called=last_name_of("pk"))
    return sorted(((row.code, row.called or row.code) for row in rows), key=lambda one: one[1])


def body_names(unit_ids: Iterable[int]) -> dict[int, str]:
    """The last known name of some bodies. One query."""
    return dict(Unit.objects.filter(pk__in=set(unit_ids)).values_list("pk", last_name_of("pk")))


def kind_choices(
    day: date, *, certificates: bool = False, known: facts.PaperRules | None = None
) -> list[tuple[str, str]]:
    """(code, name) of the kinds of paper (or of certificate) of a day, in the pack's order. No query if known."""
    kinds = (known or facts.paper_rules_on(day)).kinds.values()
    return [(kind.code, kind.label) for kind in kinds if kind.certificate is certificates]


def addressed_kinds(known: facts.PaperRules) -> list[tuple[str, str]]:
    """(code, name) of the kinds of paper that are sent to somebody: tờ trình, công văn, giấy mời. No query."""
    return [(kind.code, kind.label) for kind in known.kinds.values() if kind.has_to and not kind.certificate]


def office_choices(unit: Unit, day: date) -> list[tuple[str, str]]:
    """(code, words) of those who may sign for a body on a day; none where the pack does not say."""
    head = facts.letterhead_of(unit, day)
    return [(office.code, office.label) for office in head.offices] if head else []


def listed(rows: PaperQuerySet) -> PaperQuerySet:
    """Papers for a list: with number and the body's name. Adds no query."""
    return rows.select_related("number", "unit").annotate(body=last_name_of("unit_id")).defer("sheet")


def history(subject_type: str, subject_id: int) -> list[ActFact]:
    """What happened to a subject of this room, the oldest first. Two queries."""
    return facts_of_people.history(subject_type, subject_id, LABELS)


def templates_for(unit_id: int, kind: str) -> list[TemplateVersion]:
    """The newest version of every template that a body uses for a kind. One query."""
    rows = TemplateVersion.objects.filter(template__unit_id=unit_id, template__kind=kind, template__retired_at=None)
    newest: dict[int, TemplateVersion] = {}
    for row in rows.select_related("template").order_by("template__name", "number"):
        newest[row.template_id] = row
    return list(newest.values())


def template_list(unit_ids: Iterable[int]) -> list[Template]:
    """The templates of some bodies, each with its number of versions and its body's name. One query."""
    rows = Template.objects.filter(unit_id__in=list(unit_ids))
    return list(rows.annotate(body=last_name_of("unit_id"), count=Count("versions")))


def series_list(unit_ids: Iterable[int] | None) -> list[Series]:
    """The series of some bodies (None: all), with how many numbers are held and cancelled. One query."""
    rows = Series.objects.all() if unit_ids is None else Series.objects.filter(unit_id__in=list(unit_ids))
    held = Count("numbers", filter=Q(numbers__state=RESERVED))
    cancelled = Count("numbers", filter=Q(numbers__state=CANCELLED))
    return list(rows.annotate(body=last_name_of("unit_id"), held=held, cancelled=cancelled))


def numbers_of(series: Series) -> Any:
    """Every number of a series, the last first, with its paper."""
    return SeriesNumber.objects.filter(series=series).select_related("paper").order_by("-number")


def held_numbers(paper: Paper) -> list[SeriesNumber]:
    """The numbers that are held for papers of this kind, the lowest first. One query."""
    rows = SeriesNumber.objects.reserved().filter(series__unit_id=paper.unit_id, series__kind=paper.kind)
    return list(rows.select_related("series__unit").order_by("series__year", "number"))


def next_number(unit: Unit, kind: str, day: date, after: int = 0) -> str:
    """The number that a body would give next (`after` more) for a kind on a day; "" where it cannot. Four queries."""
    found = numbering_of(unit, kind, day)
    if isinstance(found, str):
        return ""
    last = Series.objects.filter(unit=unit, kind=kind, year=day.year).values_list("last", flat=True).first() or 0
    return found.text(last + 1 + after)


@dataclass(frozen=True)
class ToCome:
    """What number a paper would get on a day, and the one before; `fault` says why none.

    `unsettled`: lines that leave room for the number of a document that they cite.
    """

    paper: Paper
    number: str = ""
    before: str = ""
    fault: str = ""
    unsettled: tuple[str, ...] = ()


def numbers_to_come(papers: Sequence[Paper], day: date) -> list[ToCome]:
    """The numbers that papers would get on a day, in the order given. A few queries a series."""
    series: dict[tuple[int, str], tuple[Numbering | str, int, str]] = {}
    told = []
    for paper in papers:
        key = (paper.unit_id, paper.kind)
        if key not in series:
            last = SeriesNumber.objects.filter(
                series__unit_id=paper.unit_id, series__kind=paper.kind, series__year=day.year
            ).order_by("-number")[:1]
            newest = next(iter(last), None)
            found = numbering_of(paper.unit, paper.kind, day)
            series[key] = (found, newest.number if newest else 0, newest.printed if newest else "")
        found, number, before = series[key]
        if isinstance(found, str):
            told.append(ToCome(paper, fault=found))
            continue
        printed = found.text(number + 1, str(paper.sheet.get("drafter", "")))
        told.append(ToCome(paper, printed, before, unsettled=tuple(unsettled(sheet_of(paper.sheet)))))
        series[key] = (found, number + 1, printed)
    return told


SIGNED_WORDS = {
    signed.SOUND: ("met", "chữ ký số hợp lệ, phủ toàn bộ tệp, chứng thư tin cậy"),
    signed.UNPROVEN: ("undetermined", "chữ ký số còn nguyên vẹn, chưa đối chiếu được chứng thư gốc"),
    signed.BROKEN: ("not_met", "chữ ký số không hợp lệ hoặc tệp đã bị sửa sau khi ký"),
    signed.UNSIGNED: ("undetermined", "không có chữ ký số (bản quét)"),
    signed.UNCHECKED: ("undetermined", "chưa kiểm tra: máy chủ chưa cài phần kiểm tra chữ ký số"),
}
CHAIN_WORDS = {
    "trusted": "chứng thư tin cậy",
    "untrusted": "chứng thư không thuộc gốc đã khai",
    "no_roots": "chưa khai chứng thư gốc",
}
COVER_WORDS = {
    "file": "phủ toàn bộ tệp",
    "revision": "phủ toàn bộ bản lúc ký, sau đó chỉ có chữ ký khác",
    "part": "không phủ toàn bộ tệp",
}


@dataclass(frozen=True)
class SignedFact:
    """A signed copy in words: outcome and each signature."""

    id: int
    added_at: datetime
    outcome: str
    words: str
    lines: tuple[str, ...]


def signed_copies(paper: Paper) -> list[SignedFact]:
    """The signed copies of a paper, the newest first. One query."""
    told = []
    for copy in SignedCopy.objects.filter(paper=paper):
        outcome, words = SIGNED_WORDS.get(copy.outcome, ("undetermined", "chưa kiểm tra"))
        told.append(SignedFact(copy.pk, copy.added_at, outcome, words, tuple(map(_signer_words, copy.signers))))
    return told


def _signer_words(row: dict[str, Any]) -> str:
    at = datetime.fromisoformat(row["at"]) if row.get("at") else None
    when = ""
    if at is not None:
        local = at.astimezone(now().tzinfo)
        clock = "dấu thời gian" if row.get("stamped") else "giờ máy người ký"
        when = f", ký lúc {local:%H:%M} {local:%d/%m/%Y} ({clock})"
    state = "nguyên vẹn" if row.get("intact") else "không nguyên vẹn"
    covers, chain = COVER_WORDS.get(row.get("covers", ""), ""), CHAIN_WORDS.get(row.get("chain", ""), "")
    return f"{row.get('name') or 'không rõ tên'}{when}: {state}, {covers}; {chain}; nơi cấp: {row.get('issuer', '')}"
