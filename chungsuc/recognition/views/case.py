"""One case: where it stands, what is missing, the acts, its history; and written rulings for it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.rulebook.actions import FigureRefused, record_ruling
from chungsuc.rulebook.models import Figure, Ruling
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.numbers import plain

from .. import actions, workflow
from ..casefile import CaseFile
from ..decision_paper import known_decision
from ..forms import RulingForm, StepForm
from ..outlook import Ahead, Outlook, labelled, outlook, rule_needed
from ..refusals import Stale, StepRefused
from ..workflow import STATES
from .finding import case_or_404, name_of, places
from .lists import SIGNS

PARTS = (
    ("case_posting", "Niêm yết công khai"),
    ("case_opinions", "Ý kiến bằng văn bản"),
    ("case_dossier", "Thành phần hồ sơ"),
    ("case_appraisals", "Xác nhận điều kiện, thẩm định"),
    ("case_rulings", "Quyết định cho chỗ thiếu quy định"),
    ("case_papers", "Quyết định, Bằng công nhận để in"),
)


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/`: the case; a POST takes the act named by `viec`."""
    found = case_or_404(request, pk)
    seen = outlook(found, today(), request.person)  # type: ignore[attr-defined]
    forms = {a.step.act: _form(a, found) for a in seen.mine if a.ready}
    asked = request.POST.get("viec", "")
    if request.method == "POST":
        answer = _taken(request, found, seen, forms, asked)
        if answer:
            return answer
    context = {
        **_about(found, seen),
        "acts": [(a, forms.get(a.step.act)) for a in sorted(seen.mine, key=lambda a: a.aside)],
        "asked": asked,
    }
    return render(request, "recognition/case.html", context, status=422 if asked else 200)


def _about(found: Any, seen: Outlook) -> dict[str, Any]:
    revoked = found.procedure == workflow.REVOCATION and found.state == workflow.REVOKED
    return {
        "case": found,
        "title": name_of(found),
        "seen": seen,
        "sign": SIGNS[STATES[found.state].shape],
        "parts": _parts(found),
        "history": labelled(found, seen.file.events)[::-1],
        "decision": found.decision if revoked else None,
        "place": places(found),
    }


def _parts(case: Any) -> list[tuple[str, str]]:
    if case.procedure == workflow.REVOCATION:
        return []
    return [(reverse(name, args=[case.pk]), label) for name, label in PARTS]


def _form(ahead: Ahead, case: Any, data: Any = None) -> StepForm:
    known = known_decision(case) if ahead.step.act == "decide" and data is None else {}
    return StepForm(data, step=ahead.step, today=today(), version=case.version, known=known)


def _taken(
    request: HttpRequest, case: Any, seen: Outlook, forms: dict[str, StepForm], asked: str
) -> HttpResponse | None:
    """Takes the act that was asked for; None when the form has to be shown again."""
    ahead = next((a for a in seen.mine if a.step.act == asked), None)
    if ahead is None:
        return _out_of_turn(request, case, asked)
    form = forms[asked] = _form(ahead, case, request.POST)
    if not form.is_valid():
        return None
    hand = {"person": request.person, "today": today()}  # type: ignore[attr-defined]
    try:
        actions.take(case, asked, version=form.cleaned_data["version"], said=form.said, **hand)
    except Stale as stale:
        messages.error(request, str(stale))
        return SeeOther(reverse("case", args=[case.pk]))
    except StepRefused as refused:
        form.refuse(refused)
        return None
    messages.success(request, f"{ahead.step.label}: đã ghi vào hồ sơ.")
    return SeeOther(reverse("case", args=[case.pk]))


def _out_of_turn(request: HttpRequest, case: Any, asked: str) -> HttpResponse:
    """An act that has no place here: that nobody knows, that is not this person's, or that came too late."""
    steps = [s for s in workflow.TABLE if s.act == asked and s.procedure == case.procedure]
    if not steps:
        raise Http404("act")
    person = request.person  # type: ignore[attr-defined]
    from ..access import may_take

    if not any(may_take(person, step, case) for step in steps):
        raise PermissionDenied(asked)
    file = CaseFile(case, today())
    why = workflow.why_not(asked, case.state, kind=file.kind, regime=file.regime, procedure=case.procedure)
    messages.error(request, why or "Việc này không dành cho đồng chí ở bước hiện nay.")
    return SeeOther(reverse("case", args=[case.pk]))


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_rulings(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/quyet-dinh-rieng/`: rules that nobody has found, and written decisions made for this case."""
    found = case_or_404(request, pk)
    person = request.person  # type: ignore[attr-defined]
    missing = rule_needed(CaseFile(found, today()))
    form = RulingForm(request.POST or None, keys=[(rule.key, rule.label) for rule in missing])
    may = person.may("case.manage") or person.may("case.decide")
    if request.method == "POST":
        if not may:
            raise PermissionDenied("case.manage")
        if form.is_valid() and _ruled(request, found, form):
            return SeeOther(reverse("case_rulings", args=[pk]))
    context = {"case": found, "title": name_of(found), "missing": missing, "form": form if may else None}
    context |= {"made": _made(found), "place": places(found, Place("Quyết định cho chỗ thiếu quy định"))}
    return render(request, "recognition/rulings.html", context, status=422 if form.errors else 200)


def _made(case: Any) -> list[dict[str, Any]]:
    """The rulings of a case in words."""
    rulings = list(Ruling.objects.filter(subject=case.subject))
    labels = {figure.key: figure for figure in Figure.objects.current().keyed([r.key for r in rulings])}
    told = []
    for ruling in rulings:
        figure, value = labels.get(ruling.key), ruling.value
        said = ("đạt" if value else "không đạt") if isinstance(value, bool) else plain(value)
        label = figure.label if figure else ruling.key
        told.append({"ruling": ruling, "label": label, "said": f"{said} {figure.unit if figure else ''}".strip()})
    return told


def _ruled(request: HttpRequest, case: Any, form: RulingForm) -> bool:
    given = {name: form.cleaned_data[name] for name in ("value", "paper", "reason", "by_name", "on")}
    person = request.person  # type: ignore[attr-defined]
    try:
        record_ruling(
            form.cleaned_data["key"], case.subject, by=request.user.get_username(), post=person.title, **given
        )
    except FigureRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Đã ghi quyết định. Quyết định chỉ dùng cho hồ sơ này.")
    return True
