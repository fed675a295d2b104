"""The province's report: its words with the figures in them, and every step of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.facts import known_as
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.tables import Cell, Column, Row, Table, name_cell

from .. import actions
from ..access import READ, RECEIVE, actors, province_round_for
from ..facts.figures import Change, beside_last_year, changes_since, facts_shown, freeze_of
from ..facts.province import SectionText, history_of_province, sections_of, segments
from ..forms import ApproveForm, FreezeForm, ReasonForm, ReceiptForm, SendForm, StepForm
from ..models import ProvinceVersion, ReportRound, Sending
from ..papers import plan_name, subject_of
from ..registry import Fact
from ..rules import Kind
from ..workflow import DRAFTING, PROVINCE_ACTS, acts_of
from .answers import BACK, DONE, TOO_LATE, of_round, person_of, tried
from .figures import figures_table

DONE_WORDS = {
    "freeze": "Đã chốt số liệu.",
    "approve": "Đã duyệt báo cáo của tỉnh.",
    "reject": "Đã trả báo cáo về bước tổng hợp.",
    "send": "Đã ghi nơi gửi.",
    "receipt": "Đã ghi nơi nhận đã nhận báo cáo.",
    "correct": "Đã mở lại báo cáo để đính chính; bản đã gửi vẫn giữ nguyên.",
}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def province(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/toan-tinh/`: the province's report as it stands, and what may be done with it."""
    round, kind = province_round_for(request, code)
    forms, status = _forms(request, round, kind), 200
    if request.method == "POST":
        status = _carried_out(request, forms, round, kind)
        if status == DONE:
            return SeeOther(request.path)
    frozen, plan = freeze_of(round), plan_name()
    facts = facts_shown(round, kind, frozen, None)
    context = {
        "round": round,
        "kind": kind,
        "frozen": frozen,
        "subject": subject_of(round, kind, plan),
        "sections": _shown(sections_of(round, kind, plan), facts),
        "figures": figures_table(beside_last_year(round, facts)),
        "forms": forms,
        "versions": list(ProvinceVersion.objects.filter(round=round).prefetch_related("sendings").order_by("-number")),
        "history": history_of_province(round),
        "may_edit": person_of(request).may(RECEIVE) and round.state == DRAFTING,
        "place": of_round(round, Place("Báo cáo của tỉnh")),
    }
    return render(request, "reviews/province.html", context, status=status)


def _shown(sections: list[SectionText], facts: tuple[Fact, ...]) -> list[dict[str, Any]]:
    known = {fact.key: fact for fact in facts}
    return [{"one": one, "paragraphs": segments(one.text, known)} for one in sections]


def _forms(request: HttpRequest, round: ReportRound, kind: Kind) -> dict[str, Any]:
    """The acts of the table that this person may do now, by code; the one that was sent is bound."""
    asked, forms = request.POST.get("viec", ""), {}
    makes: dict[str, Any] = {
        "freeze": FreezeForm, "approve": ApproveForm, "reject": ReasonForm, "correct": ReasonForm,
    }  # fmt: skip
    for act in acts_of(PROVINCE_ACTS, round.state, actors(person_of(request))):
        data = request.POST if asked == act.code else None
        common: dict[str, Any] = {"prefix": act.code, "initial": {"version": round.version}}
        if act.code in makes:
            forms[act.code] = makes[act.code](data, **common)
        elif act.code == "send":
            forms[act.code] = SendForm(data, sent_to=kind.sent_to, **common)
        elif act.code == "receipt":
            forms[act.code] = ReceiptForm(data, prefix=act.code)
    return forms


def _carried_out(request: HttpRequest, forms: dict[str, Any], round: ReportRound, kind: Kind) -> int:
    asked = request.POST.get("viec", "")
    form = forms.get(asked)
    if form is None and asked in DONE_WORDS and PROVINCE_ACTS[asked].actor in actors(person_of(request)):
        form = forms["late"] = StepForm({"version": "0"})
        form.add_error(None, f"Việc này chưa được ghi: báo cáo của tỉnh nay ở bước “{round.standing.label}”.")
        return TOO_LATE
    if form is None:
        raise Http404("act")
    if not form.is_valid():
        return BACK
    return tried(request, form, lambda: _act(asked, form.cleaned_data, request, round, kind), DONE_WORDS[asked])


def _act(asked: str, data: dict[str, Any], request: HttpRequest, round: ReportRound, kind: Kind) -> Any:
    who: dict[str, Any] = {"by": person_of(request), "today": today()}
    if asked == "receipt":
        rows = Sending.objects.filter(pk=data["sending"], version__round=round).select_related("version__round")
        if (sending := rows.first()) is None:
            raise Http404("sending")
        return actions.write_receipt(sending, on=data["on"], note=data["note"], **who)
    if asked == "approve":
        return actions.approve(round, kind, **data, **who)
    if asked == "send":
        return actions.send(round, data["addressees"], paper=data["paper"], version=data["version"], **who)
    does: dict[str, Any] = {"freeze": actions.freeze, "reject": actions.reject, "correct": actions.correct}
    return does[asked](round, **data, **who)


@never_cache
@needs(READ)
@require_safe
def compared(request: HttpRequest, code: str) -> HttpResponse:
    """`/bao-cao/<code>/doi-chieu/`: what has changed since the freeze, told beside the report and never in it."""
    round, kind = province_round_for(request, code)
    frozen = freeze_of(round)
    table = _changes(round, changes_since(round, kind, frozen)) if frozen else None
    place = of_round(round, Place("Đối chiếu số đã chốt"))
    return render(request, "reviews/changes.html", {"round": round, "frozen": frozen, "table": table, "place": place})


def _changes(round: ReportRound, changes: list[Change]) -> Table:
    known = known_as({change.unit_id for change in changes if change.unit_id}, round.cut_off) if changes else {}
    columns = [
        Column("label", "Số liệu", sortable=False),
        Column("frozen", "Khi chốt", numeric=True, sortable=False),
        Column("now", "Hỏi lại hôm nay", numeric=True, sortable=False, priority=1),
        Column("unit", "Đơn vị", sortable=False),
    ]
    rows = [
        Row(
            {
                "label": name_cell(change.label, change.href),
                "frozen": Cell(change.frozen),
                "now": Cell(change.now),
                "unit": Cell(known[change.unit_id].name if change.unit_id else "Toàn tỉnh"),
            }
        )
        for change in changes
    ]
    empty = "Hỏi lại hôm nay cho cùng ngày chốt, mọi số vẫn như khi chốt."
    return Table(columns, rows, "Số liệu đã khác so với khi chốt", empty=empty)
