"""The list of surveys, a new one, and one survey with what may be done to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions, registry, tables, workflow
from ..actions import SurveyRefused
from ..facts import counted, households_said, survey_fact, survey_facts, survey_rules
from ..forms.preparing import HamletsForm, NewSurveyForm
from ..models import Survey
from .acts import act_forms, carried_out, who

HOME = "Lấy ý kiến"
MOST = 200


@needs("survey.read")
@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """`/lay-y-kien/`: every survey in reach, newest first."""
    found = Survey.objects.visible_in(request.scope).select_related("unit")[:MOST]  # type: ignore[attr-defined]
    context = {
        "table": tables.survey_table(survey_facts(found)),
        "may_make": request.person.may("survey.manage"),  # type: ignore[attr-defined]
        "place": [Place(HOME)],
    }
    return render(request, "oversight/surveys.html", context)


@needs("survey.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def survey_new(request: HttpRequest) -> HttpResponse:
    """`/lay-y-kien/moi/`: a survey for a waiting dossier, or for a unit that is typed."""
    chosen = {"matter": request.GET.get("ho-so", "")}
    form = NewSurveyForm(
        request.POST if request.method == "POST" else None,
        initial=chosen,
        day=today(),
        scope=request.scope,  # type: ignore[attr-defined]
        waiting=registry.matters(today()),
    )
    if form.is_valid() and (survey := _prepared(request, form)):
        messages.success(request, "Đã lập cuộc lấy ý kiến. Hãy xem lại danh sách thôn rồi bắt đầu.")
        return SeeOther(reverse("survey", args=[survey.pk]))
    context = {"form": form, "place": [Place(HOME, reverse("surveys")), Place("Lập cuộc lấy ý kiến")]}
    return render(request, "oversight/survey_new.html", context, status=422 if form.errors else 200)


def _prepared(request: HttpRequest, form: NewSurveyForm) -> Survey | None:
    data: dict[str, Any] = form.cleaned_data
    matter = form.waiting.get(data["matter"])
    about: dict[str, Any] = {"subject": "", "subject_key": ""}
    if matter is not None:
        unit, level, year = Unit.objects.get(pk=matter.unit_id), matter.level, matter.year
        about = {"subject": matter.subject, "subject_key": matter.key}
    else:
        assert form.found is not None
        unit, level, year = form.found.unit, data["level"], int(data["year"])
    typed = {"hamlets": data["hamlets"], "mode": data["mode"]}
    asked: dict[str, Any] = {"unit": unit, "level": level, "year": year, **typed, **about, **who(request)}
    try:
        return actions.prepare(**asked)
    except SurveyRefused as refused:
        form.add_error(None, str(refused))
        return None


@needs("survey.read")
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """`/lay-y-kien/<pk>/`: one survey: coverage, what may be done, the result once it has ended."""
    found = in_reach(request, pk)
    forms = act_forms(request, found)
    if request.method == "POST" and (answer := carried_out(request, found, forms)):
        return answer
    fact = survey_fact(found)
    rules = survey_rules(found, today())
    result = counted(found, today()) if fact.counted else None
    context = {
        "fact": fact,
        "survey": found,
        "rules": rules,
        "level": registry.level_name(found.level),
        "result": result,
        "result_tables": [tables.result_table(*one) for one in result.kinds] if result else [],
        "coverage_table": tables.coverage_table(fact, request.person.may("survey.manage")),  # type: ignore[attr-defined]
        "forms": forms,
        "closed_acts": [(a.label, workflow.why_not(a.code, found.state)) for a in _not_yet(request, found)],
        "asked": households_said(found),
        "place": place(fact.unit_name),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "oversight/survey.html", context, status=422 if wrong else 200)


def _not_yet(request: HttpRequest, found: Survey) -> list[workflow.Act]:
    """The next acts that this person may do, but not in this state."""
    if not request.person.may("survey.manage", found.unit_id):  # type: ignore[attr-defined]
        return []
    follows = {workflow.PREPARED: (workflow.CLOSE,), workflow.OPEN: (workflow.CONCLUDE,)}
    return [workflow.ACTS[code] for code in follows.get(found.state, ())]


@needs("survey.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def survey_hamlets(request: HttpRequest, pk: int) -> HttpResponse:
    """`/lay-y-kien/<pk>/danh-sach/`: the list of hamlets, while the survey is being prepared."""
    found = in_reach(request, pk)
    fact = survey_fact(found)
    written = "\n".join(tables.hamlet_line(found, hamlet) for hamlet in fact.hamlets)
    form = HamletsForm(request.POST if request.method == "POST" else None, initial={"hamlets": written})
    closed = workflow.why_not(workflow.CHANGE, found.state)
    if not closed and form.is_valid():
        try:
            actions.set_hamlets(found, form.cleaned_data["hamlets"], by=request.user.get_username())
        except SurveyRefused as refused:
            form.add_error("hamlets", str(refused))
        else:
            messages.success(request, "Đã ghi danh sách thôn.")
            return SeeOther(reverse("survey", args=[pk]))
    here = [*place(fact.unit_name, pk), Place("Danh sách thôn")]
    context = {"form": form, "closed": closed, "survey": found, "place": here}
    return render(request, "oversight/survey_hamlets.html", context, status=422 if form.errors else 200)


def in_reach(request: HttpRequest, pk: int) -> Survey:
    """The survey, or 404 when it is not there or about a unit out of reach."""
    scope = request.scope  # type: ignore[attr-defined]
    return get_object_or_404(Survey.objects.visible_in(scope).select_related("unit"), pk=pk)


def place(unit_name: str, pk: int | None = None) -> list[Place]:
    """The breadcrumb of a survey's pages."""
    return [Place(HOME, reverse("surveys")), Place(unit_name, reverse("survey", args=[pk]) if pk else "")]
