"""Whether a subject may be proposed, what stands in the way, and which former awards may be its own."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import eligibility_tables as tables
from ..access import BARS, READ, bars_seen, dismisses, keeps, subject_for, told_of_cases
from ..actions.bars import Case, lift_bar, set_bar
from ..actions.matches import dismiss_match, restore_match
from ..facts.eligibility import eligibility, former_awards
from ..facts.lists import forms_ever
from ..forms.bars import BarForm, EligibilityForm, LiftForm, MatchForm
from ..models import Bar, MatchDismissal
from ..rules.eligibility import without_cases
from ..workflow.dossiers import RECEIVES
from .files import HOME
from .tried import BACK, DONE, acted


def _place(row: Any, *more: Place) -> list[Place]:
    own = Place(f"Số {row.pk}", reverse("award_subject", args=[row.pk]))
    return [Place(HOME, reverse("award_subjects")), own, *more]


@never_cache
@needs(READ)
@require_safe
def award_eligibility(request: HttpRequest, pk: int) -> HttpResponse:
    """`/thanh-tich/<pk>/dieu-kien/`: every rule about the subject and a form, for a day of receipt."""
    row = subject_for(request.person, pk)  # type: ignore[attr-defined]
    asked = request.GET if {"hinh_thuc", "nhan", "theo"} & set(request.GET) else None
    known = [(code, one.name) for code, one in forms_ever().items() if not one.value["outside"]]
    form = EligibilityForm(asked, forms_known=known)
    found, received = None, today()
    if form.is_bound and form.is_valid():
        received = form.received(today())
        found = eligibility(row, form.cleaned_data["hinh_thuc"], received, merit_kind=form.cleaned_data["theo"])
        found = found if told_of_cases(request.person, row.unit_id) else without_cases(found)  # type: ignore[attr-defined]
    context = {
        "row": row,
        "form": form,
        "found": found,
        "received": received,
        **_lines(found),
        "text": tables.lines_as_text(found.lines) if found else "",
        "place": _place(row, Place("Điều kiện")),
    }
    return render(request, "awards/award_eligibility.html", context, status=422 if form.errors else 200)


def _lines(found: Any) -> dict[str, Any]:
    """The rules in two tables: those that decide, and those that are met."""
    still, met = tables.in_groups(found.lines) if found else ([], [])
    return {
        "still": tables.line_table(still, "Quy tắc quyết định kết quả") if still else None,
        "met": tables.line_table(met, "Quy tắc đủ điều kiện") if met else None,
        "met_count": len(met),
    }


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_bars(request: HttpRequest, pk: int) -> HttpResponse:
    """`/thanh-tich/<pk>/vuong-mac/`: open cases about the subject; recorded by who has the right."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = subject_for(person, pk)
    may, whole = person.may(BARS), bars_seen(person)
    if not (whole or keeps(person, row.unit_id)) or (request.method == "POST" and not may):
        raise PermissionDenied(BARS)
    form = BarForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = _set(form, row, person)
        if status == DONE:
            messages.success(request, "Đã ghi việc vướng mắc.")
            return SeeOther(reverse("award_bars", args=[pk]))
    bars = row.bars.order_by("-since", "-pk")
    context = {"row": row, "table": tables.bar_table(bars, person, today(), whole=whole), "may": may, "form": form}
    context["place"] = _place(row, Place("Vướng mắc"))
    return render(request, "awards/award_bars.html", context, status=status)


def _set(form: BarForm, row: Any, person: Any) -> int:
    return acted(form, lambda: set_bar(row, Case(**form.cleaned_data), acting=person)) if form.is_valid() else BACK


@never_cache
@needs(BARS)
@require_http_methods(["GET", "HEAD", "POST"])
def award_bar_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """`/thanh-tich/vuong-mac/<pk>/go/`: an open case is lifted, by another person than who recorded it."""
    person: Any = request.person  # type: ignore[attr-defined]
    bar = Bar.objects.select_related("subject").filter(pk=pk).first()
    if bar is None:
        raise Http404("bar")
    row = subject_for(person, bar.subject_id)
    why = "Người đã ghi việc này không tự gỡ; người khác có quyền sẽ gỡ." if bar.by == person.username else ""
    why = f"Đã gỡ ngày {show_day(bar.lifted_on)}." if bar.lifted_on else why
    form = LiftForm(request.POST if request.method == "POST" else None, initial={"version": bar.version})
    status = 200
    if request.method == "POST":
        status = _lifted(form, bar, person)
        if status == DONE:
            messages.success(request, "Đã gỡ việc vướng mắc.")
            return SeeOther(reverse("award_bars", args=[row.pk]))
    words = f"{tables.bar_kind(bar)}, nguồn: {bar.source}"
    context = {"row": row, "form": form, "title": "Gỡ việc vướng mắc", "closed": why, "words": words}
    context |= {"back": reverse("award_bars", args=[row.pk]), "place": _place(row, Place("Gỡ vướng mắc"))}
    return render(request, "awards/award_judge.html", context, status=status)


def _lifted(form: LiftForm, bar: Bar, person: Any) -> int:
    if not form.is_valid():
        return BACK
    said = form.cleaned_data
    lifts = partial(lift_bar, bar, said["version"], reason=said["reason"], paper=said["paper"], acting=person)
    return acted(form, lifts)


@never_cache
@needs(READ)
@require_safe
def award_formers(request: HttpRequest, pk: int) -> HttpResponse:
    """`/thanh-tich/<pk>/khen-cu/`: former awards that may be the subject's own, each with why."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = subject_for(person, pk)
    found = former_awards(row, today())
    judged = MatchDismissal.objects.filter(subject=row).order_by("-pk")
    context = {
        "row": row,
        "count": len(found),
        "table": tables.former_table(found, row, may=dismisses(person)),
        "judged": judged,
        "place": _place(row, Place("Khen thưởng cũ")),
    }
    return render(request, "awards/award_formers.html", context)


@never_cache
@needs(RECEIVES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_match(request: HttpRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """`/thanh-tich/<pk>/khen-cu/<loại>/<số>/`: a former award does not count, or counts again."""
    person: Any = request.person  # type: ignore[attr-defined]
    row, key = subject_for(person, pk), f"{kind}:{number}"
    standing = MatchDismissal.objects.filter(subject=row, key=key, undone_on=None).select_related("subject").first()
    found = next((one for one in former_awards(row, today()) if one.award.key == key), None)
    if found is None:
        raise Http404("match")
    form = MatchForm(request.POST if request.method == "POST" else None)
    title = "Bỏ kết luận không tính" if standing else "Kết luận không tính"
    status = 200
    if request.method == "POST":
        status = _judged(form, row, key, standing, person)
        if status == DONE:
            messages.success(request, f"Đã ghi: {title.lower()}.")
            return SeeOther(reverse("award_formers", args=[pk]))
    context = {"row": row, "form": form, "title": title, "words": f"{found.award.words} ({found.why})"}
    context |= {"back": reverse("award_formers", args=[pk]), "place": _place(row, Place(title))}
    return render(request, "awards/award_judge.html", context, status=status)


def _judged(form: MatchForm, row: Any, key: str, standing: MatchDismissal | None, person: Any) -> int:
    if not form.is_valid():
        return BACK
    act = partial(restore_match, standing) if standing is not None else partial(dismiss_match, row, key)
    return acted(form, lambda: act(reason=form.cleaned_data["reason"], acting=person))
