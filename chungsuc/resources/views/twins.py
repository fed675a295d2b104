"""Likely duplicates: pairs of contributions with what speaks for it; one is kept, or both are, with a reason."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther, status_of
from chungsuc.web.context import Place
from chungsuc.web.paging import page_of

from .. import actions, tables, workflow
from ..access import READ, Desk, twin_for
from ..forms.gifts import Answered, MergeForm, ReasonForm
from ..models import Twin
from .answers import carried_out, desk_of, home

_DOES: dict[str, Any] = {"gop": actions.merge, "khong-trung": actions.dismiss, "xem-lai": actions.reopen}
_DONE = {
    "gop": "Đã gộp. Dòng kia trỏ tới dòng được giữ; có thể xem lại bất cứ lúc nào.",
    "khong-trung": "Đã ghi là không trùng. Hệ thống không hỏi lại hai dòng này.",
    "xem-lai": "Đã mở lại. Hai dòng lại đứng riêng.",
}
LABELS = {act.slug: act.label for act in workflow.TWIN_ACTS.values()}


@needs(READ)
@require_safe
def contribution_twins(request: HttpRequest) -> HttpResponse:
    """`/nguon-luc/trung-lap/`: pairs that wait for a decision; all of them with `xem=tat-ca`."""
    desk, every = desk_of(request), request.GET.get("xem") == "tat-ca"
    seen = desk.visible().values("contribution_id")
    rows: Any = Twin.objects.filter(one__in=seen)
    rows = rows if every else rows.filter(state=workflow.UNDECIDED)
    shown = page_of(request, rows, 50)
    ids = {pk for pair in shown.object_list for pk in (pair.one_id, pair.other_id)}
    said = {row.contribution_id: row for row in desk.visible().filter(contribution__in=ids)}
    context = {
        "table": tables.twin_table(shown.object_list, said, desk, request.GET),
        "shown": shown,
        "every": every,
        "place": home(Place("Đóng góp có thể trùng")),
    }
    return render(request, "resources/twins.html", context)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_twin(request: HttpRequest, pk: int) -> HttpResponse:
    """`/nguon-luc/trung-lap/<pk>/`: two contributions side by side; a POST takes the act named `viec`."""
    desk = desk_of(request)
    pair = twin_for(desk, pk)
    sides = list(desk.visible().filter(contribution__in=(pair.one_id, pair.other_id)).order_by("contribution_id"))
    forms = _forms(request, desk, pair)
    asked = request.POST.get("viec", "") if request.method == "POST" else ""
    if request.method == "POST" and asked not in forms:
        raise Http404("act")
    form = forms.get(asked)
    if form is not None and carried_out(request, form, lambda: _decide(asked, pair, forms[asked], desk), _DONE[asked]):
        return SeeOther(reverse("contribution_twin", args=[pk]))
    context = {
        "pair": pair,
        "sides": [(row, desk.called(row), tables.amount_words(row), tables.value_words(row)) for row in sides],
        "decisions": [(workflow.TWIN_ACTS[row.act].label, row) for row in pair.decisions.all()],
        "acts": [(code, LABELS[code], one) for code, one in forms.items()],
        "forms": forms.values(),
        "asked": asked,
        "place": home(Place("Đóng góp có thể trùng", reverse("contribution_twins")), Place(f"Cặp {pk}")),
    }
    return render(request, "resources/twin.html", context, status=status_of(form))


def _decide(asked: str, pair: Twin, form: Answered, desk: Desk) -> None:
    data = dict(form.cleaned_data)
    version = data.pop("version")
    if "keep" in data:
        data["keep"] = int(data["keep"])
    _DOES[asked](pair, version, acting=desk.person, **data)


def _forms(request: HttpRequest, desk: Desk, pair: Twin) -> dict[str, Answered]:
    """The acts that whoever answers for the receiving unit may do now; the one that was sent is bound."""
    if not (desk.decides(pair.one) and desk.decides(pair.other)):
        return {}
    seen, sent = {"version": pair.version}, request.POST.get("viec", "")
    found: dict[str, Answered] = {}
    for act in workflow.TWIN_ACTS.values():
        if pair.state not in act.before:
            continue
        data = request.POST if sent == act.slug else None
        if act.code == workflow.MERGE:
            sides = [(str(number), f"số {number}") for number in (pair.one_id, pair.other_id)]
            found[act.slug] = MergeForm(data, prefix=act.slug, initial=seen, sides=sides)
        else:
            found[act.slug] = ReasonForm(data, prefix=act.slug, initial=seen)
    return found
