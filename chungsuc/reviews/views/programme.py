"""The conference of a review round: its programme, its exemplars, the invitation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.budget.access import READ as BUDGET
from chungsuc.budget.facts import money_for
from chungsuc.budget.rules import REVIEW
from chungsuc.documents.access import DRAFT, bodies, may
from chungsuc.documents.actions import PaperRefused, draft
from chungsuc.documents.models import Paper
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.tables import Cell, Column, Row, Table

from .. import actions
from ..access import READ, RECEIVE, province_round_for
from ..forms import ItemForms, ProgrammeForm, items_of
from ..models import ReportRound, ReviewProgramme
from ..papers import INVITED, invitation_sheet, plan_name
from ..registry import AnnexTable, Asked, Fact, annexes, award_round_of
from ..rules import Kind
from .answers import BACK, DONE, TOO_LATE, of_round, person_of, seen_now, tried

MOST_ITEMS, MORE_ITEMS = 60, 4


def _found(request: HttpRequest, code: str) -> tuple[ReportRound, Kind, ReviewProgramme | None]:
    round, kind = province_round_for(request, code)
    if not kind.programme:
        raise Http404("programme")
    return round, kind, _programme_of(round)


def _programme_of(round: ReportRound) -> ReviewProgramme | None:
    return ReviewProgramme.objects.filter(round=round).prefetch_related("items").first()


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/hoi-nghi/`: the programme, the exemplars to be praised, and the invitation made from it."""
    round, kind, found = _found(request, code)
    if request.method == "POST":
        return _invitation(request, round, kind, found)
    person = person_of(request)
    papers = Paper.objects.about(INVITED, round.code).filter(unit_id__in=bodies(person, "paper.read"))
    context = {
        "round": round,
        "kind": kind,
        "programme": found,
        "exemplars": [_as_table(table) for table in annexes(Asked(round.year, round.cut_off), ["exemplars"])],
        "papers": list(papers.exclude(state="dropped").select_related("number")),
        "may_write": person.may(RECEIVE),
        "awards": award_round_of(round.award_round),
        "money": money_for(REVIEW, today(), round.year) if person.may(BUDGET) else None,
        "place": of_round(round, Place("Hội nghị")),
    }
    return render(request, "reviews/programme.html", context)


def _as_table(table: AnnexTable) -> Table:
    columns = [
        Column(str(n), one.name, sortable=False, priority=1 if n == 1 else 2) for n, one in enumerate(table.columns)
    ]
    rows = [
        Row({str(n): Cell(cell.text if isinstance(cell, Fact) else cell) for n, cell in enumerate(row)})
        for row in table.rows
    ]
    return Table(columns, rows, table.title, empty="Chưa có điển hình nào được xác minh trong kỳ này.")


def _invitation(request: HttpRequest, round: ReportRound, kind: Kind, found: ReviewProgramme | None) -> HttpResponse:
    """A draft of the receiving office's invitation, made from the programme; nothing is typed again."""
    person = person_of(request)
    office = Unit.objects.on(today()).filter(code=kind.receiver).first()
    if office is None or not may(person, DRAFT, office.pk):
        raise PermissionDenied(DRAFT)
    if found is None or request.POST.get("viec") != "giay-moi":
        raise Http404("act")
    known = Paper.objects.about(INVITED, round.code).exclude(state="dropped").first()
    if known is not None:
        return SeeOther(reverse("paper", args=[known.pk]))
    try:
        sheet = invitation_sheet(round, kind, found, plan_name())
        paper = draft(sheet, unit=office, by=person, source=INVITED, source_key=round.code)
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(reverse("review_programme", args=[round.code]))
    messages.success(request, "Đã lập dự thảo giấy mời từ chương trình.")
    return SeeOther(reverse("paper", args=[paper.pk]))


@never_cache
@needs(RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/hoi-nghi/sua/`: the programme is written; more rows come with "Thêm dòng"."""
    round, kind, found = _found(request, code)
    form, items = _programme_forms(request, found)
    status = 200
    if form.is_bound:
        status = _written(request, form, items, round, kind) if form.is_valid() & items.is_valid() else BACK
        if status == DONE:
            return SeeOther(reverse("review_programme", args=[code]))
        if status == TOO_LATE and (now := _programme_of(round)):
            form.data = seen_now(form.data, version=now.version)
    context = {"round": round, "form": form, "items": items, "place": of_round(round, Place("Chương trình hội nghị"))}
    return render(request, "reviews/programme_edit.html", context, status=status)


def _programme_forms(request: HttpRequest, found: ReviewProgramme | None) -> tuple[ProgrammeForm, Any]:
    if request.method == "POST" and request.POST.get("viec") == "them":
        return ProgrammeForm(initial=request.POST.dict()), ItemForms(prefix="items", initial=_typed(request))
    if request.method == "POST":
        return ProgrammeForm(request.POST), ItemForms(request.POST, prefix="items")
    if found is None:
        return ProgrammeForm(initial={"version": 0}), ItemForms(prefix="items")
    initial: dict[str, Any] = {name: getattr(found, name) for name in ("place", "chair", "version")}
    initial |= {
        "held_on": show_day(found.held_on),
        "starts_at": f"{found.starts_at:%H:%M}",
        "guests": "\n".join(found.guests),
    }
    rows = [
        {"starts_at": f"{one.starts_at:%H:%M}" if one.starts_at else "", "what": one.what, "who": one.who}
        for one in found.items.all()
    ]
    return ProgrammeForm(initial=initial), ItemForms(prefix="items", initial=rows)


def _typed(request: HttpRequest) -> list[dict[str, str]]:
    """The rows as they were typed, for a page with more of them."""
    given = request.POST.get("items-TOTAL_FORMS", "0")
    count = min(int(given), MOST_ITEMS) if given.isdecimal() else 0
    names = ("starts_at", "what", "who")
    rows = [{name: request.POST.get(f"items-{n}-{name}", "") for name in names} for n in range(count)]
    return [row for row in rows if any(row.values())]


def _written(request: HttpRequest, form: ProgrammeForm, items: Any, round: ReportRound, kind: Kind) -> int:
    said: dict[str, Any] = {**form.said, "version": form.cleaned_data["version"], "by": person_of(request)}
    rows = items_of(items)
    done = "Đã ghi chương trình hội nghị."
    return tried(request, form, lambda: actions.write_programme(round, kind, items=rows, **said), done)
