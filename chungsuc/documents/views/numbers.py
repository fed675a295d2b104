"""Pages of numbers: giving them to papers, the series without a gap, numbers held, cancelled, confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import actions, paper_facts
from ..access import NUMBER, READ, bodies, may, reads_all, series_for
from ..actions import Asked
from ..forms.numbers import CancelForm, GiveForm, ReserveForm
from ..lists import number_table, series_table
from ..models import Paper, SeriesNumber
from .answers import carried_out, home

_ITEMS = 100
MOST = 50


@never_cache
@needs(NUMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def papers_number(request: HttpRequest) -> HttpResponse:
    """`/giay-to/cap-so/`: what waits for a number; chosen papers are shown with the number each gets, then get it."""
    person: Person = request.person  # type: ignore[attr-defined]
    waiting = list(paper_facts.listed(Paper.objects.waiting(bodies(person, NUMBER)))[:MOST])
    chosen = _chosen(request, waiting)
    held = paper_facts.held_numbers(chosen[0]) if len(chosen) == 1 else []
    form = GiveForm(request.POST if request.method == "POST" else None, held=held, today=today())
    if request.method == "POST" and not chosen:
        messages.error(request, "Chưa chọn văn bản nào, hoặc văn bản đã chọn không còn chờ cấp số. Hãy chọn lại.")
        return SeeOther(reverse("papers_number"))
    if form.is_bound and form.is_valid() and (answer := _given(request, form, chosen, held)):
        return answer
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else today()
    shown = paper_facts.numbers_to_come(chosen, day)
    context = {"waiting": waiting, "shown": shown, "form": form, "faults": [one for one in shown if one.fault]}
    context["place"] = home(Place("Cấp số"))
    return render(request, "documents/papers_number.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, waiting: list[Paper]) -> list[Paper]:
    """The papers that were chosen, in the order in which they were submitted."""
    asked = (request.POST if request.method == "POST" else request.GET).getlist("vb")
    return [paper for paper in waiting if str(paper.pk) in asked]


def _given(request: HttpRequest, form: GiveForm, chosen: list[Paper], held: list[SeriesNumber]) -> HttpResponse | None:
    reserved = next((one for one in held if str(one.pk) == form.cleaned_data.get("reserved")), None)
    asked = [
        Asked(
            paper,
            _number(request.POST.get(f"phien-{paper.pk}", "")),
            reserved,
            "" if reserved else request.POST.get(f"so-{paper.pk}", "")[:100],
        )
        for paper in chosen
    ]
    by, here = request.person, reverse("papers_number")  # type: ignore[attr-defined]
    done = "Đã cấp số và lưu văn bản." if len(asked) == 1 else f"Đã cấp số cho {len(asked)} văn bản."
    to = reverse("paper", args=[chosen[0].pk]) if len(asked) == 1 else reverse("papers")
    return carried_out(
        request, form, lambda: actions.issue_many(asked, day=form.cleaned_data["day"], by=by), done, lambda _: to, here
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def number_series(request: HttpRequest) -> HttpResponse:
    """`/giay-to/so/`: every series; whoever gives numbers holds some here for papers to come."""
    person: Person = request.person  # type: ignore[attr-defined]
    units = paper_facts.body_choices(bodies(person, NUMBER), today())
    form = None
    if units:
        sent = request.POST if request.method == "POST" else None
        form = ReserveForm(sent, units=units, kinds=paper_facts.kind_choices(today()), today=today())
    if request.method == "POST" and form is None:
        raise PermissionDenied(NUMBER)
    shown = _to_hold(form) if form is not None and form.is_bound and form.is_valid() else ()
    if form is not None and form.is_bound and form.is_valid() and not shown:
        does, here = (lambda: _reserved(form, person)), reverse("number_series")
        if answer := carried_out(request, form, does, "Đã giữ số.", lambda rows: _series(rows[0]), here):
            return answer
    rows = paper_facts.series_list(None if reads_all(person) else bodies(person, READ))
    context = {"table": series_table(rows), "form": form, "shown": shown, "place": home(Place("Sổ số văn bản"))}
    return render(request, "documents/number_series.html", context, status=422 if form and form.errors else 200)


def _to_hold(form: ReserveForm) -> tuple[str, str] | tuple[()]:
    """The first and the last of several numbers that would be held, until they were shown and confirmed."""
    said = form.cleaned_data
    if said["count"] == 1 or said["expected"]:
        return ()
    unit = Unit.objects.get(code=said["unit"])
    first, last = (paper_facts.next_number(unit, said["kind"], said["day"], after) for after in (0, said["count"] - 1))
    return (first, last) if first else ()


def _reserved(form: ReserveForm, person: Person) -> list[SeriesNumber]:
    said = form.cleaned_data
    unit = Unit.objects.get(code=said["unit"])
    given = {name: said[name] for name in ("day", "purpose", "count", "expected")}
    return actions.reserve_number(unit, said["kind"], by=person, **given)


def _series(number: SeriesNumber) -> str:
    return reverse("number_series_one", args=[number.series_id])


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def number_series_one(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/so/<pk>/`: every number of a series, without a gap; a held one is cancelled here with a reason."""
    series = series_for(request, pk)
    person: Person = request.person  # type: ignore[attr-defined]
    held = list(SeriesNumber.objects.reserved().filter(series=series).select_related("series__unit"))
    form = None
    if may(person, NUMBER, series.unit_id) and held:
        form = CancelForm(request.POST if request.method == "POST" else None, held=held)
    if request.method == "POST" and not may(person, NUMBER, series.unit_id):
        raise PermissionDenied(NUMBER)
    if request.method == "POST" and form is None:
        raise Http404("number")
    if form is not None and form.is_bound and form.is_valid():
        chosen = next(one for one in held if str(one.pk) == form.cleaned_data["number"])
        does = lambda: actions.cancel_number(chosen, reason=form.cleaned_data["reason"], by=person)  # noqa: E731
        if answer := carried_out(
            request, form, does, "Đã hủy số; số vẫn nằm trong sổ kèm lý do.", _series, _series(chosen)
        ):
            return answer
    shown = page_of(request, paper_facts.numbers_of(series), _ITEMS)
    context: dict[str, Any] = {"series": series, "shown": shown, "table": number_table(shown.object_list), "form": form}
    context["body"] = paper_facts.body_names([series.unit_id])[series.unit_id]
    context["place"] = home(Place("Sổ số văn bản", reverse("number_series")), Place(str(series)))
    return render(request, "documents/number_series_one.html", context, status=422 if form and form.errors else 200)
