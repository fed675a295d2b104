"""The acts on an exemplar, a page each: who may, what is typed, what happens."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.evidence.actions import EvidenceRefused, FileRefused, Locked, Told, take_in
from chungsuc.evidence.content.limits import MIB
from chungsuc.evidence.facts import limits
from chungsuc.evidence.models import Document
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.organisations.finding import names_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.uploads import tell_refused_upload

from .. import actions, workflow
from ..access import CONSENT_KIND, PHOTO_KIND, READ, WRITE, Desk, exemplar_for
from ..actions import Agreed, ExemplarRefused, Stale, Written
from ..facts import record_of
from ..forms.register import AskAgainForm, CopyForm, EndForm, ResultForm, RewriteForm, VerifyForm
from ..forms.showing import ConsentForm, PhotoForm, RemovePhotoForm, WithdrawForm
from ..models import Consent, Copy, Photo
from .register import HOME, acts_of, desk_of

DONE = {
    workflow.VERIFY: "Đã ghi kết quả xác minh.",
    workflow.ASK_AGAIN: "Đã đề nghị xác minh lại.",
    workflow.REWRITE: "Đã ghi nội dung mới. Nội dung mới phải được xác minh lại.",
    workflow.END: "Đã ghi thôi nêu gương. Điển hình vẫn ở trong sổ, kèm lý do.",
    workflow.CONSENT: "Đã ghi sự đồng ý.",
    workflow.WITHDRAW: "Đã ghi việc rút đồng ý. Từ lúc này không trang nào hiện nữa.",
    workflow.ADD_PHOTO: "Đã thêm ảnh.",
    workflow.REMOVE_PHOTO: "Đã gỡ ảnh.",
    workflow.COPY: "Đã ghi nơi học theo.",
}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/dien-hinh/<pk>/<việc>/`: one act, for whoever may do it."""
    desk = desk_of(request)
    row = exemplar_for(desk, pk)
    act, record = workflow.SLUGS.get(slug), record_of(row)
    closed = dict((known.code, why) for known, why in acts_of(desk, row, record))
    if act is None or act.code not in closed:
        raise Http404("act")
    form = _form(request, act, row, record)
    tell_refused_upload(form, request, limits().file_bytes // MIB)
    status = 200
    if request.method == "POST":
        status = _done(form, act, row, desk) if form.is_valid() else 422
        if status == 303:
            messages.success(request, DONE[act.code])
            return SeeOther(reverse("exemplar", args=[pk]))
    context = {
        "form": form,
        "act": act,
        "row": row,
        "called": desk.called(row),
        "closed": closed[act.code],
        "place": _place(pk, act),
    }
    return render(request, "exemplars/exemplar_act.html", context, status=status)


def _place(pk: int, act: workflow.Act) -> list[Place]:
    return [Place(HOME, reverse("exemplars")), Place(f"Số {pk}", reverse("exemplar", args=[pk])), Place(act.label)]


FORMS: Mapping[str, type[Form]] = {
    workflow.VERIFY: VerifyForm,
    workflow.ASK_AGAIN: AskAgainForm,
    workflow.REWRITE: RewriteForm,
    workflow.END: EndForm,
    workflow.CONSENT: ConsentForm,
    workflow.ADD_PHOTO: PhotoForm,
}


def _form(request: HttpRequest, act: workflow.Act, row: Any, record: Any) -> Form:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    first = show_day(today())
    initial = {"version": row.version, "on": first, "given_on": first, "since": first}
    if act.code == workflow.WITHDRAW:
        offered = [(str(one.pk), f"{one.get_about_display()}, {one.get_scope_display()}") for one in record.standing]
        return WithdrawForm(data, initial=initial, consents=offered)
    if act.code == workflow.REMOVE_PHOTO:
        return RemovePhotoForm(data, photos=[(str(photo.pk), photo.caption) for photo in record.photos])
    if act.code in (workflow.REWRITE, workflow.ASK_AGAIN):
        initial |= {"name": row.name, "title": row.title, "text": row.story}
    if act.code == workflow.COPY:
        return CopyForm(data, initial=initial, day=today())
    return FORMS[act.code](data, files, initial=initial)


def _done(form: Form, act: workflow.Act, row: Any, desk: Desk) -> int:
    """Carries the act out: 303, or 409 and 422 with the reason at the form."""
    try:
        _CARRIED[act.code](row, form, desk)
    except FileRefused as refused:
        form.add_error("file", str(refused))
    except (EvidenceRefused, Locked) as refused:
        form.add_error(None, str(refused))
    except ExemplarRefused as refused:
        form.add_error(None, str(refused))
        return 409 if isinstance(refused, Stale) else 422
    return 422 if form.errors else 303


def _kept(file: Any, kind: str, row: Any, desk: Desk, title: str) -> Document:
    """The sent file as a document of the exemplar's unit; its title names nobody."""
    told = Told(title=f"{title}, điển hình số {row.pk}")
    return take_in(file, unit=row.unit, kind=kind, by=desk.person.username, told=told, post=desk.person.title[:200])


def _verify(row: Any, form: Form, desk: Desk) -> None:
    data = form.cleaned_data
    said = {name: data[name] for name in ("outcome", "on", "reason")}
    actions.verify(row, data["version"], acting=desk.person, **said)


def _rewrite(row: Any, form: Form, desk: Desk) -> None:
    data = form.cleaned_data
    written = Written(data["name"], data["title"], data["text"])
    actions.rewrite(row, data["version"], written, acting=desk.person)


def _ask_again(row: Any, form: Form, desk: Desk) -> None:
    data = form.cleaned_data
    written = Written(row.name, data["title"], data["text"])
    actions.ask_again(row, data["version"], written, reason=data["reason"], acting=desk.person)


def _end(row: Any, form: Form, desk: Desk) -> None:
    data = form.cleaned_data
    actions.end(row, data["version"], on=data["on"], reason=data["reason"], acting=desk.person)


def _consent(row: Any, form: Form, desk: Desk) -> None:
    data = form.cleaned_data
    file = data.get("file")
    document = _kept(file, CONSENT_KIND, row, desk, "Giấy đồng ý") if file else None
    agreed = Agreed(data["about"], data["scope"], data["given_on"], document, data["witness"])
    actions.give_consent(row, data["version"], agreed, acting=desk.person)


def _withdraw(row: Any, form: Form, desk: Desk) -> None:
    data = form.cleaned_data
    consent = Consent.objects.select_related("exemplar").get(pk=data["consent"], exemplar=row)
    actions.withdraw_consent(consent, on=data["on"], how=data["how"], acting=desk.person)


def _add_photo(row: Any, form: Form, desk: Desk) -> None:
    data = form.cleaned_data
    document = _kept(data["file"], PHOTO_KIND, row, desk, "Ảnh")
    actions.add_photo(row, data["version"], document, caption=data["caption"], acting=desk.person)


def _remove_photo(row: Any, form: Form, desk: Desk) -> None:
    photo = Photo.objects.select_related("exemplar", "document").get(pk=form.cleaned_data["photo"], exemplar=row)
    actions.remove_photo(photo, acting=desk.person)


def _copy(row: Any, form: Form, desk: Desk) -> None:
    assert isinstance(form, CopyForm) and form.found is not None
    data = form.cleaned_data
    actions.copy(row, data["version"], unit=form.found.unit, since=data["since"], acting=desk.person)


_CARRIED: Mapping[str, Callable[[Any, Form, Desk], None]] = {
    workflow.VERIFY: _verify,
    workflow.ASK_AGAIN: _ask_again,
    workflow.REWRITE: _rewrite,
    workflow.END: _end,
    workflow.CONSENT: _consent,
    workflow.WITHDRAW: _withdraw,
    workflow.ADD_PHOTO: _add_photo,
    workflow.REMOVE_PHOTO: _remove_photo,
    workflow.COPY: _copy,
}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """`/dien-hinh/nhan-rong/<pk>/`: what came of a copy, told by its unit or by whoever keeps the exemplar."""
    desk = desk_of(request)
    row = get_object_or_404(Copy.objects.select_related("exemplar__unit", "unit"), pk=pk)
    theirs = desk.own.covers(row.unit_id)
    seen = row.exemplar if theirs else exemplar_for(desk, row.exemplar_id)
    may = theirs or desk.keeps(seen)
    if request.method == "POST" and not may:
        raise PermissionDenied(WRITE)
    results = list(row.results.all())
    initial = {"version": len(results) + 1, "on": show_day(today())}
    form = ResultForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = _result_told(form, row, desk) if form.is_valid() else 422
        if status == 303:
            messages.success(request, "Đã ghi kết quả học theo.")
            return SeeOther(reverse("exemplar_copy", args=[pk]))
    context = {
        **_of_copy(row, results, today()),
        "form": form if may else None,
        "opens": not theirs or desk.keeps(seen),
    }
    return render(request, "exemplars/exemplar_copy.html", context, status=status)


def _of_copy(row: Copy, results: list[Any], day: date) -> dict[str, Any]:
    names = names_on([row.unit_id], min(day, row.unit.until or day))
    return {
        "row": row,
        "results": results,
        "unit_name": names.get(row.unit_id, row.unit.code),
        "place": [Place(HOME, reverse("exemplars")), Place(f"Học theo số {row.exemplar_id}")],
    }


def _result_told(form: ResultForm, row: Copy, desk: Desk) -> int:
    data = form.cleaned_data
    said = {name: data[name] for name in ("outcome", "text", "on")}
    try:
        actions.tell_result(row, data["version"], acting=desk.person, **said)
    except ExemplarRefused as refused:
        form.add_error(None, str(refused))
        return 409 if isinstance(refused, Stale) else 422
    return 303
