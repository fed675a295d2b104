"""Difficulties and proposals: the list, sending one, one with its steps and acts, the summary for UBND tỉnh."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.documents.access import DRAFT, may
from chungsuc.documents.actions import PaperRefused, draft
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.organisations.work import due_words
from chungsuc.rulebook.rule_facts import calendar, rule_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import actions
from ..access import ANSWER, OVERSEE, RAISE, concern_for
from ..actions.concerns import ANSWER_DAYS
from ..concern_facts import (
    acts_offered,
    concern_facts,
    concerns_seen,
    is_late,
    narrowed,
    offices_on,
    steps_of,
    summed_up,
)
from ..forms.concerns import ActForm, ConcernFilter, ConcernForm, SummaryForm
from ..launch_facts import the_plan
from ..models import Concern
from ..papers import SOURCE, summary_sheet
from ..tables import concern_table, concern_workbook
from ..workflow import ACTS, STATES
from .answers import carried_out, concerns_home, workbook

_ITEMS = 60


@needs("concern.read")
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """`/kien-nghi/`: the difficulties and proposals that a person may read, those that owe an answer first."""
    person: Person = request.person  # type: ignore[attr-defined]
    form = ConcernFilter(request.GET, offices=_offices(by_code=True))
    facts = concern_facts(narrowed(concerns_seen(person), **form.asked), today())
    shown = page_of(request, facts, _ITEMS)
    export = f"{reverse('concerns_export')}?{request.GET.urlencode()}".rstrip("?")
    context = {
        "table": concern_table(list(shown.object_list), export),
        "shown": shown,
        "owed": sum(STATES[fact.concern.state].owed for fact in facts),
        "late": sum(fact.late and STATES[fact.concern.state].owed for fact in facts),
        "filter_form": form,
        "may_raise": bool(person.acts_for(RAISE)),
        "oversees": person.may(OVERSEE),
        "place": concerns_home(),
    }
    return render(request, "movement/concerns.html", context)


def _offices(*, by_code: bool = False, but: int = 0) -> list[tuple[str, str]]:
    return [(one.code if by_code else str(one.id), one.name) for one in offices_on(today()) if one.id != but]


@needs("concern.read")
@require_safe
def concerns_export(request: HttpRequest) -> HttpResponse:
    """`/kien-nghi/kien-nghi.xlsx`: the list as it is narrowed, with the full texts."""
    form = ConcernFilter(request.GET, offices=_offices(by_code=True))
    rows = narrowed(concerns_seen(request.person), **form.asked)  # type: ignore[attr-defined]
    return workbook(concern_workbook(concern_facts(rows, today()), today()), "kien-nghi.xlsx")


@never_cache
@needs(RAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_new(request: HttpRequest) -> HttpResponse:
    """`/kien-nghi/moi/`: a unit sends a difficulty or proposal to an office of the plan."""
    person: Person = request.person  # type: ignore[attr-defined]
    units, plan = known_as(person.acts_for(RAISE)), the_plan()
    if plan is None:
        raise Http404("plan")
    choices = [(str(pk), unit.name) for pk, unit in units.items()]
    sent = request.POST if request.method == "POST" else None
    form = ConcernForm(sent, units=choices, offices=_offices(), initial={"unit": choices[0][0] if choices else ""})
    if form.is_bound and form.is_valid():
        unit, office = (Unit.objects.get(pk=form.cleaned_data[name]) for name in ("unit", "office"))
        does = lambda: actions.raise_concern(plan, form.told, unit=unit, office=office, by=person, on=today())  # noqa: E731
        if answer := carried_out(
            request, form, does, "Đã gửi. Nơi nhận thấy trong việc của mình.", _page, reverse("concerns")
        ):
            return answer
    context = {"form": form, "days": rule_on(ANSWER_DAYS, today()), "place": concerns_home(Place("Gửi kiến nghị"))}
    return render(request, "movement/concern_new.html", context, status=422 if form.errors else 200)


def _page(found: Concern) -> str:
    return reverse("concern", args=[found.pk])


@never_cache
@needs("concern.read")
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """`/kien-nghi/<pk>/`: one of them: what it says, where it stands, every step, and the acts of whoever looks."""
    found = concern_for(request, pk)
    forms = _forms(request, found)
    if request.method == "POST" and (answer := _acted(request, found, forms)):
        return answer
    names = known_as([found.unit_id, found.office_id])
    context = {
        "concern": found, "state": STATES[found.state], "steps": steps_of(found), "late": is_late(found, today()),
        "forms": [(ACTS[act], form) for act, form in forms.items()], "unit": names[found.unit_id],
        "office": names[found.office_id], "due": _due(found), "rule": rule_on(ANSWER_DAYS, found.counted_from),
        "place": concerns_home(Place(found.code)),
    }  # fmt: skip
    bad = any(form.errors for form in forms.values())
    return render(request, "movement/concern.html", context, status=422 if bad else 200)


def _due(found: Concern) -> str:
    owed = found.due is not None and STATES[found.state].owed
    return due_words(found.due, today(), calendar())[0] if owed and found.due else ""


def _forms(request: HttpRequest, found: Concern) -> dict[str, ActForm]:
    """The acts that this person may do now, each with its form; the one that was sent is bound."""
    asked = request.POST.get("viec", "")
    person: Person = request.person  # type: ignore[attr-defined]
    offices = _offices(but=found.office_id) if person.may(ANSWER) else []
    return {
        act: ActForm(
            request.POST if asked == act else None, act=act, offices=offices, prefix=act,
            initial={"version": found.version},
        )
        for act in acts_offered(person, found)
    }  # fmt: skip


def _acted(request: HttpRequest, found: Concern, forms: dict[str, ActForm]) -> HttpResponse | None:
    asked, here = request.POST.get("viec", ""), _page(found)
    form = forms.get(asked)
    if form is None:
        if asked not in ACTS:
            raise Http404("act")
        person: Person = request.person  # type: ignore[attr-defined]
        does = lambda: actions.move(found, asked, version=0, by=person, on=today())  # noqa: E731
        return carried_out(
            request, None, does, "", lambda _: here, here
        )  # not this person's, or too late: it says which
    if not form.is_valid():
        return None
    data = form.cleaned_data
    given = {"version": data["version"], "text": data.get("text", "")}
    given["to"] = Unit.objects.filter(pk=data["to"]).first() if data.get("to") else None
    does = lambda: actions.move(found, asked, by=request.person, on=today(), **given)  # type: ignore[attr-defined] # noqa: E731
    return carried_out(request, form, does, f"{ACTS[asked].done}.", lambda _: here, here)


@never_cache
@needs(OVERSEE)
@require_http_methods(["GET", "HEAD", "POST"])
def concerns_summary(request: HttpRequest) -> HttpResponse:
    """`/kien-nghi/tong-hop/`: what units sent in a span of days, summed up; a draft for UBND tỉnh is made of it."""
    person: Person = request.person  # type: ignore[attr-defined]
    form = SummaryForm(request.GET if "tu" in request.GET else None, initial=_this_year())
    since, until = _span(form)
    found = summed_up(concerns_seen(person), since, until, today())
    body = Unit.objects.on(today()).filter(pk__in=person.acts_for(ANSWER)).order_by("pk").first()
    drafts = body if body is not None and may(person, DRAFT, body.pk) else None
    if request.method == "POST":
        return _drafted(request, drafts, found)
    context = {"form": form, "summary": found, "drafts": drafts, "table": concern_table(found.facts, "")}
    context["place"] = concerns_home(Place("Tổng hợp"))
    return render(request, "movement/concerns_summary.html", context, status=422 if form.errors else 200)


def _this_year() -> dict[str, str]:
    return {"tu": f"01/01/{today().year}", "den": f"{today():%d/%m/%Y}"}


def _span(form: SummaryForm) -> tuple[date, date]:
    if form.is_bound and form.is_valid():
        return form.cleaned_data["tu"], form.cleaned_data["den"]
    return date(today().year, 1, 1), today()


def _drafted(request: HttpRequest, body: Unit | None, found: Any) -> HttpResponse:
    if body is None or request.POST.get("viec") != "lap":
        raise Http404("act")
    key = f"{found.since.isoformat()}:{found.until.isoformat()}"
    try:
        paper = draft(summary_sheet(found, today()), unit=body, by=request.person, source=SOURCE, source_key=key)  # type: ignore[attr-defined]
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(request.get_full_path())
    return SeeOther(reverse("paper", args=[paper.pk]))
