"""Pages of the way in: what came, the preview of a file, and every decision about it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chungsuc.accounts.facts import full_names
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.numbers import plain
from chungsuc.web.uploads import tell_refused_upload
from chungsuc.workbooks.limits import DEFAULT, MIB
from chungsuc.workbooks.refusals import WorkbookRefused

from . import actions, facts, tables, workflow
from .access import batch_for, needs_import, only_sent_by
from .forms import ChooseForm, UploadForm
from .kinds import kind_of, noun_of, samples_of
from .models import Batch, BatchRow
from .sample_files import MADE, TYPES

HOME = "Nhập số liệu"


@dataclass(frozen=True)
class Typed:
    """What was typed into a form of a row and why it was not taken."""

    row: int
    cell: str
    text: str
    fault: str


@never_cache
@needs_import
@require_http_methods(["GET", "HEAD", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """`/nhap-so-lieu/`: the form for a new file, and what came so far."""
    kinds = request.kinds  # type: ignore[attr-defined]
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds)
    tell_refused_upload(form, request, DEFAULT.file_bytes // MIB)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _received(request, form)
            return SeeOther(reverse("jobs:job", args=[batch.job]))
        except WorkbookRefused as refused:
            form.add_error("file", str(refused))
    own = only_sent_by(request.person)  # type: ignore[attr-defined]
    found, following = facts.batches([kind.code for kind in kinds], _uuid(request.GET.get("truoc", "")), own)
    context = {"form": form, "table": tables.batch_table(found), "following": following, "place": [Place(HOME)]}
    context["samples"] = [(kind.code, one) for kind in kinds for one in samples_of(kind)]
    return render(request, "imports/imports.html", context, status=422 if form.errors else 200)


@never_cache
@needs_import
@require_safe
def import_sample(request: HttpRequest, kind: str, code: str, ending: str) -> HttpResponse:
    """`/nhap-so-lieu/mau/<loại>/<mẫu>.xlsx`, `.docx`: an empty list of a kind to fill in."""
    kinds = [one for one in request.kinds if one.code == kind]  # type: ignore[attr-defined]
    found = next((one for of in kinds for one in samples_of(of) if one.code == code), None)
    if found is None or ending not in MADE:
        raise Http404("sample")
    file, name = MADE[ending](found, today()), f"mau-{code}.{ending}"
    answer: Any = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[ending])
    answer["Cache-Control"] = "private, no-store"
    return answer


def _received(request: HttpRequest, form: UploadForm) -> Batch:
    data = form.cleaned_data
    return actions.receive(
        data["file"],
        filename=data["file"].name,
        kind=data["kind"],
        by=request.user.get_username(),
        set_code=data.get("set_code") or "",
        year=data.get("year"),
        read_later=True,
        paper=form.paper,
    )


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


@never_cache
@needs_import
@require_safe
def batch_page(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """`/nhap-so-lieu/<id>/`: how a file stands: being read, refused, to be confirmed, let in, taken back."""
    return _show(request, batch_for(request, batch_id))


def _show(request: HttpRequest, batch: Batch, typed: Typed | None = None, undo_fault: str = "") -> HttpResponse:
    kind = kind_of(batch.kind)
    context: dict[str, Any] = {
        "batch": batch,
        "kind": kind,
        "noun": noun_of(kind),
        "judged": kind.needs_set,
        "sign": facts.STATE_SIGNS[batch.state],
        **_who(batch),
        "place": [Place(HOME, reverse("imports")), Place(batch.filename)],
        "typed": typed,
        "undo_fault": undo_fault,
    }
    if batch.state == workflow.PREVIEWED:
        context |= _preview(request, batch, typed)
    if batch.state in (workflow.CONFIRMED, workflow.UNCHANGED):
        context["results"] = kind.results(batch)
    if batch.state == workflow.CONFIRMED:
        context["taken_back"], context["left"] = kind.in_use(batch)
        context["reason"] = request.POST.get("reason", "")
    return render(request, "imports/batch.html", context, status=422 if typed or undo_fault else 200)


def _who(batch: Batch) -> dict[str, str]:
    acted = {name: getattr(batch, name) for name in ("received_by", "confirmed_by", "undone_by")}
    names = full_names(acted.values())
    return {f"{name}_name": names.get(who, who) for name, who in acted.items()}


def _preview(request: HttpRequest, batch: Batch, typed: Typed | None) -> dict[str, Any]:
    which = request.GET.get("loc", "") if request.GET.get("loc", "") in facts.FILTERS else ""
    page = facts.rows_of(batch, which, _number(request.GET.get("sau", "")))
    good = batch.counts["matched"]
    bad = batch.counts["rows"] - good
    small = batch.counts["rows"] <= facts.MATCHED_SHOWN
    matched = facts.rows_of(batch, "khop") if not which and small else facts.RowPage()
    return {
        "which": which,
        "filters": facts.FILTERS,
        "rows": page,
        "table": tables.row_table(page.rows if which == "khop" else matched.rows),
        "matched_following": matched.following,
        "units": _unit_list(batch, page, typed.row if typed else _number(request.GET.get("dong", ""))),
        "general": facts.general_messages(batch),
        "why_not": workflow.why_not_confirm(batch.state, good, bad, only_good=False),
        "why_not_good": workflow.why_not_confirm(batch.state, good, bad, only_good=True),
        "bad": bad,
    }


def _unit_list(batch: Batch, page: facts.RowPage, wanted: int) -> facts.UnitList:
    """The full list of units is long, so one row of a page brings it: the wanted one, else the first that asks."""
    asking = [row.id for row in page.rows if row.asks]
    if not asking:
        return facts.UnitList()
    return facts.unit_list(batch.rows.get(pk=wanted if wanted in asking else asking[0]))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@never_cache
@needs_import
@require_safe
def batch_file(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """`/nhap-so-lieu/<id>/tep/`: the file as it came, only ever as something to save."""
    batch = batch_for(request, batch_id)
    path = actions.path_of(batch)
    if not path.exists():
        raise Http404("file")
    answer: Any = FileResponse(
        path.open("rb"), as_attachment=True, filename=batch.filename, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[no-any-return]


@never_cache
@needs_import
@require_POST
def batch_choose(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Answers which unit a row speaks of."""
    batch, row = _row(request, batch_id)
    form = ChooseForm(request.POST, row=row)
    chosen = form.cleaned_data["unit"] if form.is_valid() else 0
    try:
        if form.errors and batch.state == workflow.PREVIEWED:
            raise actions.ImportRefused(form.fault)
        actions.choose_unit(row, chosen, by=request.user.get_username())
    except actions.Stale as stale:
        messages.error(request, str(stale))
        return _back(request, batch)
    except actions.ImportRefused as refused:
        return _show(request, batch, Typed(row.pk, "", request.POST.get("name", ""), str(refused)))
    messages.success(request, f"Dòng {row.number} là của {row.unit_name}.")
    return _back(request, batch, row)


@never_cache
@needs_import
@require_POST
def batch_mend(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Takes the right value of a cell as typed; what cannot be read is kept in its field with the reason."""
    batch, row = _row(request, batch_id)
    cell, text = request.POST.get("cell", "")[:40], request.POST.get("value", "")[:300]
    try:
        fault = actions.mend_cell(row, cell, text, by=request.user.get_username())
    except actions.ImportRefused as refused:
        messages.error(request, str(refused))
        return _back(request, batch)
    if fault:
        return _show(request, batch, Typed(row.pk, cell, text, fault))
    messages.success(request, f"Ô {cell} đã sửa thành “{text.strip()}”." if text.strip() else f"Ô {cell} đã để trống.")
    return _back(request, batch, row)


def _row(request: HttpRequest, batch_id: UUID) -> tuple[Batch, BatchRow]:
    batch = batch_for(request, batch_id)
    return batch, get_object_or_404(batch.rows, pk=_number(request.POST.get("row", "")))


def _back(request: HttpRequest, batch: Batch, row: BatchRow | None = None) -> SeeOther:
    query = request.GET.copy()
    query.pop("dong", None)
    kept = f"?{query.urlencode()}" if query else ""
    return SeeOther(reverse("batch", args=[batch.pk]) + kept + (f"#dong-{row.pk}" if row else ""))


@never_cache
@needs_import
@require_POST
def batch_confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Lets the good rows of a batch in."""
    batch = batch_for(request, batch_id)
    only_good = request.POST.get("only_good") == "1"
    try:
        applied = actions.confirm(batch, by=request.user.get_username(), only_good=only_good)
        noun = noun_of(kind_of(batch.kind))
        words = f"Đã ghi {plain(applied.written)} {noun} mới" if applied.written else f"Không có {noun} nào mới"
        messages.success(request, f"{words}; {plain(applied.unchanged)} như cũ.")
    except actions.ImportRefused as refused:
        messages.error(request, str(refused))
    return SeeOther(reverse("batch", args=[batch.pk]))


@never_cache
@needs_import
@require_POST
def batch_undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Takes a batch back, with a reason."""
    batch = batch_for(request, batch_id)
    reason = request.POST.get("reason", "")
    if batch.state == workflow.CONFIRMED and not reason.strip():
        return _show(request, batch, undo_fault="Chưa ghi lý do. Hãy ghi vì sao phải hoàn tác lần nhập này.")
    try:
        applied = actions.undo(batch, by=request.user.get_username(), reason=reason[:2000])
        messages.success(
            request, " ".join((f"Đã rút lại {plain(applied.written)} {noun_of(kind_of(batch.kind))}.", *applied.kept))
        )
    except actions.ImportRefused as refused:
        messages.error(request, str(refused))
    return SeeOther(reverse("batch", args=[batch.pk]))
