"""The register of exemplars: the list, a new one, one with everything that was added to it, its photographs."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.accounts.facts import history
from chungsuc.evidence import storage
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import EVERYWHERE, needs
from chungsuc.web.answers import SeeOther, never_active
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.paging import page_of

from .. import actions, events, papers, tables, workflow
from ..access import OPEN, READ, WRITE, Desk, exemplar_for
from ..actions import ExemplarRefused, Stale
from ..facts import candidate_of, record_of
from ..forms.register import ExemplarFilter, FindForm
from ..models import Coverage, Exemplar, Photo
from ..rules.candidates import SORTS
from ..rules.naming import KINDS
from .files import workbook

HOME = "Điển hình"
PAGE = 50


def desk_of(request: HttpRequest) -> Desk:
    """What whoever asks may do."""
    return Desk(request.person)  # type: ignore[attr-defined]


def _asked(request: HttpRequest, desk: Desk) -> tuple[ExemplarFilter, Any]:
    """The filters of the address and the rows that fit, the newest first."""
    day = page_day(request, today())
    form = ExemplarFilter(request.GET, years=range(desk.day.year, 2010, -1))
    rows: Any = Exemplar.objects.told(desk.day).known_on(day).filter(desk.visible())
    for name, field in (("loai", "kind"), ("trang_thai", "state"), ("nam", "found_on__year")):
        if form.told(name):
            rows = rows.filter(**{field: form.told(name)})
    for word in form.words:
        named = Q(name_key__contains=word) & desk.named()
        rows = rows.filter(Q(unit__identities__name_key__contains=word) | named | Q(pk__in=_told_with(word)))
    return form, rows.distinct().order_by("-found_on", "-pk")


def _told_with(word: str) -> Any:
    from ..models import Story

    return Story.objects.filter(key__contains=word).values("exemplar_id")


@needs(READ)
@require_safe
def exemplars(request: HttpRequest) -> HttpResponse:
    """`/dien-hinh/`: the register, narrowed by the address."""
    desk = desk_of(request)
    form, rows = _asked(request, desk)
    shown = page_of(request, rows, PAGE)
    query = request.GET.urlencode()
    files = [("Tải về .xlsx", f"{reverse('exemplars_file')}{f'?{query}' if query else ''}")]
    context = {
        "table": tables.exemplar_table(shown, desk, request.GET, files),
        "count": shown.paginator.count,
        "shown": shown,
        "filter_form": form,
        "may_find": desk.person.may(WRITE),
        "place": [Place(HOME)],
    }
    return render(request, "exemplars/exemplars.html", context)


@never_cache
@needs(READ)
@require_safe
def exemplars_file(request: HttpRequest) -> HttpResponse:
    """`/dien-hinh/tai-ve/`: the register as the page of the same query shows it."""
    desk = desk_of(request)
    _, rows = _asked(request, desk)
    answer: HttpResponse = workbook("so-dien-hinh", papers.exemplars_sheet(rows, desk, page_day(request, today())))
    return answer


@never_cache
@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_new(request: HttpRequest) -> HttpResponse:
    """`/dien-hinh/moi/`: what was found; `?de-xuat=` takes up a candidate that the data propose."""
    desk = desk_of(request)
    candidate = candidate_of(request.GET.get("de-xuat", ""), today()) if request.GET.get("de-xuat") else None
    initial: dict[str, Any] = {"found_on": show_day(today())}
    if candidate is not None:
        initial |= {"kind": "collective", "title": SORTS[candidate.sort], "text": candidate.why}
    scope = EVERYWHERE if desk.person.may(OPEN) else desk.person.scope(WRITE)
    form = FindForm(request.POST if request.method == "POST" else None, initial=initial, day=today(), scope=scope)
    status = 200
    if request.method == "POST":
        made, status = _found(form, desk, candidate) if form.is_valid() else (None, 422)
        if made is not None:
            messages.success(request, "Đã ghi điển hình. Việc tiếp theo: người khác xác minh.")
            return SeeOther(reverse("exemplar", args=[made.pk]))
    context = {
        "form": form,
        "candidate": candidate,
        "place": [Place(HOME, reverse("exemplars")), Place("Ghi điển hình")],
    }
    return render(request, "exemplars/exemplar_new.html", context, status=status)


def _found(form: FindForm, desk: Desk, candidate: Any) -> tuple[Exemplar | None, int]:
    data = form.cleaned_data
    assert form.found is not None
    try:
        made = actions.find(
            kind=data["kind"], unit=form.found.unit, found_on=data["found_on"], written=form.written,
            acting=desk.person, candidate=candidate,
        )  # fmt: skip
    except ExemplarRefused as refused:
        form.add_error(None, str(refused))
        return None, 409 if isinstance(refused, Stale) else 422
    return made, 303


@never_cache
@needs(READ)
@require_safe
def exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    """`/dien-hinh/<pk>/`: one exemplar, from discovery to replication."""
    desk = desk_of(request)
    row = exemplar_for(desk, pk)
    record, label = record_of(row), desk.called(row)
    told = Coverage.objects.standing().filter(exemplar=row).whole(desk.day)
    context = {
        "row": row,
        "record": record,
        "called": label,
        "kind": KINDS[row.kind],
        "state": workflow.STATES[row.state],
        "by_right": desk.by_right(row),
        "sees_photos": desk.sees_photos(row),
        "acts": acts_of(desk, row, record),
        "coverage_table": tables.coverage_table(told, desk),
        "history": history("exemplars.exemplar", row.pk, events.LABELS),
        "place": [Place(HOME, reverse("exemplars")), Place(f"Số {row.pk}")],
    }
    return render(request, "exemplars/exemplar.html", context)


def acts_of(desk: Desk, row: Any, record: Any) -> list[tuple[workflow.Act, str]]:
    """The acts that this person may do with an exemplar, each with why it cannot be done yet ("" when it can)."""
    found = []
    for act in workflow.SLUGS.values():
        allowed = desk.keeps(row) if act.right == workflow.KEEP else desk.person.may(act.right, row.unit_id)
        if allowed and (act.code not in (workflow.WITHDRAW, workflow.REMOVE_PHOTO) or _something(act, record)):
            mine = act.code == workflow.VERIFY and row.found_by == desk.person.username
            own = (
                "Người phát hiện không tự xác minh; người khác của cơ quan, hoặc cơ quan khác, xác minh."
                if mine
                else ""
            )
            found.append((act, workflow.why_not(act.code, row.state) or own))
    return found


def _something(act: workflow.Act, record: Any) -> bool:
    return bool(record.standing if act.code == workflow.WITHDRAW else record.photos)


@never_cache
@needs(READ)
@require_safe
def exemplar_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """`/dien-hinh/<pk>/anh/<photo>/`: a photograph, with consent or by right; else as if there were none."""
    desk = desk_of(request)
    row = exemplar_for(desk, pk)
    if not desk.sees_photos(row):
        raise Http404("photo")
    kept = get_object_or_404(Photo.objects.select_related("document__file"), pk=photo, exemplar=row, removed_at=None)
    path = storage.path_of(kept.document.file.sha256)
    if not path.exists():
        raise Http404("file")
    answer: Any = FileResponse(path.open("rb"), content_type=kept.document.file.media_type)
    return never_active(answer)
