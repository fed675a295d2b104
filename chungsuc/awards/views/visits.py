"""The sample of a round, visits, and the commune's word under them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from ..access import READ, dossier_for, receives, round_for, speaks_for
from ..actions import visits as actions
from ..facts.visits import pool_of, samples_of, signing_unit
from ..forms.appraisal import AnnounceAgainForm, AnnounceForm, CountersignForm, SampleForm, VisitForm
from ..models import FieldVisit, Sample
from ..models.appraisal import SAMPLED
from ..rules.sampling import mark
from ..workflow import KEEP
from ..workflow.dossiers import RECEIVES
from .appraisal import HOME, about
from .tried import DONE, acted, sent, tried

ANNOUNCE, SEED, AGAIN = "chot", "gieo", "doi"
SAID = {
    ANNOUNCE: "Đã chốt danh sách và báo trước số gieo.",
    SEED: "Đã chọn hồ sơ để kiểm tra thực tế.",
    AGAIN: "Đã ghi nơi công bố khác.",
}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/dot/<pk>/kiem-tra/`: what was drawn for a visit, how anybody draws it again; a draw to come."""
    person: Any = request.person  # type: ignore[attr-defined]
    round = round_for(person, pk)
    waits = Sample.objects.filter(round=round, drawn_on=None).first()
    forms, status = _forms(request, waits) if receives(person, round.body) else {}, 200
    if request.method == "POST":
        if not forms:
            raise PermissionDenied(RECEIVES)
        asked = request.POST.get("viec", "")
        key = asked if asked in forms else next(iter(forms))
        status = tried(request, forms[key], lambda said: _does(key, round, waits, said, person), SAID[key])
        if status == DONE:
            return SeeOther(reverse("award_sample", args=[pk]))
    waiting, rule = len(pool_of(round)), rule_on(actions.SHARE, today())
    context = {"round": round, "samples": _samples(round), "forms": forms, "waits": waits, "waiting": waiting}
    context |= {"rule": rule, "place": [Place(HOME, reverse("award_queue")), Place(f"Kiểm tra thực tế: {round.name}")]}
    context["early"] = waits is not None and waits.seed_day is not None and today() < waits.seed_day
    return render(request, "awards/award_sample.html", context, status=status)


def _forms(request: HttpRequest, waits: Sample | None) -> dict[str, Any]:
    """What may be done now, each act with its form, the first what is done first; that which was sent is filled in."""
    kinds: dict[str, Any] = {ANNOUNCE: AnnounceForm} if waits is None else {SEED: SampleForm, AGAIN: AnnounceAgainForm}
    asked = request.POST.get("viec", "")
    chosen = asked if asked in kinds else next(iter(kinds))
    return {
        key: kind(request.POST if sent(request) is not None and key == chosen else None) for key, kind in kinds.items()
    }


def _does(key: str, round: Any, waits: Sample | None, said: dict[str, Any], person: Any) -> Sample:
    if key == SEED and waits is not None:
        return actions.draw_sample(waits, acting=person, **said)
    return actions.announce_draw(round, acting=person, **said)


def _samples(round: Any) -> list[tuple[Sample, list[tuple[int, str, bool]]]]:
    """Each sample with its pool: number, mark under the seed, whether it was drawn; in the order of the marks."""
    found = []
    for one in Sample.objects.filter(round=round).exclude(drawn_on=None):
        marked = sorted((mark(one.seed, pk), pk) for pk in one.pool)
        found.append((one, [(pk, told, pk in one.drawn) for told, pk in marked]))
    return found


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_visit_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/kiem-tra-thuc-te/`: what was seen where the achievement is."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = dossier_for(person, pk)
    if not receives(person, row.body):
        raise PermissionDenied(RECEIVES)
    form = VisitForm(request.POST or None, initial={"why": SAMPLED} if samples_of(row) else {})
    status = 200
    if request.method == "POST":
        status = _visited(form, row, person) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, "Đã ghi kiểm tra thực tế. Xã thấy ở Việc của tôi để ký xác nhận.")
            return SeeOther(reverse("award_appraisal", args=[pk]))
    title = "Ghi kiểm tra thực tế"
    context = about(row, Place(title)) | {"form": form, "title": title, "button": title}
    return render(request, "awards/award_appraisal_act.html", context, status=status)


def _visited(form: VisitForm, row: Any, person: Any) -> int:
    said = {name: form.cleaned_data[name] for name in ("why", "visited_on", "report")}
    drawn = samples_of(row) if said["why"] == SAMPLED else []
    said |= {"right": form.cleaned_data["right"] == "1", "sample": drawn[0] if drawn else None}
    return acted(form, lambda: actions.record_visit(row, acting=person, **said))


@never_cache
@needs(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def award_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/kiem-tra/<pk>/`: a visit as the commune reads and countersigns it."""
    person: Any = request.person  # type: ignore[attr-defined]
    visit = FieldVisit.objects.select_related("dossier__subject__unit").filter(pk=pk).first()
    if visit is None or not speaks_for(person, signing_unit(visit.dossier.subject, visit.visited_on), KEEP):
        raise Http404("visit")
    form = CountersignForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = acted(form, lambda: actions.countersign(visit, acting=person, words=form.cleaned_data["words"]))
        if status == DONE:
            messages.success(request, "Đã ký xác nhận.")
            return SeeOther(reverse("award_visit", args=[pk]))
    context = {"visit": visit, "row": visit.dossier, "form": form, "place": [Place(f"Kiểm tra thực tế số {pk}")]}
    return render(request, "awards/award_visit.html", context, status=status)
