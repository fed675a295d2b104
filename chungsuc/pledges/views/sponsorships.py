"""Who helps which commune: the list, a new assignment, one sponsorship for both sides."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.heirs import heirs_on
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther, status_of
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.fields import Refusable
from chungsuc.web.paging import page_of

from .. import actions, workflow
from ..access import ANSWER, ASSIGN, HELP, speaks_for, sponsorship_for
from ..facts.sponsored import commune_results
from ..facts.tasks import unit_names
from ..forms.acts import AnswerForm, AssignForm, CommitForm, EndForm, OutcomeForm, VisitForm
from ..forms.filters import HelpFilter
from ..models import HelpOutcome, Sponsorship, Visit
from ..places import BODIES, Places
from ..tables import help_table
from .answers import HELP_HOME, carried_out, hand_of, person_of

_ITEMS = 60
_DONE = {
    "cam-ket": "Đã ghi cam kết. Xã thấy cam kết này ở trang của mình.",
    "xuong-xa": "Đã ghi lần xuống xã. Xã xác nhận hoặc nêu lý do không xác nhận.",
    "ket-qua": "Đã ghi kết quả. Xã xác nhận hoặc nêu lý do không xác nhận.",
    "ket-thuc": "Đã ghi kết thúc phân công.",
    "xac-nhan": "Đã xác nhận.",
    "khong": "Đã ghi không xác nhận, kèm lý do. Cơ quan giúp đỡ thấy lý do này.",
    "rut": "Đã rút lại dòng này.",
}


LABELS = {
    "ket-qua": "Ghi kết quả",
    "xuong-xa": "Ghi lần xuống xã",
    "cam-ket": "Ghi cam kết",
    "ket-thuc": "Kết thúc phân công",
}


@needs("plan.read")
@require_safe
def sponsorships(request: HttpRequest) -> HttpResponse:
    """`/giup-do/`: who helps which commune by which decision, and what waits for the commune."""
    form = HelpFilter(request.GET)
    rows = form.narrowed(Sponsorship.objects.visible(request.scope).named())  # type: ignore[attr-defined]
    waiting = Q(visits__state=workflow.WAITING), Q(outcomes__state=workflow.WAITING)
    rows = rows.annotate(
        waiting=Count("visits", filter=waiting[0], distinct=True) + Count("outcomes", filter=waiting[1], distinct=True)
    )
    shown = page_of(request, rows.order_by("commune__code", "-since"), _ITEMS)
    context = {
        "table": help_table(shown.object_list, request.GET),
        "shown": shown,
        "filter_form": form,
        "may_assign": person_of(request).may(ASSIGN),
        "place": [Place(HELP_HOME)],
    }
    return render(request, "pledges/sponsorships.html", context)


@never_cache
@needs(ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def sponsorship_new(request: HttpRequest) -> HttpResponse:
    """`/giup-do/moi/`: a decision assigns a body to help a commune."""
    bodies, communes = Places(today(), BODIES), Places(today(), ("commune",))
    form = AssignForm(request.POST if request.method == "POST" else None, bodies=bodies, communes=communes)
    hand = hand_of(request)
    if form.is_bound and carried_out(request, form, lambda told: _assigned(told, hand), "Đã ghi phân công giúp đỡ xã."):
        return SeeOther(reverse("sponsorships"))
    place = [Place(HELP_HOME, reverse("sponsorships")), Place("Ghi phân công")]
    context = {"form": form, "bodies": bodies, "communes": communes, "place": place}
    return render(request, "pledges/sponsorship_new.html", context, status=status_of(form))


def _assigned(told: dict[str, Any], hand: dict[str, Any]) -> Sponsorship:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=(told["helper"], told["commune"]))}
    same = {name: told[name] for name in ("since", "decision", "decision_on")}
    return actions.assign(units[told["helper"]], units[told["commune"]], **same, **hand)


@never_cache
@needs("plan.read")
@require_http_methods(["GET", "HEAD", "POST"])
def sponsorship(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giup-do/<pk>/`: one sponsorship for both sides: promised, visited, reached, confirmed; a POST takes `viec`."""
    found = sponsorship_for(request, pk)
    sides = _sides(request, found)
    rows = list(found.visits.all()), list(found.outcomes.select_related("commitment")), list(found.commitments.all())
    forms = _forms(request, found, sides, rows[2])
    form = _sent(request, forms, sides)
    if form is not None and carried_out(request, form, _act(request, found, sides), _DONE[request.POST["viec"]]):
        return SeeOther(reverse("sponsorship", args=[pk]))
    context = {
        "found": found,
        "visits": [("lan", row) for row in rows[0]],
        "outcomes": [("ket", row) for row in rows[1]],
        "commitments": rows[2],
        "acts": [(code, LABELS[code], form) for code, form in forms.items()],
        "forms": forms,
        "asked": request.POST.get("viec", ""),
        "answer": form if isinstance(form, AnswerForm) else None,
        "sent": [form] if form is not None else [],
        **sides,
        "place": [Place(HELP_HOME, reverse("sponsorships")), Place(str(found.commune_name))],  # type: ignore[attr-defined]
    }
    return render(request, "pledges/sponsorship.html", context, status=status_of(form))


def _sides(request: HttpRequest, found: Sponsorship) -> dict[str, Any]:
    """Who answers for both sides today, and whether that is this person; the commune's verified progress."""
    heirs, person = heirs_on(today()), person_of(request)
    helper = heirs.of(found.helper_id, found.helper.until)
    commune = heirs.of(found.commune_id, found.commune.until)
    names = unit_names(pk for pk in (helper, commune) if pk is not None)
    open_now = found.until is None or found.until >= today()
    year = today().year - 1
    now, before = commune_results(commune, year) if commune and open_now else (None, None)
    return {
        "helper_now": names.get(helper or 0, "") if helper != found.helper_id else "",
        "commune_now": names.get(commune or 0, "") if commune != found.commune_id else "",
        "is_helper": speaks_for(person, HELP, helper),
        "is_commune": speaks_for(person, ANSWER, commune),
        "may_end": person.may(ASSIGN) and found.until is None,
        "year": year,
        "open_now": open_now,
        "now": now,
        "of": now.met + now.not_met + now.undetermined if now else 0,
        "change": now.met - before.met if now and before else None,
    }


def _forms(
    request: HttpRequest, found: Sponsorship, sides: Mapping[str, Any], commitments: list[Any]
) -> dict[str, Refusable]:
    sent = request.POST.get("viec", "")

    def data(name: str) -> Any:
        return request.POST if sent == name else None

    forms: dict[str, Refusable] = {}
    if sides["is_helper"]:
        offered = [(str(row.pk), row.what[:100]) for row in commitments]
        forms["ket-qua"] = OutcomeForm(data("ket-qua"), prefix="ket-qua", commitments=offered)
        forms["xuong-xa"] = VisitForm(data("xuong-xa"), prefix="xuong-xa")
        forms["cam-ket"] = CommitForm(data("cam-ket"), prefix="cam-ket")
    if sides["may_end"]:
        forms["ket-thuc"] = EndForm(data("ket-thuc"), prefix="ket-thuc")
    return forms


def _sent(request: HttpRequest, forms: Mapping[str, Refusable], sides: Mapping[str, Any]) -> Refusable | None:
    """The form that was sent; Http404 for an act that this person is not offered."""
    if request.method != "POST":
        return None
    asked = request.POST.get("viec", "")
    answers = {"xac-nhan": sides["is_commune"], "khong": sides["is_commune"], "rut": sides["is_helper"]}
    if answers.get(asked):
        return AnswerForm(request.POST)
    if asked not in forms:
        raise Http404("act")
    return forms[asked]


def _act(request: HttpRequest, found: Sponsorship, sides: Mapping[str, Any]) -> Callable[[dict[str, Any]], Any]:
    hand = hand_of(request)
    asked = request.POST["viec"]
    if asked in ("xac-nhan", "khong", "rut"):
        return lambda told: _answered(found, asked, told, hand)
    plain: dict[str, Callable[..., Any]] = {
        "cam-ket": actions.commit, "xuong-xa": actions.visit, "ket-thuc": actions.end,
    }  # fmt: skip
    if asked in plain:
        return lambda told: plain[asked](found, **told, **hand)
    return lambda told: actions.tell_outcome(found, **{**told, "commitment": _commitment(found, told)}, **hand)


def _commitment(found: Sponsorship, told: Mapping[str, Any]) -> Any:
    asked = told.get("commitment")
    return found.commitments.filter(pk=asked).first() if asked else None


def _answered(found: Sponsorship, asked: str, told: Mapping[str, Any], hand: Mapping[str, Any]) -> Any:
    """Confirms, contests or withdraws the line that the form names: "lan-12" a visit, "ket-5" an outcome."""
    kind, _, number = str(told["told"]).partition("-")
    model: Any = {"lan": Visit, "ket": HelpOutcome}.get(kind)
    row = None
    if model is not None and number.isdecimal() and len(number) < 10:
        rows = model.objects.filter(sponsorship=found, pk=number)
        row = rows.select_related("sponsorship__helper", "sponsorship__commune").first()
    if row is None:
        raise Http404("line")
    if asked == "xac-nhan":
        return actions.confirm(row, version=told["version"], **hand)
    does = actions.contest if asked == "khong" else actions.withdraw_told
    return does(row, reason=told["reason"], version=told["version"], **hand)
