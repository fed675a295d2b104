"""The queue of who appraises, the appraisal of one dossier, its acts and findings."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.paging import page_of

from .. import appraisal_tables as tables
from ..access import NTM as CONFIRMS_NTM
from ..access import PROVINCE, READ, dossier_for, examined_by, receives
from ..actions import appraising as actions
from ..appraisal import SLUGS, panel
from ..conditions import not_yet
from ..facts.answering import answered_late
from ..facts.checking import NOT_MET, content_found, formal_lines, last_findings, ntm_lines
from ..facts.clocks import Timing
from ..facts.queue import QUEUED, queued
from ..forms.appraisal import ActForm, FindingForm, QueueFilter
from ..models import AwardSubject, Dossier
from ..models.appraisal import CHECKS, CONTENT, FORMAL, NTM
from ..workflow.dossiers import ACTS, STATES
from .tried import DONE, acted

HOME, PAGE = "Thẩm định khen thưởng", 50
FINDS = {"the-thuc": FORMAL, "noi-dung": CONTENT, "nong-thon-moi": NTM}
MENDED = {"pass_formal": "the-thuc", "appraise": "noi-dung"}
"""Where the lines are that a conclusion waits for."""


@needs(READ)
@require_safe
def award_queue(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/tham-dinh/`: what is late or due first; what waits for its unit stands apart, at the end."""
    person: Any = request.person  # type: ignore[attr-defined]
    scope, day, timing = examined_by(person), page_day(request, today()), Timing.read()
    mine = Dossier.objects.none() if scope is None else Dossier.objects.filter(scope)
    every = queued(_narrowed(mine, request), day, timing)
    known = sorted((code, timing.form_name(code, day)) for code in every.forms)
    form = QueueFilter(request.GET, forms_known=known, rounds=every.rounds)
    wanted = every.of(form=form.told("hinh_thuc"), round_id=form.told("dot"))
    shown = page_of(request, wanted, PAGE)
    rows = Dossier.objects.filter(pk__in=[one.pk for one in shown]).called()
    context = {
        "table": tables.queue_table(shown, {row.pk: row for row in rows}, timing, day, request.GET),
        "shown": shown, "filter_form": form,
        "late": wanted.late, "stand": wanted.standing, "count": len(wanted), "place": [Place(HOME)],
        "examines": scope is not None,
    }  # fmt: skip
    return render(request, "awards/award_queue.html", context)


def _narrowed(rows: Any, request: HttpRequest) -> Any:
    """The rows of the state and the words that the address asks for."""
    asked = QueueFilter(request.GET, forms_known=[], rounds=[])
    state = asked.told("buoc")
    found = rows.filter(state=state) if state else rows.filter(state__in=QUEUED)
    for word in asked.words:
        found = found.filter(subject__in=AwardSubject.objects.named_like(word))
    return found


def _seen(request: HttpRequest, pk: int) -> Any:
    """The dossier, for who examines it or receives for its body; Http404 for everybody else."""
    person: Any = request.person  # type: ignore[attr-defined]
    scope = examined_by(person)
    if scope is None:
        raise Http404("dossier")
    return dossier_for(person, pk, scope)


def about(row: Any, *more: Place) -> dict[str, Any]:
    """What every page of one dossier's appraisal has: the dossier, its place."""
    here = reverse("award_appraisal", args=[row.pk])
    return {
        "row": row,
        "place": [Place(HOME, reverse("award_queue")), Place(f"Hồ sơ số {row.pk}", here if more else ""), *more],
    }


@never_cache
@needs(READ)
@require_safe
def award_appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/tham-dinh/`: the clocks, what was found, opinions, posting, visits."""
    row, person = _seen(request, pk), request.person  # type: ignore[attr-defined]
    context = about(row) | {"appraisal": panel(row, person, page_day(request, today())), "state": STATES[row.state]}
    return render(request, "awards/award_appraisal.html", context)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_appraisal_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/tham-dinh/<việc>/`: one act of who receives; what is missing is told before."""
    row, person = _seen(request, pk), request.person  # type: ignore[attr-defined]
    if slug not in SLUGS:
        raise Http404("act")
    if not receives(person, row.body):
        raise PermissionDenied(slug)
    act = ACTS[SLUGS[slug]]
    form = ActForm(request.POST or None, act=act.code, initial={"version": row.version})
    status = 200
    if request.method == "POST":
        status = _acted(form, row, act.code, person) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, f"{act.label}: đã ghi vào hồ sơ.")
            return SeeOther(reverse("award_appraisal", args=[pk]))
    context = about(row, Place(act.label)) | {"form": form, "title": act.label, "button": act.label}
    context["missing"] = not_yet(row, act.code, today()) if status == 200 else ()
    if act.code in MENDED and row.state in act.before:
        context["mend"] = (reverse("award_finding", args=[pk, MENDED[act.code]]), "Ghi kết quả kiểm tra")
    return render(request, "awards/award_appraisal_act.html", context, status=status)


def _acted(form: ActForm, row: Any, act: str, person: Any) -> int:
    """Takes the act; 303 when it was taken, else the status with which the form is shown again."""
    said = dict(form.cleaned_data)
    given: dict[str, Any] = {"acting": person}
    if act == "receive":
        given["received_on"] = said["received_on"]
    elif act in ("stop_formal", "stop_content"):
        given["missing"] = said["reason"]
    elif act == "minutes_pass":
        given |= {"minutes": said["paper"], "reason": said["reason"]}
    else:
        given |= {name: said[name] for name in ("paper", "reason") if name in said}
    return acted(form, lambda: getattr(actions, act)(row, said["version"], **given))


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_finding(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/kiem-tra/<loại>/`: every line of one check; a finding is added."""
    row, person = _seen(request, pk), request.person  # type: ignore[attr-defined]
    if slug not in FINDS:
        raise Http404("check")
    kind = FINDS[slug]
    if not _may_find(person, row, kind):
        raise PermissionDenied(slug)
    lines = _lines(row, kind)
    typed = request.POST if request.method == "POST" else None
    form = FindingForm(typed, lines=_offered(row, lines))
    status = 200
    if request.method == "POST":
        status = _found(form, row, kind, person) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, f"Đã ghi {len(form.looked)} kết quả kiểm tra.")
            return SeeOther(reverse("award_appraisal", args=[pk]))
    title = str(dict(CHECKS)[kind]).capitalize()
    closed = "" if row.state in actions.WHEN[kind] else f"vì hồ sơ đang ở bước “{row.state_label}”."
    context = about(row, Place(title)) | {"form": form, "title": title, "closed": closed}
    open_ones = {} if closed else form.keys
    context["lines"] = [(one.words, one, form.of(one.line) if one.line in open_ones else None) for one in lines]
    return render(request, "awards/award_finding.html", context, status=status)


def _offered(row: Any, lines: Any) -> list[tuple[str, str]]:
    """The lines on which something can be found now: never over what a rule refuses."""
    found = [one for one in lines if one.result != NOT_MET and answered_late(row.state, one.line)]
    return [(one.line, one.words) for one in found]


def _may_find(person: Any, row: Any, kind: str) -> bool:
    if kind == NTM:
        return bool(row.body.kind == PROVINCE and person.may(CONFIRMS_NTM))
    return receives(person, row.body)


def _lines(row: Any, kind: str) -> Any:
    """The lines of a check with what was found on each."""
    if kind == CONTENT:
        return content_found(row, today())
    said = last_findings(row)
    return formal_lines(row, today(), said) if kind == FORMAL else ntm_lines(row, said)


def _found(form: FindingForm, row: Any, kind: str, person: Any) -> int:
    return acted(form, lambda: actions.record_findings(row, kind=kind, found=form.looked, acting=person))
