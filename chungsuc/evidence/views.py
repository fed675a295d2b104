"""Pages of evidence: what is held and what lapses, sending, one document, its file."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther, never_active
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.uploads import tell_refused_upload

from . import facts, storage
from .access import ADD, document_for, may_add, units_to_send_for
from .actions import EvidenceRefused, FileRefused, Locked, take_in, withdraw
from .content.limits import MIB
from .forms import DocumentFilter, SendForm, WithdrawForm
from .locking import LockFact, lock_of
from .models import Document
from .tables import document_table, size_words

HOME = "Minh chứng"


@needs("evidence.read")
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """`/minh-chung/`: what lapses first, then everything, newest first."""
    day = page_day(request, today())
    scope, rule = request.scope, facts.warning_rule(day)  # type: ignore[attr-defined]
    narrowed = DocumentFilter(request.GET, kinds=facts.kind_choices())
    unit = _unit_asked(request)
    asked = facts.Asked(unit.pk if unit else None, narrowed.told("loai"), narrowed.told("tinh_trang"))
    before = _number(request.GET.get("truoc", ""))
    shown = facts.documents_page(scope.unit_ids, asked, day, rule, before)
    plain = asked == facts.Asked(asked.unit_id) and not before
    soon = facts.lapsing([unit.pk] if unit else scope.unit_ids, day, rule=rule) if plain else []
    context = {
        **_tables(soon, shown, unit),
        "filter_form": narrowed,
        "narrowed": not plain,
        "rule": rule,
        "may_add": request.person.may(ADD),  # type: ignore[attr-defined]
    }
    return render(request, "evidence/evidence.html", context)


def _tables(soon: list[facts.DocumentFact], shown: facts.Shown, unit: Unit | None) -> dict[str, Any]:
    names = facts.unit_names([*(d.unit_id for d in (*soon, *shown.documents)), *([unit.pk] if unit else [])])
    name = names.get(unit.pk, "") if unit else ""
    return {
        "soon": document_table(soon, names, "Sắp hết và đã hết hiệu lực"),
        "table": document_table(shown.documents, names, "Minh chứng", empty="Không có minh chứng nào như đã lọc."),
        "soon_count": len(soon),
        "following": shown.following,
        "unit": unit,
        "unit_name": name,
        "place": [Place(HOME, reverse("evidence")), Place(name)] if unit else [Place(HOME)],
    }


def _unit_asked(request: HttpRequest) -> Unit | None:
    """The unit in the address; Http404 when it is out of reach, as if it did not exist."""
    code = request.GET.get("don-vi", "")
    if not code:
        return None
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not request.scope.covers(unit.pk):  # type: ignore[attr-defined]
        raise Http404("unit")
    return unit


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@never_cache
@needs(ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: HttpRequest) -> HttpResponse:
    """`/minh-chung/moi/`: a document is sent; the same file twice leads to the one that is there."""
    person = request.person  # type: ignore[attr-defined]
    most = facts.limits().file_bytes // MIB
    units = units_to_send_for(person, today())
    own = "" if person.scope(ADD).unit_ids is None or not units else units[0][0]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SendForm(
        *sent,
        units=units,
        kinds=facts.kind_choices(),
        most_mib=most,
        initial={"unit": request.GET.get("don-vi", own), "kind": request.GET.get("loai", "")},
    )
    tell_refused_upload(form, request, most)
    if request.method == "POST" and form.is_valid() and (answer := _sent(request, form)):
        return answer
    place = [Place(HOME, reverse("evidence")), Place("Đưa minh chứng lên")]
    context = {"form": form, "place": place, "kinds": facts.kind_facts(), "lock": _lock_for(form)}
    return render(request, "evidence/evidence_new.html", context, status=422 if form.errors else 200)


def _lock_for(form: SendForm) -> LockFact | None:
    """What holds back the unit that the form speaks of, told before anything is typed."""
    code = form["unit"].value()
    unit = Unit.objects.filter(code=code).first() if code in dict(form.fields["unit"].choices) else None  # type: ignore[attr-defined]
    return lock_of(unit.pk) if unit else None


def _sent(request: HttpRequest, form: SendForm) -> HttpResponse | None:
    """Takes the file in; None when it is refused, with the reason at its place."""
    data, by = form.cleaned_data, request.user.get_username()
    unit = Unit.objects.get(code=data["unit"])
    newest = Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        document = take_in(data["file"], unit=unit, kind=data["kind"], by=by, told=form.told, post=_post(request))
    except FileRefused as refused:
        form.add_error("file", str(refused))
        return None
    except (EvidenceRefused, Locked) as refused:
        form.add_error(None, str(refused))
        return None
    said = (
        "Đã lưu minh chứng."
        if document.pk > newest
        else "Tệp này đã có từ trước, không lưu thêm. Đây là minh chứng ấy."
    )
    messages.success(request, said)
    again = "them" in request.POST
    query = f"?don-vi={unit.code}&loai={data['kind']}"
    address = reverse("evidence_new") + query if again else reverse("evidence_document", args=[document.pk])
    return SeeOther(address)


def _post(request: HttpRequest) -> str:
    return str(request.person.title)[:200]  # type: ignore[attr-defined]


@never_cache
@needs("evidence.read")
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_document(request: HttpRequest, pk: int) -> HttpResponse:
    """`/minh-chung/<pk>/`: one document: what is printed on it, what uses it, what was done to it."""
    document = document_for(request, pk)
    may = may_add(request.person, document.unit_id)  # type: ignore[attr-defined]
    if request.method == "POST" and not may:
        raise Http404("act")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _withdrawn(request, document, form):
        return SeeOther(reverse("evidence_document", args=[pk]))
    context = {
        **_about(document),
        "form": form if may and document.withdrawn_at is None else None,
        "lock": lock_of(document.unit_id) if may else None,
    }
    return render(request, "evidence/evidence_document.html", context, status=422 if form.errors else 200)


def _about(document: Document) -> dict[str, Any]:
    fact = facts.document_facts([document], today(), facts.warning_rule(today()).whole)[0]
    uses = facts.uses(document.pk)
    return {
        "fact": fact,
        "unit": document.unit,
        "unit_name": facts.unit_names([document.unit_id]).get(document.unit_id, ""),
        "uses": uses,
        "live": sum(use.unlinked_at is None for use in uses),
        "history": facts.history(document.pk),
        "size": size_words(fact.size),
        "place": [Place(HOME, reverse("evidence")), Place(fact.title)],
    }


def _withdrawn(request: HttpRequest, document: Document, form: WithdrawForm) -> bool:
    try:
        withdraw(document, reason=form.cleaned_data["reason"], by=request.user.get_username(), post=_post(request))
    except (EvidenceRefused, Locked) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Đã rút minh chứng. Tài liệu vẫn đọc được, kèm lý do rút.")
    return True


@never_cache
@needs("evidence.read")
@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """`/minh-chung/<pk>/tep/`: the file, to be saved; a picture may be looked at (`?xem=1`). Nothing ever runs."""
    document = document_for(request, pk)
    path = storage.path_of(document.file.sha256)
    if not path.exists():
        raise Http404("file")
    look = document.file.is_image and request.GET.get("xem") == "1"
    name = f"minh-chung-{document.pk}.{document.file.extension}"
    answer: Any = FileResponse(
        path.open("rb"), as_attachment=not look, filename=name, content_type=document.file.media_type
    )
    return never_active(answer)
