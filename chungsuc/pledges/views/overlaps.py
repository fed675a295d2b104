"""Likely duplicates: pairs of tasks with what speaks for it; one is kept, or both are, with a reason that stays."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.heirs import heirs_on
from chungsuc.organisations.lineage import last_name_of
from chungsuc.web.answers import SeeOther, status_of
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.fields import Refusable
from chungsuc.web.paging import page_of

from .. import actions, workflow
from ..access import answers_for, overlap_for
from ..facts.tasks import task_lines, with_units
from ..forms.acts import MergeForm
from ..forms.fields import ReasonForm
from ..models import Overlap, Terms
from ..tables import overlap_table
from .answers import asked_form, carried_out, hand_of, home, person_of

_DOES: dict[str, Callable[..., Any]] = {"gop": actions.merge, "khong-trung": actions.dismiss, "xem-lai": actions.reopen}
_DONE = {
    "gop": "Đã gộp. Nhiệm vụ kia trỏ tới nhiệm vụ được giữ; có thể xem lại bất cứ lúc nào.",
    "khong-trung": "Đã ghi là không trùng. Hệ thống không hỏi lại hai nhiệm vụ này.",
    "xem-lai": "Đã mở lại. Hai nhiệm vụ lại đứng riêng.",
}
LABELS = {"gop": "Gộp: giữ một nhiệm vụ", "khong-trung": "Không trùng", "xem-lai": "Xem lại kết luận"}


@needs("plan.read")
@require_safe
def task_overlaps(request: HttpRequest) -> HttpResponse:
    """`/ke-hoach-don-vi/trung-lap/`: pairs that wait for a decision; all of them with `xem=tat-ca`."""
    every = request.GET.get("xem") == "tat-ca"
    rows: Any = Overlap.objects.visible(request.scope)  # type: ignore[attr-defined]
    rows = rows if every else rows.filter(state=workflow.UNDECIDED)
    shown = page_of(request, rows.annotate(unit_name=last_name_of("one__plan__unit_id")).order_by("-id"), 50)
    ids = {pk for pair in shown.object_list for pk in (pair.one_id, pair.other_id)}
    said = dict(Terms.objects.current().filter(task__in=ids).values_list("task_id", "what"))
    context = {
        "table": overlap_table(shown.object_list, said, request.GET),
        "shown": shown,
        "every": every,
        "place": home(Place("Nhiệm vụ có thể trùng")),
    }
    return render(request, "pledges/overlaps.html", context)


@never_cache
@needs("plan.read")
@require_http_methods(["GET", "HEAD", "POST"])
def task_overlap(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ke-hoach-don-vi/trung-lap/<pk>/`: two tasks side by side; a POST takes the act named `viec`."""
    pair, day = overlap_for(request, pk), today()
    rows = Terms.objects.current().filter(task__in=(pair.one_id, pair.other_id)).order_by("task")
    lines = task_lines(with_units(rows), day)
    forms = _forms(request, pair, [(line.task.pk, line.terms.what) for line in lines])
    asked, form = asked_form(request, forms)
    hand = hand_of(request)
    if form is not None and carried_out(request, form, lambda d: _DOES[asked](pair, **d, **hand), _DONE[asked]):
        return SeeOther(reverse("task_overlap", args=[pk]))
    context = {
        "pair": pair,
        "lines": lines,
        "decisions": [(LABELS[_CODES[row.act]], row) for row in pair.decisions.all()],
        "acts": [(code, LABELS[code], form) for code, form in forms.items()],
        "forms": forms.values(),
        "asked": asked,
        "place": home(Place("Nhiệm vụ có thể trùng", reverse("task_overlaps")), Place(f"Cặp {pk}")),
    }
    return render(request, "pledges/overlap.html", context, status=status_of(form))


_CODES = {"merge": "gop", "dismiss": "khong-trung", "reopen": "xem-lai"}


def _forms(request: HttpRequest, pair: Overlap, sides: list[tuple[int, str]]) -> dict[str, Refusable]:
    """The acts that whoever answers for both tasks may do now; the one that was sent is bound."""
    person, heirs, sent = person_of(request), heirs_on(today()), request.POST.get("viec", "")
    if not (answers_for(person, pair.one, heirs) and answers_for(person, pair.other, heirs)):
        return {}
    seen = {"version": pair.version}
    offered = [_CODES[act.code] for act in workflow.OVERLAP_ACTS.values() if pair.state in act.before]
    found: dict[str, Refusable] = {}
    for name in offered:
        data = request.POST if sent == name else None
        if name == "gop":
            found[name] = MergeForm(data, prefix=name, sides=sides, initial=seen)
        else:
            found[name] = ReasonForm(data, prefix=name, initial=seen)
    return found
