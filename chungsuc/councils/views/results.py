"""After the vote: the result sheet, the published ballots with the recount, the minutes with their signatures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chungsuc.documents.access import DRAFT, may
from chungsuc.documents.actions import PaperRefused, draft, once
from chungsuc.documents.models import Paper
from chungsuc.web.answers import SeeOther
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import actions
from ..actions import CouncilRefused, Stale
from ..facts import SessionRecord, recounted
from ..facts.rules_of_day import value_said
from ..forms.ballots import RecountForm
from ..models import Signature
from ..papers import SOURCE, minutes_sheet
from ..rules import COUNTED_AS
from ..tables import ballot_table
from ..workflow import COUNTED
from .answers import as_seen, carried_out, of, shown, too_late
from .standing import in_session

_ITEMS = 50  # items on a page


def _counted(record: SessionRecord) -> None:
    if record.session.state not in COUNTED:
        raise Http404


@in_session("council.read")
@require_safe
def council_result(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/ket-qua/`: the result sheet: ballots given out, in, valid, and what each item came to."""
    _counted(record)
    return shown(
        request, "councils/result.html", record, "Kết quả bỏ phiếu", {"shown": page_of(request, _lines(record), _ITEMS)}
    )


def _lines(record: SessionRecord) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "result": record.results[item.pk],
            "given_out": sum(record.turnout[item.pk].values()),
            "valid": record.results[item.pk].turnout - record.results[item.pk].invalid,
            "recused": [one for one in record.interests if one.item_id == item.pk and one.recused],
        }
        for item in record.items
    ]


@in_session("council.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_ballots(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/danh-sach-phieu/`: codes with choices, for the roll and the clerk; the clerk's recount.

    A member's own code is looked for by POST: in an address it would lie in logs and histories beside who asked.
    """
    standing = request.standing  # type: ignore[attr-defined]
    _counted(record)
    if not standing.sees_ballots:
        raise Http404
    form, looking = None, "ma" in request.POST
    writing = request.method == "POST" and not looking
    if standing.clerk and not any(one.account_id == request.user.pk for one in record.recounts):
        form = RecountForm(request.POST if writing else None, record=record, account=request.user, day=today())
    if writing and (answer := carried_out(request, record, form, of("council_ballots", record))):
        return answer
    code = request.POST.get("ma", "")[:60].strip().upper()
    lines = recounted(record.session)
    shown_lines = page_of(request, lines, _ITEMS)
    shown_lines.object_list = [{**line, "table": ballot_table(line, code)} for line in shown_lines]
    found = [(line["item"], ballot) for line in lines for ballot in line["ballots"] if ballot["code"] == code]
    context = {"form": form, "shown": shown_lines, "labels": COUNTED_AS, "code": code, "found": found}
    return shown(request, "councils/ballots.html", record, "Danh sách phiếu", context, status=200 if looking else 0)


@in_session("council.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_minutes(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/bien-ban/`: the minutes, to be signed here and printed."""
    standing = request.standing  # type: ignore[attr-defined]
    _counted(record)
    if request.method == "POST":
        return _signed(request, record, request.POST.get("viec", ""))
    signed = {one.capacity: one for one in record.signatures}
    mine = any(one.account_id == request.user.pk for one in record.signatures)
    context = {
        "lines": _lines(record),
        "signatures": [(label, signed.get(code)) for code, label in Signature.CAPACITIES],
        "may_sign": [(c, dict(Signature.CAPACITIES)[c]) for c in standing.capacities if c not in signed and not mine],
        "known": [(f, value_said(f.key, f.value, f.unit)) for f in record.rules.values() if not f.missing],
        "came": [m for m in record.members if m.present],
        "away": [m for m in record.members if not m.present],
        "may_draw_up": may(request.person, DRAFT, record.session.council.unit_id),  # type: ignore[attr-defined]
    }
    if context["may_draw_up"]:
        context["drawn_up"] = Paper.objects.about(SOURCE, str(record.session.pk)).first()
    return shown(request, "councils/minutes.html", record, "Biên bản", context)


@in_session("council.read")
@never_cache
@require_POST
def council_minutes_paper(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/bien-ban/van-ban/`: the minutes become a draft of the council's office, typed by nobody."""
    _counted(record)
    unit, by = record.session.council.unit, request.person  # type: ignore[attr-defined]
    if not may(by, DRAFT, unit.pk):
        raise Http404
    key = str(record.session.pk)
    known = lambda: Paper.objects.about(SOURCE, key).exclude(state="dropped").first()  # noqa: E731
    draws = lambda: draft(minutes_sheet(record), unit=unit, by=by, source=SOURCE, source_key=key)  # noqa: E731
    try:
        paper = once(record.session, known, draws)
    except PaperRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(of("council_minutes", record))
    messages.success(request, "Dự thảo biên bản lập từ kết quả phiên họp.")
    return SeeOther(reverse("paper", args=[paper.pk]))


def _signed(request: HttpRequest, record: SessionRecord, capacity: str) -> HttpResponse:
    standing = request.standing  # type: ignore[attr-defined]
    if not standing.capacities:
        raise Http404
    user: Any = request.user
    try:
        as_seen(request, record)
        given = {"capacity": capacity, "name": user.full_name, "may_sign": capacity in standing.capacities}
        actions.sign_minutes(record.session, user, on=today(), **given)
        messages.success(request, "Đã ký biên bản.")
    except Stale as stale:
        return too_late(request, record, stale)
    except CouncilRefused as refused:
        messages.error(request, str(refused))
    return SeeOther(of("council_minutes", record))
