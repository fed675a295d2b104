"""The movement as a whole, launching it, and one launch with who opened it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions
from ..access import GUIDE, OPEN, launch_for, may_launch
from ..forms.acts import ReasonForm
from ..forms.launches import DispatchFilter, LaunchForm
from ..guidance_facts import guidance_listed
from ..launch_facts import counted, dispatches_of, launches_seen, receivers, sender_of, the_plan, with_counts
from ..models import Launch
from ..tables import dispatch_table, dispatch_workbook, launch_table
from .answers import carried_out, home, workbook


@needs("duty.read")
@require_safe
def movement(request: HttpRequest) -> HttpResponse:
    """`/phong-trao/`: the movement and its phases, its launches, its guidance; each unit finds its own page here."""
    person: Person = request.person  # type: ignore[attr-defined]
    plan = the_plan()
    own = Unit.objects.on(today()).filter(pk__in=person.acts_for(OPEN)).annotate(called=last_name_of("pk"))
    context = {
        "plan": plan,
        "phases": plan.phases.all() if plan else (),
        "launches": launch_table(with_counts(launches_seen(person))),
        "guidance": guidance_listed(plan, person, today()) if plan else None,
        "own": own,
        "sender": sender_of(person, today()) if plan else None,
        "may_guide": person.may(GUIDE),
        "place": home(),
    }
    return render(request, "movement/movement.html", context)


@never_cache
@needs("duty.read")
@require_http_methods(["GET", "HEAD", "POST"])
def launch_new(request: HttpRequest) -> HttpResponse:
    """`/phong-trao/phat-dong/moi/`: what launches, to whom it will go (told before it goes), then it is sent."""
    person: Person = request.person  # type: ignore[attr-defined]
    sender, plan = sender_of(person, today()), the_plan()
    if sender is None or plan is None:
        raise PermissionDenied("launch")
    form = LaunchForm(request.POST if request.method == "POST" else None)
    shown = form.is_bound and form.is_valid()
    if shown and "gui" in request.POST:
        does = lambda: actions.launch(plan, form.told, unit=sender, by=person, on=today())  # noqa: E731
        if answer := carried_out(
            request, form, does, "Đã phát động và gửi đến các đơn vị.", _page, reverse("movement")
        ):
            return answer
    context = {**_to_whom(sender), "form": form, "preview": shown and not form.errors, "sender": sender}
    context["place"] = home(Place("Phát động"))
    return render(request, "movement/launch_new.html", context, status=422 if form.errors else 200)


def _to_whom(sender: Unit) -> dict[str, Any]:
    """Which and how many units a launch will go to, by audience."""
    plan = the_plan()
    found = receivers(plan, sender, today()) if plan else {}
    groups: dict[str, list[str]] = {}
    for bound in sorted(found.values(), key=lambda bound: bound.body.id):
        groups.setdefault(bound.audience.name, []).append(bound.body.name)
    return {"groups": groups, "count": len(found), "sender_name": known_as([sender.pk])[sender.pk].name}


def _page(made: Launch) -> str:
    return reverse("launch", args=[made.pk])


@never_cache
@needs("duty.read")
@require_http_methods(["GET", "HEAD", "POST"])
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    """`/phong-trao/phat-dong/<pk>/`: one launch: its document, who opened it, who has not; reminding, sending on."""
    found = launch_for(request, pk)
    person: Person = request.person  # type: ignore[attr-defined]
    mine = may_launch(person, found.by) and found.withdrawn_at is None
    form = ReasonForm(request.POST if request.POST.get("viec") == "rut" else None)
    if request.method == "POST":
        if not mine:
            raise Http404("act")
        if answer := _acted(request, found, form):
            return answer
    context = {**_standing(request, found), "launch": found, "form": form, "mine": mine}
    has = {fact.unit.id for fact in context["every"]}
    context["new"] = (
        [b for pk_, b in receivers(found.plan, found.by, today()).items() if pk_ not in has] if mine else []
    )
    return render(request, "movement/launch.html", context, status=422 if form.errors else 200)


def _standing(request: HttpRequest, found: Launch) -> dict[str, Any]:
    every = dispatches_of(found, today(), request.scope.unit_ids)  # type: ignore[attr-defined]
    filter_form = DispatchFilter(request.GET)
    shown = [fact for fact in every if filter_form.state in ("", fact.state)]
    export = reverse("launch_export", args=[found.pk])
    by = known_as([found.by_id])[found.by_id].name
    return {
        "every": every,
        "counts": counted(every),
        "table": dispatch_table(shown, export),
        "filter_form": filter_form,
        "by_name": by,
        "place": home(Place(found.number)),
    }


def _acted(request: HttpRequest, found: Launch, form: ReasonForm) -> HttpResponse | None:
    person, here = request.person, _page(found)  # type: ignore[attr-defined]
    act = request.POST.get("viec", "")
    if act not in _ACTS:
        raise Http404("act")
    if act == "rut" and not form.is_valid():
        return None
    does: dict[str, Callable[[], Any]] = {
        "nhac": lambda: actions.remind(found, by=person, on=today()),
        "gui-tiep": lambda: actions.send_on(found, by=person, on=today()),
        "rut": lambda: actions.withdraw_launch(found, reason=form.cleaned_data["reason"], by=person),
    }
    shown = form if act == "rut" else None
    return carried_out(request, shown, does[act], _ACTS[act], lambda _: here, here)


_ACTS = {
    "nhac": "Đã nhắc các đơn vị chưa đọc.",
    "gui-tiep": "Đã gửi cho các đơn vị chưa được gửi.",
    "rut": "Đã rút phát động.",
}


@needs("duty.read")
@require_safe
def launch_export(request: HttpRequest, pk: int) -> HttpResponse:
    """`/phong-trao/phat-dong/<pk>/don-vi.xlsx`: who got a launch and who opened it."""
    found = launch_for(request, pk)
    facts = dispatches_of(found, today(), request.scope.unit_ids)  # type: ignore[attr-defined]
    return workbook(dispatch_workbook(found, facts, today()), f"phat-dong-{found.pk}-don-vi.xlsx")
