"""Who acts for which body: reads its papers, drafts them, gives their numbers. Denied unless a post says otherwise.

A province's offices draft for its People's Committee as well; which office gives the Committee's numbers is a figure of
the pack. The Fatherland Front acts for itself alone.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest

from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.organisations.rules import ROLES
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.web.day import today

from .models import Blank, Bundle, Certificate, CertificateBatch, Paper, Series, Template
from .queries import PaperQuerySet
from .workflow import CLERK, DRAFTER

READ, DRAFT, NUMBER, TEMPLATE = "paper.read", "paper.draft", "paper.number", "paper.template"
FOR_THE_COMMITTEE: Mapping[str, frozenset[str]] = {
    "province_leader": frozenset({READ}),
    "ntm_coordinator": frozenset({READ, DRAFT}),
    "emulation_officer": frozenset({READ, DRAFT}),
}
"""What a role may do for the province's People's Committee, beside what it may do for its own office."""
NOT_FOR_THEIR_OFFICE = frozenset({"province_leader", "inspector"})
"""Their post is at an office, but they do not act for it."""
READS_ALL = frozenset({"province_leader", "inspector"})


def bodies(person: Person, right: str) -> frozenset[int]:
    """The bodies for which a person holds a right today: of own posts, and the Committee where the role says so.

    Numbers are also given for others where the rule says so. Few queries, kept with the person, none without the right.
    """
    own = {
        post.unit_id
        for post in person.posts
        if right in ROLES[post.role].rights and post.role not in NOT_FOR_THEIR_OFFICE
    }
    if any(right in FOR_THE_COMMITTEE.get(post.role, ()) for post in person.posts):
        own |= _committees(person)
    if right == NUMBER:
        own |= _numbered_for_others(person)
    return frozenset(own)


NUMBERS_AT = "rule:paper_numbers_given_at"


def _numbered_for_others(person: Person) -> frozenset[int]:
    """The bodies whose numbers are given at an office where this person may give numbers, as the rule of today says.

    None where the rule is missing: then nobody but the body's own posts does. Kept with the person; at most three
    queries, none without the right.
    """
    kept = getattr(person.account, "_chungsuc_numbers_for", None)
    if kept is not None:
        return kept  # type: ignore[no-any-return]
    at = {post.unit_id for post in person.posts if NUMBER in ROLES[post.role].rights}
    rule = rule_on(NUMBERS_AT, today()) if at else None
    pairs = [] if rule is None or rule.missing else rule.value
    codes = {code for pk, _, code in _units(person) if pk in at} if pairs else set()
    kinds = {pair["kind"] for pair in pairs if pair["at"] in codes}
    found = frozenset(Unit.objects.filter(kind__in=kinds).values_list("pk", flat=True)) if kinds else frozenset()
    person.account._chungsuc_numbers_for = found
    return found


def _committees(person: Person) -> frozenset[int]:
    """The province's units of all time: today's Committee corrects what the former one issued."""
    return frozenset(pk for pk, kind, _ in _units(person) if kind == "province")


def _units(person: Person) -> frozenset[tuple[int, str, str]]:
    """(id, kind, code) of the province's units of all time and of the offices of one's posts. One query, kept."""
    kept = getattr(person.account, "_chungsuc_paper_units", None)
    if kept is None:
        asked = Q(kind="province") | Q(pk__in={post.unit_id for post in person.posts})
        kept = frozenset(Unit.objects.filter(asked).values_list("pk", "kind", "code"))
        person.account._chungsuc_paper_units = kept
    return kept  # type: ignore[no-any-return]


def may(person: Person, right: str, unit_id: int) -> bool:
    """Whether a person holds a right for a body."""
    return unit_id in bodies(person, right)


def drafts_for_the_committee(person: Person) -> bool:
    """Whether a person drafts the Committee's papers beside those of the own office. No query."""
    return any(DRAFT in FOR_THE_COMMITTEE.get(post.role, ()) for post in person.posts)


def require(person: Person, right: str, unit_id: int) -> None:
    """PermissionDenied when the person does not hold the right for the body."""
    if not may(person, right, unit_id):
        raise PermissionDenied(right)


def actors(person: Person, unit_id: int) -> frozenset[str]:
    """The actors of the workflow's table that a person is before a body's papers."""
    held = {DRAFTER: DRAFT, CLERK: NUMBER}
    return frozenset(actor for actor, right in held.items() if may(person, right, unit_id))


def reads_all(person: Person) -> bool:
    """Whether a person reads what every body has issued."""
    return any(post.role in READS_ALL for post in person.posts)


def papers_for(person: Person) -> PaperQuerySet:
    """The papers that a person may know of."""
    return Paper.objects.visible(bodies(person, READ), reads_all=reads_all(person))


def paper_for(request: HttpRequest, pk: int) -> Paper:
    """The paper with its number and files, or Http404 when whoever asks may not know of it."""
    person: Person = request.person  # type: ignore[attr-defined]
    rows = papers_for(person).select_related("unit", "number__series", "docx", "pdf", "template__template", "bundle")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("paper")
    return found


def series_for(request: HttpRequest, pk: int) -> Series:
    """The series, or Http404 when its body's papers are not this person's to read."""
    person: Person = request.person  # type: ignore[attr-defined]
    rows = Series.objects.select_related("unit")
    found = rows.filter(pk=pk).first()
    if found is None or not (reads_all(person) or may(person, READ, found.unit_id)):
        raise Http404("series")
    return found


def template_for(request: HttpRequest, pk: int) -> Template:
    """The template, or Http404 when it is of a body for which this person neither drafts nor keeps templates."""
    found = Template.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not may(request.person, READ, found.unit_id):  # type: ignore[attr-defined]
        raise Http404("template")
    return found


def batch_for(request: HttpRequest, pk: int) -> CertificateBatch:
    """The batch of certificates, or Http404 when it is of a body whose papers this person does not read."""
    rows = CertificateBatch.objects.select_related("unit", "blank", "file", "paper__number")
    found = rows.filter(pk=pk).first()
    if found is None or not may(request.person, READ, found.unit_id):  # type: ignore[attr-defined]
        raise Http404("batch")
    return found


def bundle_for(request: HttpRequest, pk: int) -> Bundle:
    """The bundle, or Http404 when it is of a body for which this person does not draft."""
    found = Bundle.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not may(request.person, DRAFT, found.unit_id):  # type: ignore[attr-defined]
        raise Http404("bundle")
    return found


def certificate_for(request: HttpRequest, pk: int) -> Certificate:
    """The certificate, or Http404 when it is of a body whose papers this person does not read."""
    found = Certificate.objects.select_related("batch__unit", "number", "replaces__number").filter(pk=pk).first()
    if found is None or not may(request.person, READ, found.batch.unit_id):  # type: ignore[attr-defined]
        raise Http404("certificate")
    return found


def blank_for(request: HttpRequest, pk: int) -> Blank:
    """The blank, or Http404 when it is of a body for which this person does not draft."""
    found = Blank.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not may(request.person, DRAFT, found.unit_id):  # type: ignore[attr-defined]
        raise Http404("blank")
    return found
