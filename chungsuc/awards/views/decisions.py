"""Decisions of award: what waits for one, a list drawn, one decision with its papers, the leader's list to sign."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chungsuc.documents.actions import PaperRefused
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import tables_register as tables
from ..access import PROVINCE, READ, decides, receives
from ..actions import AwardRefused
from ..actions.deciding import drop_decision, prepare_decision, take_decision
from ..drawing.decisions import DRAWS, blanks_of, draw_certificates, papers_of
from ..facts.decisions import dossiers_waiting, elsewhere, entries_in, money_of, names_of_forms, told, waiting_for
from ..facts.law import law_on
from ..facts.outcome import entries_of
from ..facts.register import batches_of
from ..forms.deciding import DropForm, TakeForm
from ..models import Decision
from ..models.decisions import PREPARED, TAKEN
from ..papers.certificates import kind_of
from ..papers.decision import issued_paper, known_decision
from ..register_access import bodies_of, decision_for
from ..workflow.dossiers import DECIDES
from .tried import acted

HOME, PAGE = "Quyết định khen thưởng", 50
NONE_YET = "Chưa có quyết định nào. Hồ sơ đã công bố kết quả hiện ở trên để lập danh sách."
NOTHING_TO_SIGN = "Không có danh sách nào chờ ký. Danh sách lập xong từ hồ sơ đã công bố kết quả sẽ hiện ở đây."


def _reach(request: HttpRequest) -> Q:
    """The decisions within reach; PermissionDenied for whoever has none to do with."""
    asked = bodies_of(request.person)  # type: ignore[attr-defined]
    if asked is None:
        raise PermissionDenied(READ)
    return asked


@needs(READ)
@require_safe
def award_decisions(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/quyet-dinh/`: what waits for a decision, and every decision in reach, the newest first."""
    person: Any = request.person  # type: ignore[attr-defined]
    asked, day = _reach(request), today()
    rows: Any = Decision.objects.filter(asked).exclude(state="dropped").order_by("-pk")
    shown = page_of(request, rows, PAGE)
    waiting = waiting_for(asked, day)
    bodies = {unit.pk: unit for unit in Unit.objects.filter(pk__in={one.body_id for one in waiting})}
    context = {
        "waiting": [(one, receives(person, bodies[one.body_id])) for one in waiting],
        "table": tables.decision_table(told(shown, day), "Quyết định", NONE_YET),
        "count": shown.paginator.count,
        "shown": shown,
        "place": [Place(HOME)],
    }
    return render(request, "awards/award_decisions.html", context)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_decision_new(request: HttpRequest, body: int, form: str) -> HttpResponse:
    """`/khen-thuong/quyet-dinh/lap/<cơ quan>/<hình thức>/`: announced dossiers are chosen, with what each will say."""
    person: Any = request.person  # type: ignore[attr-defined]
    unit = get_object_or_404(Unit, pk=body)
    if not receives(person, unit):
        raise Http404("body")
    rows, told_why, status = dossiers_waiting(body, form), "", 200
    chosen = [row for row in rows if request.method != "POST" or str(row.pk) in request.POST.getlist("hs")]
    if request.method == "POST":
        try:
            made = prepare_decision(unit, form, chosen, acting=person, round=_round_of(chosen))
        except AwardRefused as refused:
            told_why, status = str(refused), 422
        else:
            messages.success(request, f"Đã lập danh sách {len(chosen)} hồ sơ. Việc tiếp theo: lập dự thảo quyết định.")
            return SeeOther(reverse("award_decision", args=[made.pk]))
    entries = entries_of(rows, today())
    context: dict[str, Any] = {"rows": [(row, entries[row.pk]) for row in rows], "chosen": {row.pk for row in chosen}}
    context |= {"told": told_why, "form_name": names_of_forms(today(), [form]).get(form, form), "unit": unit}
    context["place"] = [Place(HOME, reverse("award_decisions")), Place("Lập danh sách")]
    return render(request, "awards/award_decision_new.html", context, status=status)


def _round_of(rows: list[Any]) -> Any:
    """The round of a list: where all its dossiers are of one."""
    rounds = {row.round_id: row.round for row in rows}
    return next(iter(rounds.values())) if len(rounds) == 1 else None


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/quyet-dinh/<pk>/`: the list, its papers and certificates; recording that it was signed."""
    row = decision_for(request.person, pk)  # type: ignore[attr-defined]
    entries = entries_in(row, today())
    forms, status = _forms(request, row, entries), 200
    asked = request.POST.get("viec", "")
    if request.method == "POST":
        if asked not in forms:
            raise Http404("act")
        status = _carried(request, row, asked, forms[asked]) if forms[asked].is_valid() else 422
        if status == 303:
            messages.success(request, DONE[asked])
            return SeeOther(reverse("award_decision", args=[pk]))
    context = {**_about(request, row, entries), "take": forms.get("ghi"), "drop": forms.get("bo")}
    context |= {"tried": forms.get(asked)}
    return render(request, "awards/award_decision.html", context, status=status)


DONE = {
    "ghi": "Đã ghi quyết định; các khen thưởng đã vào sổ. Việc tiếp theo: lập bằng để in.",
    "bo": "Đã bỏ danh sách; các hồ sơ chờ quyết định khác.",
}


def _forms(request: HttpRequest, row: Any, entries: Any) -> dict[str, Any]:
    """What this person may do with a decision that is being prepared: a form each."""
    person: Any = request.person  # type: ignore[attr-defined]
    if row.state != PREPARED:
        return {}
    known = known_decision(row, issued_paper(row))
    said: dict[str, Any] = {"version": row.version, "on": show_day(today())}
    if known is not None:
        said |= {"number": known.number, "on": show_day(known.on), "signer": known.signer}
    data = {name: request.POST if request.POST.get("viec") == name else None for name in ("ghi", "bo")}
    found: dict[str, Any] = {}
    if decides(person, row.body):
        found["ghi"] = TakeForm(data["ghi"], initial=said, entries=entries)
    if receives(person, row.body):
        found["bo"] = DropForm(data["bo"], initial=said, prefix="bo")
    return found


def _carried(request: HttpRequest, row: Any, asked: str, form: Any) -> int:
    person: Any = request.person  # type: ignore[attr-defined]
    version = form.cleaned_data["version"]
    if asked == "ghi":
        return acted(form, lambda: take_decision(row, version, form.signed, acting=person))
    return acted(form, lambda: drop_decision(row, version, reason=form.cleaned_data["reason"], acting=person))


def _about(request: HttpRequest, row: Any, entries: Any) -> dict[str, Any]:
    person: Any = request.person  # type: ignore[attr-defined]
    law = law_on(today())
    [one] = told([row], today(), law)
    draws = row.state == PREPARED and receives(person, row.body)
    above = elsewhere(row.form, today(), law)
    return {
        "one": one,
        "row": row,
        "entries": tables.entry_table(entries),
        "money": money_of(entries),
        "count": len(entries),
        "above": above,
        "papers": papers_of(row),
        "batches": batches_of(row),
        "draws": [(code, words) for code, (words, _) in DRAWS.items() if not (above and code == "quyet-dinh")]
        if draws
        else [],
        "may_print": row.state == TAKEN and receives(person, row.body) and bool(kind_of(row.form)),
        "blanks": blanks_of(row) if row.state == TAKEN else [],
        "place": [Place(HOME, reverse("award_decisions")), Place(f"Danh sách số {row.pk}")],
    }


@never_cache
@needs(READ)
@require_POST
def award_decision_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/quyet-dinh/<pk>/van-ban/`: a paper or the certificates of a decision are made, once each."""
    person: Any = request.person  # type: ignore[attr-defined]
    row, asked = decision_for(person, pk), request.POST.get("viec", "")
    if not receives(person, row.body):
        raise PermissionDenied(READ)
    if asked not in (*DRAWS, "bang"):
        raise Http404("act")
    try:
        if asked == "bang":
            blank = next((one for one in blanks_of(row) if str(one.pk) == request.POST.get("phoi")), None)
            return SeeOther(reverse("certificate_batch", args=[draw_certificates(row, person, blank).pk]))
        return SeeOther(reverse("paper", args=[DRAWS[asked][1](row, person).pk]))
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(reverse("award_decision", args=[pk]))


@needs(DECIDES)
@require_safe
def awards_to_sign(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/cho-ky/`: the province's lists that wait to be signed, the oldest first."""
    rows: Any = Decision.objects.filter(state=PREPARED, body__kind=PROVINCE).order_by("pk")
    shown = page_of(request, rows, PAGE)
    table = tables.decision_table(told(shown, today()), "Chờ ký", NOTHING_TO_SIGN, signed=False)
    context = {"table": table, "count": shown.paginator.count, "shown": shown, "place": [Place("Chờ ký quyết định")]}
    return render(request, "awards/awards_to_sign.html", context)
