"""Pages of tasks: the list (of the movement, of the campaign), one task with what was told and what may be done."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.evidence.facts import document_choices, documents_for
from chungsuc.organisations.access import needs
from chungsuc.organisations.heirs import Heirs, heirs_on
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther, status_of
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.fields import Refusable
from chungsuc.web.paging import page_of

from .. import actions
from ..access import APPROVE, answers_for, task_for
from ..facts.tasks import TaskLine, line_of, task_lines, told_of, with_units
from ..forms.acts import DoneForm, HandOverForm, ReportForm
from ..forms.fields import ReasonForm
from ..forms.filters import TaskFilter
from ..models import TASK, Progress, Task, Terms
from ..places import BODIES, PLACES, Places
from ..rules.content import SERVES
from ..tables import taken_over, task_table
from .answers import asked_form, carried_out, hand_of, home, person_of

_ITEMS = 50
_DONE = {
    "tien-do": "Đã ghi tiến độ.",
    "hoan-thanh": "Đã báo cáo hoàn thành nhiệm vụ.",
    "mo-lai": "Đã mở lại nhiệm vụ.",
    "giao": "Đã giao nhiệm vụ cho đơn vị nhận.",
}
LABELS = {
    "tien-do": "Ghi tiến độ",
    "hoan-thanh": "Báo cáo hoàn thành",
    "mo-lai": "Mở lại nhiệm vụ",
    "giao": "Giao cho đơn vị khác",
}


@needs("plan.read")
@require_safe
def unit_tasks(request: HttpRequest) -> HttpResponse:
    """`/ke-hoach-don-vi/nhiem-vu/`: tasks in reach; those of the campaign with `phuc_vu=cuoc-van-dong`."""
    form = TaskFilter(request.GET)
    rows = Terms.objects.current().counted().filter(until=None).visible(request.scope)  # type: ignore[attr-defined]
    shown = page_of(request, with_units(form.narrowed(rows)).order_by("due", "id"), _ITEMS)
    context = {
        "table": task_table(task_lines(shown.object_list, today()), request.GET, with_unit=True),
        "shown": shown,
        "filter_form": form,
        "campaign": form.told("phuc_vu") == "cuoc-van-dong",
        "place": home(Place("Nhiệm vụ")),
    }
    return render(request, "pledges/tasks.html", context)


@never_cache
@needs("plan.read")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_task(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ke-hoach-don-vi/nhiem-vu/<pk>/`: one task: what it says, what was told and may be done; a POST takes `viec`."""
    task, day = task_for(request, pk), today()
    heirs = heirs_on(day)
    line = line_of(task, day, heirs)
    forms = _forms(request, task, heirs, line)
    asked, form = asked_form(request, forms)
    if form is not None and carried_out(request, form, _act(request, task, asked), _DONE[asked]):
        return SeeOther(reverse("unit_task", args=[pk]))
    context = {
        "line": line,
        "terms": line.terms,
        "task": task,
        "serves": SERVES[line.terms.serves],
        "taken_over": taken_over(line),
        "told": told_of(task),
        "versions": list(task.terms.order_by("-since", "-id").select_related("edition"))[1:],
        "documents": documents_for(TASK, [str(pk)])[str(pk)],
        "acts": [(code, LABELS[code], form) for code, form in forms.items()],
        "forms": forms.values(),
        "asked": asked,
        "place": home(Place("Nhiệm vụ", reverse("unit_tasks")), Place(f"Nhiệm vụ {task.plan_id}.{task.line}")),
    }
    return render(request, "pledges/task.html", context, status=status_of(form))


def _forms(request: HttpRequest, task: Task, heirs: Heirs, line: TaskLine) -> dict[str, Refusable]:
    """The acts that this person may do now, each with its form; the one that was sent is bound."""
    person, sent = person_of(request), request.POST.get("viec", "")
    own, approves = answers_for(person, task, heirs), person.may(APPROVE)
    seen: dict[str, Any] = {"version": task.version}
    found: dict[str, Refusable] = {}

    def data(name: str) -> Any:
        return request.POST if sent == name else None

    if own and task.done_on is None and task.merged_into_id is None and line.terms.until is None:
        units = {task.plan.unit_id, line.holder_id or 0, line.terms.place_unit_id}
        known: dict[str, Any] = {"documents": document_choices(units, today()), "initial": seen}
        found["hoan-thanh"] = DoneForm(data("hoan-thanh"), prefix="hoan-thanh", **known)
        found["tien-do"] = ReportForm(data("tien-do"), prefix="tien-do", **known)
    if (own or approves) and task.done_on is not None:
        found["mo-lai"] = ReasonForm(data("mo-lai"), prefix="mo-lai", initial=seen)
    if approves and task.done_on is None and task.merged_into_id is None:
        places = Places(today(), (*PLACES, *BODIES))
        found["giao"] = HandOverForm(data("giao"), prefix="giao", places=places, initial=seen)
    return found


def _act(request: HttpRequest, task: Task, asked: str) -> Callable[[dict[str, Any]], Any]:
    hand = hand_of(request)
    if asked == "mo-lai":
        return lambda told: actions.reopen_task(task, **told, **hand)
    if asked == "giao":
        return lambda told: actions.hand_over(task, Unit.objects.get(code=told.pop("to")), **told, **hand)
    kind = Progress.RESULT if asked == "hoan-thanh" else Progress.PROGRESS
    return lambda told: actions.report(task, kind=kind, **told, **hand)
