"""The commune's own pages: what there is to declare, one set and year, one criterion. They work without a script."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chungsuc.locks.actions import Locked
from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import now, today

from .. import actions, workflow
from ..actions import ActRefused, Conflict, EntryRefused
from ..facts.entry import EntryHead, EntryScreen, entry_head, entry_list, entry_screen
from ..facts.overview import entries_of
from ..facts.paths import tier_on
from ..forms import Typed, read_form, whole_number
from ..models import Check

HOME = "Khai số liệu"


def head_or_404(request: HttpRequest, code: str, set_code: str, year: int) -> EntryHead:
    """The entry within the person's reach; whatever lies beyond does not exist for them."""
    head = entry_head(code, set_code, year)
    if head is None or not request.scope.covers(head.unit.pk):  # type: ignore[attr-defined]
        raise Http404(code)
    return head


def entry_url(head: EntryHead, no: int | None = None) -> str:
    """The page of an entry, or of one criterion of it."""
    parts = [head.unit.code, head.criteria_set.code, head.year]
    return reverse("entry", args=parts) if no is None else reverse("entry_criterion", args=[*parts, no])


def places(head: EntryHead, *more: Place) -> list[Place]:
    """The breadcrumb of an entry."""
    own = Place(f"{head.name}, năm {head.year}", entry_url(head))
    return [Place(HOME, reverse("entry_home")), own, *more]


@never_cache
@needs("value.declare")
@require_safe
def entry_home(request: HttpRequest) -> HttpResponse:
    """`/khai/`: every set and year that this person's communes may declare; those that were merged, closed below."""
    found = entries_of(request.scope.unit_ids, today())  # type: ignore[attr-defined]
    context = {
        "entries": [offer for offer in found if not offer.closed],
        "former": [offer for offer in found if offer.closed],
        "place": [Place(HOME)],
        "account": request.user.pk,
    }
    return render(request, "criteria/entry_home.html", context)


@never_cache
@needs("value.declare")
@require_safe
def entry(request: HttpRequest, code: str, set: str, year: int) -> HttpResponse:
    """`/khai/<unit>/<set>/<year>/`: the criteria, what is missing, what came back, and sending."""
    return _show_list(request, head_or_404(request, code, set, year))


def _show_list(request: HttpRequest, head: EntryHead, refused: Iterable[str] = (), status: int = 200) -> HttpResponse:
    found = entry_list(head, at=now())
    tier = tier_on(head.unit.pk, today()) if head.open else ""
    act = workflow.find_act(workflow.ACTS, workflow.SEND, head.state.code, tier)
    context = {
        "head": head,
        "page": found,
        "rows": [(row, entry_url(head, row.no)) for row in found.rows],
        "returns": [(back, f"{entry_url(head, back.no)}#{back.anchor}") for back in found.returns],
        "missing": [(each, entry_url(head, each.no) if each.no else "") for each in found.readiness.missing],
        "act": act,
        "to_district": act is not None and act.end == workflow.CHECKING,
        "refused": list(refused),
        "typed": request.POST,
        "account": request.user.pk,
        "place": places(head),
    }
    return render(request, "criteria/entry.html", context, status=status)


@never_cache
@needs("value.declare")
@require_POST
def entry_send(request: HttpRequest, code: str, set: str, year: int) -> HttpResponse:
    """Sends the report, with the reasons for its warnings and the answers to what came back."""
    head = head_or_404(request, code, set, year)
    if head.report is None:
        return _show_list(request, head, ["Chưa khai số liệu nào, nên chưa trình được."], 422)
    try:
        sent = actions.send(
            head.report,
            whole_number(request.POST.get("version")),
            acting=request.person,  # type: ignore[attr-defined]
            explanations=_told(request, "warning-"),
            answers={whole_number(pk): text for pk, text in _told(request, "answer-").items()},
        )
    except (ActRefused, Locked) as refused:
        fresh = head_or_404(request, code, set, year)
        status = 409 if isinstance(refused, actions.Stale) else 422
        return _show_list(request, fresh, getattr(refused, "missing", (str(refused),)), status)
    messages.success(request, f"Đã trình báo cáo năm {year}: {workflow.STATES[sent.state].label}.")
    return SeeOther(entry_url(head))


def _told(request: HttpRequest, prefix: str) -> dict[str, str]:
    given = ((key, str(text)) for key, text in request.POST.items() if key.startswith(prefix))
    return {key.removeprefix(prefix): text[:2000] for key, text in given}


@never_cache
@needs("value.declare")
@require_http_methods(["GET", "HEAD", "POST"])
def entry_criterion(request: HttpRequest, code: str, set: str, year: int, no: int) -> HttpResponse:
    """`/khai/<unit>/<set>/<year>/<no>/`: one criterion, one screen."""
    head = head_or_404(request, code, set, year)
    screen = entry_screen(head, no, day=today(), at=now())
    if screen is None:
        raise Http404(str(no))
    if request.method != "POST":
        return show_screen(request, screen)
    typed = read_form(request.POST, screen.figures.indicators)
    if any(place.errors for place in typed):
        return show_screen(request, screen, typed, status=422)
    chosen = [place for place in typed if request.POST.get(f"{place.prefix}-choose") != "theirs"]
    entries = [place.entry(base=whole_number(request.POST.get(f"{place.prefix}-base"))) for place in chosen]
    try:
        actions.declare(head.unit, head.criteria_set, year, entries, acting=request.person)  # type: ignore[attr-defined]
    except Conflict as conflict:
        return show_screen(request, screen, typed, conflict=conflict, status=409)
    except (EntryRefused, Locked) as refused:
        return show_screen(request, screen, typed, refused=str(refused), status=422)
    messages.success(request, f"Đã lưu tiêu chí {no} lúc {now():%H:%M}.")
    return SeeOther(_next(request, head, screen))


def _next(request: HttpRequest, head: EntryHead, screen: EntryScreen) -> str:
    following = screen.neighbours[1]
    return entry_url(head, following if "next" in request.POST and following else screen.no)


def show_screen(
    request: HttpRequest,
    screen: EntryScreen,
    typed: Iterable[Typed] = (),
    *,
    conflict: Conflict | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The screen of a criterion, with what was typed and what stands against it."""
    context = {**screen_context(screen, list(typed), conflict), "refused": refused, "account": request.user.pk}
    return render(request, "criteria/entry_criterion.html", context, status=status)


def screen_context(screen: EntryScreen, typed: list[Typed], conflict: Conflict | None) -> dict[str, Any]:
    """What the template of a screen needs."""
    given = {place.prefix: place for place in typed}
    theirs = conflict.theirs if conflict else {}
    previous, following = (entry_url(screen.head, no) if no else "" for no in screen.neighbours)
    return {
        "head": screen.head,
        "screen": screen,
        "lines": [_line(line, given, theirs) for line in screen.lines],
        "errors": [(p.prefix, name, text, p) for p in given.values() for name, text in p.errors.items()],
        "conflict": conflict,
        "checks": _returned_checks(screen),
        "previous": previous,
        "following": following,
        "file_url": entry_url(screen.head, screen.no) + "tep/",
        "place": places(screen.head, Place(f"Tiêu chí {screen.no}")),
    }


def _line(line: Any, given: Mapping[str, Typed], theirs: Mapping[tuple[int, str], Any]) -> dict[str, Any]:
    cells = []
    for cell in line.cells:
        place, other = given.get(cell.prefix), theirs.get((line.indicator.measure_id, cell.sex))
        shown = replace(cell, texts=place.texts if place else cell.texts, base=other.pk if other else cell.base)
        cells.append({"cell": shown, "errors": place.errors if place else {}, "theirs": other})
    words = next((given[cell.prefix].texts for cell in line.cells if cell.prefix in given), {})
    return {
        "line": line,
        "cells": cells,
        "source_document": words.get("source_document", line.source_document),
        "note": words.get("note", line.note),
    }


def _returned_checks(screen: EntryScreen) -> list[tuple[Check, list[Any]]]:
    """The returned checks of this screen with the places that are to be answered."""
    found: dict[int, tuple[Check, list[Any]]] = {}
    for line in screen.lines:
        for cell in line.cells:
            for back in cell.returns:
                if back.check_of is not None:
                    found.setdefault(back.check_of.pk, (back.check_of, []))[1].append((line, cell, back))
    return list(found.values())


@never_cache
@needs("value.declare")
@require_POST
def entry_answer(request: HttpRequest, code: str, set: str, year: int, no: int) -> HttpResponse:
    """Sends a returned part to its body again."""
    head = head_or_404(request, code, set, year)
    check = Check.objects.select_related("report").filter(
        pk=whole_number(request.POST.get("check")), report=head.report
    ).first()  # fmt: skip
    if check is None:
        raise Http404("check")
    answers = {whole_number(pk): text for pk, text in _told(request, "answer-").items()}
    version = whole_number(request.POST.get("version"))
    try:
        actions.answer(check, version, acting=request.person, answers=answers)  # type: ignore[attr-defined]
    except (ActRefused, Locked) as refused:
        screen = entry_screen(head, no, day=today(), at=now())
        if screen is None:
            raise Http404(str(no)) from refused
        status = 409 if isinstance(refused, actions.Stale) else 422
        return show_screen(request, screen, refused=str(refused), status=status)
    messages.success(request, f"Đã gửi lại phần {check.part} cho cơ quan thẩm định.")
    return SeeOther(entry_url(head))
