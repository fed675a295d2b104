"""Documents as frozen values: what is held, what lapses, what proves an indicator and whether it is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from chungsuc.accounts import facts as facts_of_people
from chungsuc.accounts.facts import ActFact
from chungsuc.organisations.lineage import last_name_of, past_of
from chungsuc.organisations.models import Identity, Unit
from chungsuc.questions.asking import Asking, answer, rows_of
from chungsuc.rulebook.citing import whole_on
from chungsuc.rulebook.rule_facts import RuleFact, rule_on
from chungsuc.web.day import today

from .content.limits import MIB, Limits
from .events import LABELS
from .models import Document, DocumentKind, Link, Proof
from .queries import DocumentQuerySet, end_of
from .registry import Use, closed_kinds, label_of, uses_of
from .rules import LAPSED, LAPSING, VALID, WITHDRAWN, Standing, standing_on

WARNING = "days:evidence_expiry_warning"
MOST_LAPSING = 50


@dataclass(frozen=True)
class DocumentFact:
    """A document as it stood on a day. `place` is (latitude, longitude) as declared; `size` is in bytes."""

    id: int
    unit_id: int
    kind: str
    kind_name: str
    title: str
    number: str
    issuer: str
    issued_on: date | None
    expires_on: date | None
    taken_on: date | None
    place: tuple[Decimal, Decimal] | None
    place_from: str
    uploaded_by: str
    uploaded_at: datetime
    withdrawn_on: date | None
    withdrawal_reason: str
    sha256: str
    received_sha256: str
    size: int
    media_type: str
    extension: str
    width: int | None
    height: int | None
    standing: Standing
    unit_name: str = ""

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def words(self) -> str:
        """How it is cited: title, number, issuer."""
        return ", ".join(part for part in (self.title, self.number and f"số {self.number}", self.issuer) if part)


@dataclass(frozen=True)
class ProofFact:
    """A kind of document that proves an indicator, with what the unit holds of it on the day, newest first.

    `required`: nothing else will do. `needed`: it still has to be uploaded, since it is required and nothing is held.
    """

    kind: str
    name: str
    issuer: str
    example: str
    valid_months: int | None
    required: bool
    held: tuple[DocumentFact, ...]

    @property
    def needed(self) -> bool:
        return self.required and not self.held


@dataclass(frozen=True)
class UseFact:
    """What a document is (or was) used for."""

    label: str
    use: Use
    year: int | None
    linked_by: str
    linked_at: datetime
    unlinked_at: datetime | None


def limits() -> Limits:
    """How large a file may be, by the service's settings."""
    return Limits(file_bytes=settings.EVIDENCE_FILE_MIB * MIB)


def warning_rule(day: date) -> RuleFact:
    """How many days before its lapse a document is warned of; missing where the pack says nothing."""
    return rule_on(WARNING, day)


def document_facts(rows: Iterable[Document], day: date, warn_days: int | None = None) -> list[DocumentFact]:
    """Documents with file and kind as they stood on `day`. No query when `rows` came with file and kind."""
    return [_fact(row, day, warn_days) for row in rows]


def _fact(row: Document, day: date, warn_days: int | None) -> DocumentFact:
    withdrawn = timezone.localtime(row.withdrawn_at).date() if row.withdrawn_at else None
    place = (row.place_lat, row.place_lon) if row.place_lat is not None and row.place_lon is not None else None
    same = {name: getattr(row, name) for name in _SAME}
    of_file = {name: getattr(row.file, name) for name in _OF_FILE}
    return DocumentFact(
        **same,
        **of_file,
        kind=row.kind.code,
        kind_name=row.kind.name,
        place=place,
        withdrawn_on=withdrawn,
        standing=standing_on(day, expires_on=row.expires_on, withdrawn_on=withdrawn, warn_days=warn_days),
    )


_SAME = (
    "id", "unit_id", "title", "number", "issuer", "issued_on", "expires_on", "taken_on", "place_from", "uploaded_by",
    "uploaded_at", "withdrawal_reason", "received_sha256",
)  # fmt: skip
_OF_FILE = ("sha256", "size", "media_type", "extension", "width", "height")


def _whole(rows: Any) -> Any:
    return rows.select_related("file", "kind")


def _within(unit_ids: Iterable[int] | None) -> DocumentQuerySet:
    rows: DocumentQuerySet = Document.objects.all()
    return rows if unit_ids is None else rows.filter(unit_id__in=list(unit_ids))


def documents_for(subject: str, keys: Iterable[str], day: date | None = None) -> dict[str, tuple[DocumentFact, ...]]:
    """The documents in use for each key of a subject ("criteria.value"), in the order they were attached. One query.

    Their standing is that of `day` (today unless given); withdrawn ones cannot be in use.
    """
    return answer(documents_asked(subject, keys, day or today()))


def documents_asked(subject: str, keys: Iterable[str], day: date) -> Asking[dict[str, tuple[DocumentFact, ...]]]:
    """`documents_for` for whoever asks more in the same query. One round, none without keys."""
    asked = [str(key) for key in keys]
    links = Link.objects.live().filter(subject=subject, key__in=asked)
    found: dict[str, tuple[DocumentFact, ...]] = {key: () for key in asked}
    for link in (yield from rows_of(links.select_related("document__file", "document__kind"))):
        found[link.key] += (_fact(link.document, day, None),)
    return found


def documents_of(unit_ids: Iterable[int] | None, day: date) -> list[DocumentFact]:
    """Every document that the units (None: all) held at the end of `day`, newest first; lapsed ones too."""
    rows = _whole(_within(unit_ids).held_on(day))
    return document_facts(rows, day, warning_rule(day).whole)


def document_choices(unit_ids: Iterable[int], day: date) -> list[tuple[str, str]]:
    """(id, words) of what some units hold on `day` and may be attached, the newest first. One query."""
    rows = Document.objects.held_on(day).filter(unit_id__in=set(unit_ids), withdrawn_at=None).order_by("-id")
    rows = rows.exclude(kind__code__in=closed_kinds())
    return [(str(pk), f"{kind}: {title}") for pk, kind, title in rows.values_list("id", "kind__name", "title")]


def lapsing(
    unit_ids: Iterable[int] | None, day: date, most: int = MOST_LAPSING, rule: RuleFact | None = None
) -> list[DocumentFact]:
    """The documents that lapse within the warning's days, the soonest first, then those that have lapsed, the latest
    first. While no rule says how long before (or `rule`, when the caller asked already), only lapsed ones are told.
    """
    rule = rule or warning_rule(day)
    last = day - timedelta(days=1) if rule.whole is None else day + timedelta(days=rule.whole)
    held = _within(unit_ids).lapsing_by(day, last).exclude(kind__code__in=closed_kinds())
    rows = _whole(held.order_by("-expires_on", "-id"))[: 4 * most]
    facts = document_facts(rows, day, rule.whole)
    over = [fact for fact in facts if fact.standing is LAPSED]
    return [*reversed(facts[: len(facts) - len(over)]), *over][:most]


class Holdings(NamedTuple):
    """How many documents units hold on a day, and how many of them lapse soon or have lapsed."""

    held: int
    lapsing: int
    lapsed: int


def holdings(unit_ids: Iterable[int], day: date, warn: int | None = None) -> Holdings:
    """What some units hold on a day, counted. Two queries; one where the days of warning are known."""
    warn = warning_rule(day).whole or 0 if warn is None else warn
    ends = list(_within(unit_ids).held_on(day).values_list("expires_on", flat=True))
    lapsed = sum(end is not None and end < day for end in ends)
    soon = sum(end is not None and day <= end <= day + timedelta(days=warn) for end in ends) if warn else 0
    return Holdings(len(ends), soon, lapsed)


def checklist(unit_id: int, indicator_code: str, set_code: str, day: date) -> tuple[ProofFact, ...]:
    """What proves an indicator of a set, in the pack's order, and what the unit holds of it on `day`."""
    return checklists(unit_id, [indicator_code], set_code, day).get(indicator_code, ())


def checklists(
    unit_id: int, indicator_codes: Iterable[str], set_code: str, day: date
) -> dict[str, tuple[ProofFact, ...]]:
    """`checklist` for several indicators at once, by code. Counted are documents that still hold on `day`, of the unit
    and of every unit that went into it (then `unit_name` says whose). Few queries, whatever the number of indicators.
    """
    proofs = list(
        Proof.objects.filter(set_code=set_code, indicator_code__in=list(indicator_codes), is_current=True)
        .select_related("kind")
        .order_by("position")
    )
    held = _held_by_kind(unit_id, {proof.kind_id for proof in proofs}, day) if proofs else {}
    found: dict[str, tuple[ProofFact, ...]] = {}
    for proof in proofs:
        fact = ProofFact(
            kind=proof.kind.code,
            name=proof.kind.name,
            issuer=proof.kind.issuer,
            example=proof.kind.example,
            valid_months=proof.kind.valid_months,
            required=proof.needed,
            held=tuple(held.get(proof.kind_id, ())),
        )
        found[proof.indicator_code] = (*found.get(proof.indicator_code, ()), fact)
    return found


def _held_by_kind(unit_id: int, kind_ids: Iterable[int], day: date) -> dict[int, list[DocumentFact]]:
    """The documents of some kinds that hold on `day`, of a unit and of what went into it. One query."""
    rows = Document.objects.valid_on(day).filter(unit_id__in=past_of(unit_id), kind_id__in=list(kind_ids))
    named = rows.annotate(whose=last_name_of("unit_id"), warn=whole_on(WARNING, day))
    held: dict[int, list[DocumentFact]] = {}
    for row in _whole(named):
        fact = _fact(row, day, row.warn)
        held.setdefault(row.kind_id, []).append(fact if row.unit_id == unit_id else replace(fact, unit_name=row.whose))
    return held


def own_and_past(unit_id: int) -> set[int]:
    """A unit and every unit that went into it. One query."""
    return set(Unit.objects.filter(pk__in=past_of(unit_id)).values_list("pk", flat=True))


def uses(document_id: int) -> list[UseFact]:
    """What a document is and was used for, the oldest first. One query, and those of the rooms that use it."""
    links = list(Link.objects.filter(document_id=document_id))
    words: dict[str, Mapping[str, Use]] = {}
    for subject in {link.subject for link in links}:
        words[subject] = uses_of(subject, [link.key for link in links if link.subject == subject])
    return [
        UseFact(
            label=label_of(link.subject),
            use=words[link.subject][link.key],
            year=link.year,
            linked_by=link.linked_by,
            linked_at=link.linked_at,
            unlinked_at=link.unlinked_at,
        )
        for link in links
    ]


def kind_choices() -> Sequence[tuple[str, str]]:
    """(code, name) of the kinds that may be uploaded, in the pack's order; closed kinds come elsewhere. One query."""
    rows = DocumentKind.objects.filter(is_current=True).exclude(code__in=closed_kinds())
    return list(rows.values_list("code", "name"))


@dataclass(frozen=True)
class Asked:
    """What the list of documents is narrowed to; "" is everything. `standing` is the code of a Standing."""

    unit_id: int | None = None
    kind: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Shown:
    """A page of the list, newest first; `following` is where the next page begins, 0 when there is none."""

    documents: list[DocumentFact]
    following: int = 0


def documents_page(
    unit_ids: Iterable[int] | None, asked: Asked, day: date, rule: RuleFact, before: int = 0, most: int = 50
) -> Shown:
    """A page of the documents of some units (None: all) as they stand on `day`, without closed kinds. One query."""
    rows = _asked_rows(_within(unit_ids), asked, day, rule.whole).exclude(kind__code__in=closed_kinds())
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(_whole(rows.order_by("-pk"))[: most + 1])
    return Shown(document_facts(found[:most], day, rule.whole), found[most - 1].pk if len(found) > most else 0)


def _asked_rows(rows: DocumentQuerySet, asked: Asked, day: date, warn: int | None) -> DocumentQuerySet:
    if asked.unit_id is not None:
        rows = rows.filter(unit_id=asked.unit_id)
    if asked.kind:
        rows = rows.filter(kind__code=asked.kind)
    soon = day + timedelta(days=warn or 0)
    if asked.standing == WITHDRAWN.code:
        return rows.filter(withdrawn_at__lte=end_of(day))
    if asked.standing == LAPSED.code:
        return rows.held_on(day).filter(expires_on__lt=day)
    if asked.standing == LAPSING.code:
        return rows.held_on(day).filter(expires_on__gte=day, expires_on__lte=soon)
    return rows.valid_on(day) if asked.standing == VALID.code else rows.held_on(day)


def unit_names(unit_ids: Iterable[int]) -> dict[int, str]:
    """The last known name of each unit. One query."""
    rows = Identity.objects.filter(unit_id__in=set(unit_ids)).order_by("since").values_list("unit_id", "name")
    return dict(rows)


def history(document_id: int) -> list[ActFact]:
    """What happened to a document, the oldest first, with the names of people. Two queries."""
    return facts_of_people.history("evidence.document", document_id, LABELS)


def kind_facts() -> list[DocumentKind]:
    """The kinds that may be uploaded with issuer, example and validity, in the pack's order. One query."""
    return list(DocumentKind.objects.filter(is_current=True).exclude(code__in=closed_kinds()))
