"""One hamlet of a survey: its codes, its turnout, its paper ballots."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions, workflow
from ..actions import SurveyRefused
from ..facts import ballot_kinds, entries_of, survey_fact
from ..forms.answering import SheetsForm, TurnoutForm
from ..models import Survey, SurveyHamlet
from ..rules import Kind
from .acts import who
from .surveys import in_reach, place


@needs("survey.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def survey_hamlet(request: HttpRequest, pk: int, hamlet: int) -> HttpResponse:
    """`/lay-y-kien/<pk>/thon/<hamlet>/`: who has answered, and noting households that handed in paper."""
    found, row = _hamlet(request, pk, hamlet)
    form = TurnoutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = actions.mark_turnout(found, row, form.cleaned_data["numbers"], **who(request))
        except SurveyRefused as refused:
            form.add_error("numbers", str(refused))
        else:
            messages.success(request, f"Đã ghi thêm {fresh} hộ nộp phiếu giấy.")
            return SeeOther(request.path)
    context = {
        **_context(found, row),
        "form": form,
        "closed": workflow.why_not(workflow.TURN_OUT, found.state),
        "kinds": [(kind, entries_of(row, kind)) for kind in ballot_kinds(found, today())],
    }
    return render(request, "oversight/survey_hamlet.html", context, status=422 if form.errors else 200)


@needs("survey.manage")
@never_cache
@require_POST
def survey_codes(request: HttpRequest, pk: int, hamlet: int) -> HttpResponse:
    """`/lay-y-kien/<pk>/thon/<hamlet>/ma/`: new codes for the households that have not answered, shown only now."""
    found, row = _hamlet(request, pk, hamlet)
    if request.POST.get("xac-nhan") != "cap":  # former codes end with this: nothing happens by a stray request
        return SeeOther(reverse("survey_hamlet", args=[pk, hamlet]))
    try:
        codes = actions.issue_codes(found, row, **who(request))
    except SurveyRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(reverse("survey_hamlet", args=[pk, hamlet]))
    address = request.build_absolute_uri(reverse("ballot", args=[found.address]))
    context = {**_context(found, row), "codes": codes, "address": address}
    return render(request, "oversight/survey_codes.html", context)


@needs("survey.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def survey_sheets(request: HttpRequest, pk: int, hamlet: int, kind: str, round: int) -> HttpResponse:
    """`/lay-y-kien/<pk>/thon/<hamlet>/phieu-giay/<kind>/<round>/`: typing a pile of paper ballots."""
    found, row = _hamlet(request, pk, hamlet)
    asked = _kind(found, kind, round)
    form = SheetsForm(request.POST if request.method == "POST" else None, kind=asked)
    if request.method == "POST" and form.is_valid():
        sheets = form.cleaned_data["sheets"]
        try:
            actions.enter_sheets(found, row, kind, sheets, round=round, on=today(), **who(request))
        except SurveyRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi {len(sheets)} phiếu ở lượt {round}.")
            return SeeOther(request.path)
    context = {
        **_context(found, row), "form": form, "kind": asked, "round": round, "entries": entries_of(row, asked),
        "closed": workflow.why_not(workflow.ENTER, found.state),
    }  # fmt: skip
    return render(request, "oversight/survey_sheets.html", context, status=422 if form.errors else 200)


@needs("survey.manage")
@require_POST
def survey_count(request: HttpRequest, pk: int, hamlet: int, kind: str) -> HttpResponse:
    """`/lay-y-kien/<pk>/thon/<hamlet>/vao-hom/<kind>/`: agreed paper ballots into the box, or one taken back."""
    found, row = _hamlet(request, pk, hamlet)
    _kind(found, kind, 1)
    again = request.POST.get("so", "")
    try:
        if again:
            sheet = int(again) if again.isascii() and again.isdecimal() and len(again) < 7 else 0
            actions.clear_round(found, row, kind, sheet, reason=request.POST.get("ly-do", "")[:500], **who(request))
            messages.success(request, f"Đã xóa hai lượt nhập của phiếu số {sheet}. Hãy nhập lại.")
        else:
            count = actions.count_agreed(found, row, kind, on=today(), **who(request))
            messages.success(request, f"Đã bỏ {count} phiếu vào hòm.")
    except SurveyRefused as refused:
        messages.error(request, str(refused))
    return SeeOther(reverse("survey_hamlet", args=[pk, hamlet]))


def _hamlet(request: HttpRequest, pk: int, hamlet: int) -> tuple[Survey, SurveyHamlet]:
    found = in_reach(request, pk)
    return found, get_object_or_404(SurveyHamlet, pk=hamlet, survey=found)


def _kind(survey: Survey, code: str, round: int) -> Kind:
    for kind in ballot_kinds(survey, today()):
        if kind.code == code and round in (1, 2):
            return kind
    raise Http404


def _context(survey: Survey, hamlet: SurveyHamlet) -> dict[str, Any]:
    fact = survey_fact(survey)
    own = next(one for one in fact.hamlets if one.id == hamlet.pk)
    here = [*place(fact.unit_name, survey.pk), Place(hamlet.name)]
    return {"survey": survey, "fact": fact, "hamlet": own, "place": here}
