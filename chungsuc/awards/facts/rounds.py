"""What the law of a day says of rounds: which forms may be considered, and the round that takes a dossier."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast
from django.urls import reverse

from chungsuc.organisations.models import Placement, Unit
from chungsuc.rulebook.rule_facts import RuleFact

from ..models import AwardSubject, Dossier, Round
from ..models.dossiers import SUBJECT as DOSSIER
from ..models.rounds import OPEN
from .law import Law, cited

IN_ROUNDS, YEARLY = "rounds", "yearly"
PROVINCE_LEVELS = ("tinh", "nha_nuoc")
KIND_LEVELS: Mapping[str, str] = {"district": "huyen", "commune": "xa"}


def sessions_of(round: Round, seen: Any) -> list[Any]:
    """The sessions, among those `seen`, to which dossiers of a round were put, the last first, each with how many
    (`cases`). One query.
    """
    ours = Dossier.objects.filter(round=round).values_list(Cast("pk", CharField()))
    put = Count("items", filter=Q(items__subject=DOSSIER, items__key__in=ours))
    return list(seen.annotate(cases=put).filter(cases__gt=0).order_by("-held_on", "-pk"))


def form_name(law: Law, form: str) -> str:
    """A form in words, also one that the law of the day does not have."""
    return str(law.forms[form].value["name"]) if form in law.forms else "hình thức không còn dùng"


def forms_of(law: Law, body: Unit) -> dict[str, RuleFact]:
    """The forms that a body decides or passes on under the law of a day, in the pack's order."""
    wanted = PROVINCE_LEVELS if body.kind == "province" else (KIND_LEVELS.get(body.kind, "co_so"),)
    return {
        code: rule
        for code, rule in law.forms.items()
        if rule.value["level"] in wanted and not rule.value["outside"]
    }  # fmt: skip


def not_this_year(law: Law, form: str, year: int = 0) -> str:
    """Why a form is not considered in the year of the law's day, with the clause; "" when no rule forbids it."""
    if form not in law.forms:
        return ""
    level, name = law.forms[form].value["level"], law.forms[form].value["name"]
    asked = year or law.day.year
    for rule in law.rules.values():
        value = rule.value
        if value["check"] == "years" and level in value["levels"] and asked not in value["years"]:
            years = ", ".join(str(one) for one in value["years"])
            return f"{name}: năm {asked} không xét, chỉ xét trong các năm {years}. {value['name']} ({cited(rule)})"
    return ""


def deciding_body(level: str, proposer: Unit, day: date, parent_id: int | None) -> Unit | None:
    """The unit that decides a form of a level for what a unit proposes; None where there is none on `day`.

    `parent_id`: the unit above the proposer on the day. At most one query.
    """
    if level in PROVINCE_LEVELS:
        found: Unit | None = Unit.objects.on(day).filter(kind="province").first()
        return found
    if level == "co_so":
        return proposer if proposer.kind not in ("province", "district", "commune", "village") else None
    if KIND_LEVELS.get(proposer.kind) == level:
        return proposer
    above = Unit.objects.on(day).filter(pk=parent_id).first() if parent_id else None
    return above if above is not None and KIND_LEVELS.get(above.kind) == level else None


def open_rounds(body: Unit, day: date) -> Iterable[Round]:
    """The rounds of a body that take dossiers on `day`, the newest first. One query."""
    return Round.objects.filter(body=body, state=OPEN, opened_on__lte=day, nominate_until__gte=day)


def round_for(body: Unit, form: str, day: date) -> Round | None:
    """The newest round of a body that takes dossiers for a form on `day`. One query."""
    return next((row for row in open_rounds(body, day) if form in row.forms), None)


def considered(body: Unit, day: date, reach: Iterable[int]) -> Any:
    """The subjects whom a round of a body considers on `day`: of the province everybody, else those of `reach` (the
    body's units). A unit that has ended is left out: its achievements went on into the file of its successor.
    """
    standing = Q(itself=False) | Q(unit__until=None) | Q(unit__until__gte=day)
    rows = AwardSubject.objects.filter(standing, unit__since__lte=day).exclude(unit__kind="province")
    return rows if body.kind == "province" else rows.filter(unit_id__in=list(reach))


def units_to_enter(body: Unit, law: Law) -> list[tuple[Any, str]]:
    """The units that are not in the files yet although a round of the body considers them, each with its kind of
    subject. Of the province all but villages, which their communes enter; else those right below. One query.
    """
    kinds = {kind: code for code, rule in law.subjects.items() for kind in rule.value["kinds"]}
    kinds.pop("province", None)
    known = AwardSubject.objects.filter(itself=True).values("unit_id")
    units = Unit.objects.on(law.day).named_on(law.day).exclude(pk__in=known).filter(kind__in=list(kinds))
    below = Placement.objects.on(law.day).filter(parent_id=body.pk).values("unit_id")
    units = units.exclude(kind="village") if body.kind == "province" else units.filter(pk__in=below)
    return [(unit, kinds[unit.kind]) for unit in units.order_by("pk")]


def fits_form(law: Law, form: str, kind: str) -> bool:
    """Whether a form is given to a kind of subject at all."""
    only, of_kind = law.forms[form].value["only"], law.subjects.get(kind)
    return not only or of_kind is None or of_kind.value["as"] == only


def is_person(law: Law, subject: AwardSubject) -> bool:
    """Whether a subject is one person."""
    kind = law.subjects.get(subject.kind)
    return kind is not None and kind.value["as"] == "individual"


def round_named(code: str) -> tuple[str, str] | None:
    """The round that a conference names by `code`, in words with its address; None until it was opened. One query."""
    row = Round.objects.filter(code=code).first()
    return (f"{row.name} ({row.get_state_display()})", reverse("award_round", args=[row.pk])) if row else None
