"""Recording what happens to units: choose the event, fill in, look at what it would do, confirm."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.law.periods import show_day
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.nav import url_or_nothing
from chungsuc.web.templatetags.figures import day_link

from ..access import needs
from ..event_facts import Plan
from ..finding import FoundUnit, UnitUnclear, find_unit, offered
from ..forms.drafts import EventForm
from ..forms.events import EVENTS, MembersForm

_MORE = {"them": 1, "bot": -1}
_KINDS_OFFERED = ("province", "district", "commune")


@needs("unit.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_event(request: HttpRequest) -> HttpResponse:
    """`/don-vi/ghi-su-kien/`: five kinds of events, each previewed before it is recorded."""
    given = request.POST if request.method == "POST" else request.GET
    kind, step = EVENTS.get(given.get("viec", "")), request.POST.get("buoc", "")
    if kind is None:
        return _choosing(request)
    if step not in ("xem", "ghi"):
        typed = kind.with_parts(request.POST, _MORE.get(step, 0)) if step else _begun(request, kind)
        return _filling(request, kind(scope=request.scope, typed=typed))  # type: ignore[attr-defined]
    form = kind(request.POST, scope=request.scope)  # type: ignore[attr-defined]
    if form.is_valid() and form.plan is not None:
        if step == "ghi":
            return _recording(request, form, form.plan)
        if form.rehearse():
            return _preview(request, form, form.plan)
    return _filling(request, form, status=422)


def _choosing(request: HttpRequest) -> HttpResponse:
    """The five kinds; a form that names none of them is told so."""
    unclear = request.method == "POST"
    if unclear:
        messages.error(request, "Chưa rõ sự kiện nào. Hãy chọn một sự kiện.")
    about = _unit_of(request)
    kinds = [(kind.code, kind.heading, kind.about) for kind in EVENTS.values()]
    context = {"kinds": kinds, "about": about, "place": [Place("Ghi sự kiện đơn vị")]}
    return render(request, "organisations/unit_event.html", context, status=422 if unclear else 200)


def _unit_of(request: HttpRequest) -> FoundUnit | None:
    """The unit from whose page somebody comes (`?don-vi=…`), as it stands today."""
    code = request.GET.get("don-vi", "")
    try:
        return find_unit(code, today(), scope=request.scope) if code else None  # type: ignore[attr-defined]
    except UnitUnclear:
        return None


def _begun(request: HttpRequest, kind: type[EventForm]) -> Mapping[str, Any]:
    about = _unit_of(request)
    return {kind.starts_at: f"{about.choice}\n" if kind.starts_at == "units" else about.choice} if about else {}


def _filling(request: HttpRequest, form: EventForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "offered_units": offered(today(), _KINDS_OFFERED), "place": _place(form)}
    return render(request, "organisations/unit_event_form.html", context, status=status)


def _preview(
    request: HttpRequest, form: EventForm, plan: Plan, members: MembersForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "plan": plan, "members": members or MembersForm(None, plan), "place": _place(form)}
    return render(request, "organisations/unit_event_preview.html", context, status=status)


def _recording(request: HttpRequest, form: EventForm, plan: Plan) -> HttpResponse:
    """Records what the preview showed; another preview when something changed or an answer is missing."""
    members = MembersForm(request.POST, plan)
    if request.POST.get("dau") != plan.mark:
        messages.warning(request, "Dữ liệu đã thay đổi sau khi xem trước nên chưa ghi. Hãy xem lại rồi ghi.")
        return _preview(request, form, plan, members, status=409)
    if not members.is_valid():
        return _preview(request, form, plan, members, status=422)
    if not form.record(request.user.get_username(), members.chosen):
        return _filling(request, form, status=422)
    messages.success(request, f"Đã ghi: {plan.title}, từ ngày {show_day(plan.effective_on)}.")
    return SeeOther(_seen_at(plan))


def _seen_at(plan: Plan) -> str:
    """The page of the unit on the first day of its new state, where a room above offers one."""
    if not url_or_nothing("lineage"):
        return reverse("unit_event")
    return day_link(reverse("unit", args=[plan.unit_code]), plan.effective_on)


def _place(form: EventForm) -> list[Place]:
    return [Place("Ghi sự kiện đơn vị", reverse("unit_event")), Place(form.heading)]
