"""What the device sends by itself: values one by one, photographs, and the service worker that keeps the pages."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chungsuc.evidence import actions as evidence
from chungsuc.evidence.models import Document
from chungsuc.locks.actions import Locked
from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther

from .. import actions
from ..actions import Conflict, EntryRefused
from ..facts.entry import EntryHead, entry_head, figure_words, texts_of
from ..forms import Typed, read_place, whole_number
from ..models import Declared, Indicator
from .entry import entry_url, head_or_404

KEPT = ("web/style.css", "web/page.js", "web/favicon.svg", "criteria/entry.js")
REFUSED = (EntryRefused, Locked)
LARGEST = 64 * 1024


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """`/sw.js`: keeps the pages of entry on the device; tells nothing about anybody, so it needs no right."""
    path = finders.find("criteria/sw.js")
    if path is None:
        raise Http404("sw.js")
    with open(str(path), encoding="utf-8") as file:  # noqa: PTH123
        script = file.read()
    kept = [staticfiles_storage.url(name) for name in KEPT]
    script = script.replace('["KEPT"]', json.dumps(kept)).replace("OFFLINE_START", reverse("entry_home"))
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    answer["Cache-Control"] = "no-cache"
    return answer


def _told(code: int, /, **words: Any) -> JsonResponse:
    return JsonResponse(words, status=code, json_dumps_params={"ensure_ascii": False})


def _refused(text: str, code: int = 422, **more: Any) -> JsonResponse:
    return _told(code, status="refused", message=text, **more)


@never_cache
@needs("value.declare")
@require_POST
def entry_sync(request: HttpRequest) -> HttpResponse:
    """`/khai/gui/`: one value from a device's queue. The same `client_id` twice is written once.

    200 sent, 409 with both values, 422 refused with its field, 403 another account's, 404 out of reach.
    """
    given = _json(request)
    if given is None:
        return _refused("Dữ liệu gửi lên không đọc được. Hãy mở lại trang.", 400)
    if whole_number(given.get("account")) != request.user.pk:
        return _refused("Mục này do tài khoản khác khai trên máy. Hãy đăng nhập tài khoản ấy để gửi.", 403)
    head = entry_head(_text(given, "unit"), _text(given, "set"), whole_number(given.get("year")))
    if head is None or not request.scope.covers(head.unit.pk):  # type: ignore[attr-defined]
        return _refused("Không có nơi khai này.", 404)
    typed = _typed(given, head)
    mark = _uuid(given.get("client_id"))
    if typed is None or mark is None:
        return _refused("Bộ tiêu chí không hỏi số liệu này. Hãy mở lại trang.")
    if typed.errors:
        name, text = next(iter(typed.errors.items()))
        return _refused(text, field=f"{typed.prefix}-{name}")
    return _declared(request, head, typed, given, mark)


def _declared(
    request: HttpRequest, head: EntryHead, typed: Typed, given: Mapping[str, Any], mark: UUID
) -> HttpResponse:
    earlier = given.get("supersedes")
    known = tuple(filter(None, map(_uuid, earlier[:50]))) if isinstance(earlier, list) else ()
    entry = typed.entry(base=whole_number(given.get("base")), client_id=mark, supersedes=known)
    person = request.person  # type: ignore[attr-defined]
    try:
        found = actions.declare(head.unit, head.criteria_set, head.year, [entry], acting=person)
    except Conflict as conflict:
        theirs = conflict.theirs[entry.place]
        return _told(409, status="conflict", message=str(conflict), theirs=_shown(theirs))
    except REFUSED as refused:
        return _refused(str(refused))
    row = found.get(entry.place)
    return _told(200, status="sent", **(_shown(row) if row else {"id": 0, "text": "", "at": ""}))


def _shown(row: Declared) -> dict[str, Any]:
    local = timezone.localtime(row.entered_at)
    words = {"source_document": row.source_document, "note": row.note}
    return {
        "id": row.pk,
        "text": figure_words(row) or "để trống",
        "by": row.entered_by,
        "at": f"{local:%H:%M %d/%m/%Y}",
        "fields": {**texts_of(row), **words},
    }


def _json(request: HttpRequest) -> dict[str, Any] | None:
    """The body as a mapping; None when it is too long, no JSON, or holds what no text can (NUL, lone surrogates)."""
    if request.content_type != "application/json":
        return None
    body = request.body
    try:
        given = json.loads(body) if len(body) <= LARGEST else None
        clean = "\0" not in json.dumps(given, ensure_ascii=False).encode().decode() and "\\u0000" not in json.dumps(
            given
        )
    except (ValueError, RecursionError):
        return None
    return given if clean and isinstance(given, dict) else None


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value[:100] if isinstance(value, str) else ""


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _typed(given: Mapping[str, Any], head: EntryHead) -> Typed | None:
    rows = Indicator.objects.filter(criterion__set=head.criteria_set, code=_text(given, "indicator"))
    indicator = rows.select_related("criterion", "measure").first()
    fields, sex = given.get("fields"), _text(given, "sex")
    if indicator is None or not isinstance(fields, dict) or sex not in (("m", "f") if indicator.by_sex else ("",)):
        return None
    return read_place({str(key): str(value) for key, value in fields.items()}, indicator, sex)


@never_cache
@needs("value.declare")
@require_POST
def entry_file(request: HttpRequest, code: str, set: str, year: int, no: int) -> HttpResponse:
    """`…/tep/`: a new file, a document held already, or one taken off, for one indicator. JSON for the device."""
    head = head_or_404(request, code, set, year)
    indicators = Indicator.objects.filter(criterion__set=head.criteria_set, criterion__no=no)
    indicator = indicators.select_related("measure").filter(code=request.POST.get("indicator", "")[:20]).first()
    if indicator is None:
        raise Http404("indicator")
    try:
        said, document = _filed(request, head, indicator)
    except (*REFUSED, evidence.EvidenceRefused, evidence.FileRefused) as refused:
        return _file_answer(request, head, no, 422, str(refused))
    return _file_answer(request, head, no, 200, said, document)


def _filed(request: HttpRequest, head: EntryHead, indicator: Indicator) -> tuple[str, int]:
    person, upload = request.person, request.FILES.get("file")  # type: ignore[attr-defined]
    held = Document.objects.filter(pk=whole_number(request.POST.get("document"))).first()
    if request.POST.get("act") == "detach" and held is not None:
        actions.detach_document(head.unit, head.year, indicator, held, acting=person)
        return "Đã gỡ tài liệu khỏi chỉ tiêu; tài liệu vẫn ở kho minh chứng của đơn vị.", held.pk
    if upload is not None:
        actions.may_file(head.unit, head.year, indicator, acting=person)
        held = evidence.take_in(
            upload,
            unit=head.unit,
            kind=request.POST.get("kind", "")[:60],
            by=request.user.get_username(),
            told=evidence.Told(title=request.POST.get("title", "")[:300]),
            client_id=_uuid(request.POST.get("client_id")),
            post=person.title[:200],
        )
    if held is None:
        raise EntryRefused("Chưa chọn tệp hoặc tài liệu nào.")
    actions.attach_document(head.unit, head.year, indicator, held, acting=person)
    return f"Đã gắn tài liệu “{held.title}”.", held.pk


def _file_answer(
    request: HttpRequest, head: EntryHead, no: int, status: int, text: str, document: int = 0
) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        word = "sent" if status == 200 else "refused"
        return _told(status, status=word, message=text, document=document)
    (messages.success if status == 200 else messages.error)(request, text)
    return SeeOther(entry_url(head, no))
