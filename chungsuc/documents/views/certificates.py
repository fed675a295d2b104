"""Pages of certificates: batches with preview, numbers and progress; one certificate and its end."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.typesetting import certificates as setting
from chungsuc.typesetting import overlays
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import actions, certificate_facts, facts, paper_facts, printability
from ..access import DRAFT, NUMBER, READ, actors, batch_for, bodies, certificate_for, may
from ..actions.certificates import blank_as
from ..forms.certificates import BatchForm, RevokeForm
from ..forms.papers import Body
from ..listing import ListRefused, entries_in
from ..lists import SIGNS, batch_table, certificate_table, entry_table
from ..models import Blank, Certificate, CertificateBatch
from ..printing import blank_of, content_of, paper_size, values_of
from ..rules.entries import entries_of
from ..workflow import (
    ASKED,
    BATCH_STATES,
    CERTIFICATE_STATES,
    CLERK,
    DRAFTER,
    NUMBERED,
    PREPARED,
    PRINTED,
    REPLACED,
    VALID,
)
from .answers import carried_out, home, kept_file, made_file

LIST = "Bằng, giấy khen"
_ITEMS = 50
_SAMPLE = 3  # certificates in a draft to look at


@needs(READ)
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """`/giay-to/bang/`: the batches of one's bodies, the newest first."""
    person: Person = request.person  # type: ignore[attr-defined]
    shown = page_of(request, certificate_facts.batch_list(bodies(person, READ)), _ITEMS)
    context = {"table": batch_table(shown.object_list), "shown": shown, "may_draft": person.may(DRAFT)}
    return render(request, "documents/certificates.html", {**context, "place": home(Place(LIST))})


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_batch_new(request: HttpRequest) -> HttpResponse:
    """`/giay-to/bang/moi/`: what all certificates say and who gets one, typed or from a workbook."""
    person: Person = request.person  # type: ignore[attr-defined]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    units = list(Unit.objects.on(today()).filter(pk__in=bodies(person, DRAFT)))
    names = paper_facts.body_names(unit.pk for unit in units)
    form = BatchForm(
        *sent,
        bodies=[Body(unit, names[unit.pk], facts.letterhead_of(unit, today())) for unit in units],
        kinds=paper_facts.kind_choices(today(), certificates=True),
        blanks=[(str(b.pk), b.name) for b in certificate_facts.blank_list(bodies(person, DRAFT))],
        today=today(),
    )
    if form.is_bound and form.is_valid() and (answer := _prepared(request, form, person)):
        return answer
    context = {"form": form, "place": home(Place(LIST, reverse("certificates")), Place("Lập đợt in"))}
    return render(request, "documents/certificate_batch_new.html", context, status=422 if form.errors else 200)


def _prepared(request: HttpRequest, form: BatchForm, person: Person) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        entries = entries_in(said["file"], said["file"].name) if said.get("file") else entries_of(said["entries"])
    except ListRefused as refused:
        form.add_error("file", str(refused))
        return None
    blank = Blank.objects.filter(pk=said["blank"], unit_id=form.body.unit.pk).first() if said.get("blank") else None
    given = {"day": said["day"], "common": form.common, "entries": entries, "blank": blank, "size": said["size"]}
    does = lambda: actions.prepare_batch(form.body.unit, said["kind"], by=person, **given)  # noqa: E731
    return carried_out(
        request, form, does, "Đã lập đợt. Hãy xem lại danh sách trước khi cấp số.", _page, reverse("certificates")
    )


def _page(batch: CertificateBatch) -> str:
    return reverse("certificate_batch", args=[batch.pk])


class _Plain:
    """An act without a form of its own: its refusal is told above the page."""

    def __init__(self) -> None:
        self.told = ""

    def refuse(self, refused: Exception) -> None:
        self.told = str(refused)


_ACTS = {
    "bo": (DRAFTER, (PREPARED,), actions.drop_batch, "Đã bỏ đợt. Không số nào bị dùng."),
    "cap-so": (CLERK, (PREPARED,), actions.number_batch, "Đã cấp số. Tệp in đang được dàn."),
    "in-lai": (CLERK, (NUMBERED,), actions.print_again, "Đã gửi in lại."),
}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/bang/<pk>/`: before numbers: how many, who, which numbers; then the progress; then the file."""
    batch, plain = batch_for(request, pk), _Plain()
    held = actors(request.person, batch.unit_id)  # type: ignore[attr-defined]
    if request.method == "POST" and (answer := _batch_act(request, batch, held, plain)):
        return answer
    context = {**_batch_about(request, batch), "told": plain.told, "place": _places(batch)}
    may_act = {act: actor in held and batch.state in states for act, (actor, states, *_) in _ACTS.items()}
    context |= {"may_drop": may_act["bo"], "may_number": may_act["cap-so"], "may_again": may_act["in-lai"]}
    return render(request, "documents/certificate_batch.html", context, status=422 if plain.told else 200)


def _batch_act(request: HttpRequest, batch: CertificateBatch, held: Any, plain: _Plain) -> HttpResponse | None:
    asked = request.POST.get("viec", "")
    if asked not in _ACTS:
        raise Http404("act")
    actor, _, does, done = _ACTS[asked]
    if actor not in held:
        raise PermissionDenied(asked)
    seen = {"expected": request.POST.get("so-dau", "")[:100]} if asked == "cap-so" else {}
    by = request.person  # type: ignore[attr-defined]
    return carried_out(request, plain, lambda: does(batch, by=by, **seen), done, lambda _: _page(batch), _page(batch))


def _batch_about(request: HttpRequest, batch: CertificateBatch) -> dict[str, Any]:
    numbered = batch.state in (NUMBERED, PRINTED)
    rows = batch.certificates.select_related("number") if numbered else list(enumerate(batch.entries, 1))
    shown = page_of(request, rows, _ITEMS)  # type: ignore[arg-type]
    job = certificate_facts.job_of(batch) if batch.state == NUMBERED else None
    lost = printability.lost_of_batch(batch.common, batch.entries) if batch.state == PREPARED else []
    return {
        "batch": batch,
        "count": len(batch.entries),
        "body": paper_facts.body_names([batch.unit_id]).get(batch.unit_id, ""),
        "sign": SIGNS[BATCH_STATES[batch.state].shape],
        "table": certificate_table(shown.object_list) if numbered else entry_table(shown.object_list),
        "shown": shown,
        "span": certificate_facts.span_of(batch) if batch.state == PREPARED else None,
        "squeezed": _squeezed(batch) if batch.state == PREPARED and batch.blank else [],
        "lost": lost,
        "font_advice": printability.font_advice() if batch.state == PREPARED else "",
        "job": job,
        "failed": job is not None and job.is_finished,
        "history": paper_facts.history("documents.batch", batch.pk),
    }


def _squeezed(batch: CertificateBatch) -> list[str]:
    """Entries of the first page whose texts have to be set smaller to fit their blank."""
    kept = blank_as(batch.blank)
    if kept is None:
        return []
    entries = batch.entries[:_ITEMS]
    found = overlays.squeezed(blank_of(kept), [values_of(batch, None, entry) for entry in entries])
    return [entries[one.entry]["recipient"] for one in found]


def _places(batch: CertificateBatch) -> list[Place]:
    return home(Place(LIST, reverse("certificates")), Place(f"{batch.kind_name}, đợt {batch.pk}"))


@never_cache
@needs(READ)
@require_safe
def certificate_batch_file(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/bang/<pk>/tep.pdf`: the one file of a printed batch; before that the first few as a draft."""
    batch = batch_for(request, pk)
    if batch.state == PRINTED and batch.file:
        return kept_file(batch.file, f"bang-dot-{batch.pk}.pdf")  # type: ignore[return-value]
    if batch.state != PREPARED:
        raise Http404("file")
    entries, kept = batch.entries[:_SAMPLE], blank_as(batch.blank)
    if kept is not None:
        made = overlays.overlay(blank_of(kept), [values_of(batch, None, entry) for entry in entries])
    else:
        made = setting.batch([content_of(batch, None, entry) for entry in entries], paper_size(batch))
    return made_file(made, f"xem-thu-dot-{batch.pk}.pdf")


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/bang/so/<pk>/`: one certificate; whoever gives the body's numbers may end it by a paper."""
    found = certificate_for(request, pk)
    may_end = may(request.person, NUMBER, found.batch.unit_id)  # type: ignore[attr-defined]
    if request.method == "POST" and not may_end:
        raise PermissionDenied(NUMBER)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        by, here = request.person, reverse("certificate", args=[pk])  # type: ignore[attr-defined]
        does = lambda: actions.revoke_certificate(found, by=by, **form.cleaned_data)  # noqa: E731
        done = "Đã ghi thu hồi. Trang tra cứu công khai báo ngay là bằng đã bị thu hồi."
        if answer := carried_out(request, form, does, done, lambda _: here, here):
            return answer
    context: dict[str, Any] = {"certificate": found, "batch": found.batch, **_again(request, found)}
    context["form"] = form if may_end and found.state == VALID else None
    context["sign"] = SIGNS[CERTIFICATE_STATES[found.state].shape]
    context["history"] = paper_facts.history("documents.certificate", found.pk)
    context["place"] = [
        *_places(found.batch)[:2],
        Place(f"Đợt {found.batch_id}", _page(found.batch)),
        Place(found.number.printed),
    ]
    return render(request, "documents/certificate.html", context, status=422 if form.errors else 200)


def _again(request: HttpRequest, found: Certificate) -> dict[str, Any]:
    """The certificate in its place, or the request that waits."""
    later = found.replacements.select_related("number").first() if found.state == REPLACED else None
    waiting = found.reissues.filter(state=ASKED).first()
    may_ask = may(request.person, DRAFT, found.batch.unit_id)  # type: ignore[attr-defined]
    return {"later": later, "waiting": waiting, "may_ask": may_ask}
