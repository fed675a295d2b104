"""One line of a round's list, and dossiers begun from chosen lines."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import Person, needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from ..access import READ, listings_of, round_for, runs
from ..actions import AwardRefused, listed
from ..actions import rounds as acts
from ..facts.law import law_on
from ..facts.rounds import form_name
from ..forms.rounds import AsideForm, VersionForm
from ..models import Dossier, Listing, Round
from ..models.rounds import ASIDE, OPEN, WAITING
from ..rules.eligibility import MET, RESULTS
from ..rules.rule_names import rule_words
from ..workflow.dossiers import DRAFT, PROPOSES
from .rounds import sign_of
from .tried import BACK, DONE, of_rounds, person_of, sent, tried


def _of_round(row: Round, *more: Place) -> list[Place]:
    return of_rounds(Place(row.name, reverse("award_round", args=[row.pk])), *more)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_listing(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/dot/dong/<pk>/`: what each rule said of a line, what it rests on; it is set aside or put back."""
    person = person_of(request)
    row = _listing(person, pk)
    leads = runs(person, row.round.body)
    form_class: Any = AsideForm if row.state == WAITING else VersionForm
    form = form_class(sent(request), initial={"version": row.version})
    status = 200
    if request.method == "POST":
        if not leads:
            raise Http404("act")
        status = tried(request, form, lambda told: _judged(row, told, person), "Đã ghi.")
        if status == DONE:
            return SeeOther(reverse("award_listing", args=[pk]))
    shown = _of_listing(row, person, form if leads and row.state in (WAITING, ASIDE) else None)
    return render(request, "awards/award_listing.html", shown, status=status)


def _of_listing(row: Any, person: Person, form: Any) -> dict[str, Any]:
    is_open = row.round.state == OPEN
    return {
        "row": row,
        "form": form if is_open else None,
        "form_name": form_name(law_on(today()), row.form),
        "still": [_said(one) for one in sorted(row.lines, key=_weight) if one["result"] != MET],
        "met": [_said(one) for one in row.lines if one["result"] == MET],
        "outcome_words": RESULTS[row.outcome],
        "sign": sign_of(row.outcome),
        "dossier": Dossier.objects.filter(listing=row).first(),
        "may_draft": person.may(PROPOSES) and row.state == WAITING and is_open,
        "place": _of_round(row.round, Place(f"Dòng {row.pk}")),
    }


def _weight(line: Any) -> int:
    """What stands in the way first."""
    return [*RESULTS].index(line["result"])


def _said(line: Any) -> tuple[str, str, str, Any]:
    """A rule's line as it was built: sign, result, what it is about, and its words."""
    return sign_of(line["result"]), RESULTS[line["result"]], rule_words(line["rule"], line.get("about", "")), line


def _listing(person: Person, pk: int) -> Any:
    known = Listing.objects.filter(pk=pk).values_list("round_id", flat=True).first()
    if known is None:
        raise Http404("listing")
    round = round_for(person, known)
    row = listings_of(person, round).filter(pk=pk).first()
    if row is None:
        raise Http404("listing")
    row.round = round
    return row


def _judged(row: Any, told: dict[str, Any], person: Person) -> None:
    if "reason" in told:
        acts.set_aside(row, told["version"], reason=told["reason"], acting=person)
    else:
        acts.put_back(row, told["version"], acting=person)


@never_cache
@needs(PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_round_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/dot/<pk>/lap-ho-so/`: chosen lines before dossiers are begun; afterwards what was begun, undone."""
    person = person_of(request)
    row = round_for(person, pk)
    chosen = _numbers(request.POST.getlist("dong"))
    refused, status = "", 200
    if request.method == "POST" and "hoan-tac" in request.POST:
        return _undone(request, row, person)
    if request.method == "POST" and "xac-nhan" in request.POST:
        try:
            return _begun(request, row, chosen, person)
        except AwardRefused as why:
            refused, status = str(why), BACK
    context = {
        "row": row,
        "lines": _chosen(person, row, chosen),
        "refused": refused,
        "made": _made(request, row, person),
        "place": _of_round(row, Place("Lập hồ sơ")),
    }
    return render(request, "awards/award_round_draft.html", context, status=status)


def _numbers(typed: list[str]) -> list[int]:
    return [int(one) for one in typed if one.isdecimal() and len(one) < 12]


def _chosen(person: Person, row: Any, ids: list[int]) -> list[tuple[Any, str, str, str]]:
    if not ids:
        return []
    law = law_on(today())
    found = listings_of(person, row).filter(pk__in=ids, state=WAITING).order_by("pk")
    return [(line, form_name(law, line.form), sign_of(line.outcome), RESULTS[line.outcome]) for line in found]


def _begun(request: HttpRequest, row: Any, ids: list[int], person: Person) -> HttpResponse:
    found = listed.draft_listed(row, ids, acting=person)
    for line, why in found.refused[:20]:
        messages.warning(request, f"Dòng {line.pk} chưa lập được: {why}")
    if not found.made:
        raise AwardRefused("Chưa lập hồ sơ nào. Hãy chọn các dòng đang chờ xem.")
    messages.success(request, f"Đã lập {len(found.made)} hồ sơ. Lập nhầm thì hoàn tác được ngay ở trang này.")
    span = f"?tu={found.made[0].pk}&den={found.made[-1].pk}"
    return SeeOther(reverse("award_round_draft", args=[row.pk]) + span)


def _made(request: HttpRequest, row: Any, person: Person) -> list[Dossier]:
    """The drafts that were just begun from the list: the address says from which to which."""
    span = _numbers([request.GET.get("tu", ""), request.GET.get("den", "")])
    if len(span) != 2:
        return []
    rows = Dossier.objects.filter(round=row, by=person.username, state=DRAFT, pk__gte=span[0], pk__lte=span[1])
    return list(rows.exclude(listing=None).select_related("subject").order_by("pk")[: listed.MOST])


def _undone(request: HttpRequest, row: Any, person: Person) -> HttpResponse:
    count = listed.undo_drafts(row, _numbers(request.POST.getlist("hs")), acting=person)
    messages.success(request, f"Đã hoàn tác {count} hồ sơ; các dòng lại chờ xem.")
    return SeeOther(reverse("award_round", args=[row.pk]))
