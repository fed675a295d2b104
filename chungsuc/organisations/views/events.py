"""Recording what happens to units: choose the event, fill in, look at what it would do, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.law.periods import show_day
from chungsuc.web.context import Place

from ..access import needs
from ..forms.drafts import EventForm
from ..forms.events import EVENTS, MembersForm

_NOT_FIELDS = {"csrfmiddlewaretoken", "buoc", "dau", "so-phan"}


@needs("unit.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unit_event(request: HttpRequest) -> HttpResponse:
    """`/don-vi/ghi-su-kien/`: five kinds of events, each previewed before it is recorded."""
    given = request.POST if request.method == "POST" else request.GET
    kind = EVENTS.get(given.get("viec", ""))
    if kind is None:
        return _page(request, "organisations/unit_event.html", kinds=EVENTS.values())
    step = request.POST.get("buoc", "")
    if step not in ("xem", "ghi"):
        typed = _with_one_more(given, kind) if step == "them" else given
        form = kind(scope=request.scope, typed=typed if step else None)  # type: ignore[attr-defined]
        return _page(request, "organisations/unit_event_form.html", form=form)
    form = kind(request.POST, scope=request.scope)  # type: ignore[attr-defined]
    if not form.is_valid() or not form.rehearse():
        return _page(request, "organisations/unit_event_form.html", form=form)
    return _recorded(request, form) if step == "ghi" else _preview(request, form)


def _with_one_more(given: Any, kind: type[EventForm]) -> Any:
    """What was typed, with room for one more new unit."""
    typed = given.copy()
    count = str(typed.get("so-phan", ""))
    typed["so-phan"] = str(max(int(count) if count.isdecimal() and len(count) < 3 else 0, kind.parts_wanted) + 1)
    return typed


def _preview(request: HttpRequest, form: EventForm, members: MembersForm | None = None) -> HttpResponse:
    assert form.plan is not None
    return _page(
        request,
        "organisations/unit_event_preview.html",
        form=form,
        plan=form.plan,
        members=members or MembersForm(None, form.plan),
        kept=[(key, value) for key in request.POST for value in request.POST.getlist(key) if _is_kept(key)],
    )


def _is_kept(key: str) -> bool:
    return key not in _NOT_FIELDS and not key.startswith("con-")


def _recorded(request: HttpRequest, form: EventForm) -> HttpResponse:
    """Records what the preview showed; another preview when something changed or an answer is missing."""
    plan = form.plan
    assert plan is not None
    if request.POST.get("dau") != plan.mark:
        messages.warning(request, "Dữ liệu đã thay đổi sau khi xem trước. Hãy xem lại rồi ghi.")
        return _preview(request, form)
    members = MembersForm(request.POST, plan)
    if not members.is_valid():
        return _preview(request, form, members)
    if not form.record(request.user.get_username(), members.chosen):
        return _page(request, "organisations/unit_event_form.html", form=form)
    messages.success(request, f"Đã ghi: {plan.title}, từ ngày {show_day(plan.effective_on)}.")
    return HttpResponseRedirect(reverse("unit_event"), status=303)


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    here = reverse("unit_event")
    form = context.get("form")
    place = [Place("Ghi sự kiện đơn vị", here), Place(form.heading)] if form else [Place("Ghi sự kiện đơn vị")]
    return render(request, template, {**context, "place": place})
