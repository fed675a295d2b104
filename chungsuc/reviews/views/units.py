"""A unit's report: read with its figures, written in plain boxes, received or returned."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions
from ..access import READ, WRITE, actors, round_for, unit_for, writes_for
from ..facts.figures import beside_last_year, facts_shown, freeze_of
from ..facts.reports import (
    history_of,
    reporter_named,
    return_reason,
    sent_on,
    texts_of,
    texts_of_last_year,
    versions_of,
)
from ..forms import ReasonForm, ReportForm, StepForm
from ..models import ReportRound, UnitReport
from ..outline import owes
from ..rules import STANDINGS, Kind, filled, standing, standing_words, wording
from ..workflow import DRAFT, RETURNED, UNIT_ACTS, acts_of
from .answers import BACK, DONE, TOO_LATE, of_round, person_of, seen_now, tried
from .figures import figures_table

STEPS: dict[str, tuple[Any, str]] = {
    "take_back": (actions.take_back, "Đã rút báo cáo về để sửa."),
    "receive": (actions.receive, "Đã nhận báo cáo, dấu nhận đã ghi."),
    "return": (actions.send_back, "Đã trả lại báo cáo, đơn vị thấy lý do ở trang này."),
}
Found = tuple[ReportRound, Kind, Unit, UnitReport | None]


def _found(request: HttpRequest, code: str, unit_code: str) -> Found:
    round, kind = round_for(request, code)
    unit = unit_for(request, unit_code)
    report = _report_of(round, unit)
    if report is None and not owes(round, kind, unit):
        raise Http404("report")
    return round, kind, unit, report


def _report_of(round: ReportRound, unit: Unit) -> UnitReport | None:
    return UnitReport.objects.filter(round=round, unit=unit).select_related("round", "unit").first()


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """`/bao-cao/<code>/don-vi/<unit>/`: a unit's report with its figures, and what may be done with it."""
    round, kind, about, found = _found(request, code, unit)
    forms, status = _forms(request, found, about), 200
    if request.method == "POST":
        status = _carried_out(request, forms, found)
        if status == DONE:
            return SeeOther(request.path)
    reporter, frozen = reporter_named(about, round.due), freeze_of(round)
    facts, history = facts_shown(round, kind, frozen, reporter), history_of(found) if found else []
    context = {
        **_about(round, kind, found, reporter),
        "frozen": frozen,
        "history": history,
        "return_reason": return_reason(history) if found and found.state == RETURNED else "",
        "versions": versions_of(found) if found else [],
        "sections": _sections(round, kind, texts_of(found), texts_of_last_year(round, about.pk)),
        "figures": figures_table(beside_last_year(round, facts, about.pk)),
        "forms": forms,
        "may_write": writes_for(person_of(request), about.pk) and _writable(found),
    }
    return render(request, "reviews/report.html", context, status=status)


def _writable(found: UnitReport | None) -> bool:
    return found is None or found.state in (DRAFT, RETURNED)


def _about(round: ReportRound, kind: Kind, found: UnitReport | None, reporter: Any) -> dict[str, Any]:
    where = standing(round.due, sent_on(found), today())
    words, sign = standing_words(where, found is not None and found.state == RETURNED), STANDINGS[where][1]
    return {
        "round": round,
        "kind": kind,
        "report": found,
        "reporter": reporter,
        "late_words": words.capitalize(),
        "late_sign": sign,
        "place": of_round(round, Place(reporter.name)),
    }


def _sections(round: ReportRound, kind: Kind, texts: dict[str, str], before: dict[str, str]) -> list[dict[str, Any]]:
    words: dict[str, Any] = {"year": round.year, "cut_off": round.cut_off, "plan": ""}
    return [
        {
            "section": section,
            "heading": filled(section.heading, **words),
            "text": texts.get(section.code, ""),
            "before": before.get(section.code, ""),
            "difference": wording(texts.get(section.code, ""), before.get(section.code)),
        }
        for section in kind.sections
    ]


def _forms(request: HttpRequest, found: UnitReport | None, unit: Unit) -> dict[str, Any]:
    """The acts of the table that this person may do now, by code; the one that was sent is bound."""
    if found is None:
        return {}
    asked, forms = request.POST.get("viec", ""), {}
    for act in acts_of(UNIT_ACTS, found.state, actors(person_of(request), unit.pk)):
        if act.code in STEPS:
            makes: Any = ReasonForm if act.needs_reason else StepForm
            data = request.POST if asked == act.code else None
            forms[act.code] = makes(data, prefix=act.code, initial={"version": found.version})
    return forms


def _carried_out(request: HttpRequest, forms: dict[str, Any], found: UnitReport | None) -> int:
    asked = request.POST.get("viec", "")
    form = forms.get(asked)
    if form is None and found is not None and asked in STEPS and UNIT_ACTS[asked].actor in _held(request, found):
        form = forms["late"] = StepForm({"version": "0"})
        form.add_error(None, f"Việc này chưa được ghi: báo cáo nay ở bước “{found.standing.label}”.")
        return TOO_LATE
    if form is None or found is None:
        raise Http404("act")
    if not form.is_valid():
        return BACK
    does, done = STEPS[asked]
    said: dict[str, Any] = {**form.cleaned_data, "by": person_of(request), "today": today()}
    return tried(request, form, lambda: does(found, **said), done)


def _held(request: HttpRequest, found: UnitReport) -> frozenset[str]:
    """Who this person is towards the report: who comes too late is told so, not sent away."""
    return actors(person_of(request), found.unit_id)


@never_cache
@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """`/bao-cao/<code>/don-vi/<unit>/viet/`: the unit writes by section; "Lưu nháp" keeps, "Gửi báo cáo" sends."""
    round, kind, about, found = _found(request, code, unit)
    if not writes_for(person_of(request), about.pk):
        raise Http404("report")
    texts = texts_of(found)
    form, status = _report_form(request, round, kind, {**texts, "version": found.version if found else 0}), 200
    if request.method == "POST":
        status = _written(request, form, round, kind, about) if form.is_valid() else BACK
        if status == DONE:
            return SeeOther(_next(request, code, unit))
        if status == TOO_LATE:
            found, texts = _now(round, about)
            form.data = seen_now(form.data, version=found.version if found else 0)
    sections = _sections(round, kind, texts, texts_of_last_year(round, about.pk))
    context = {
        **_about(round, kind, found, reporter_named(about, round.due)),
        "return_reason": return_reason(history_of(found)) if found and found.state == RETURNED else "",
        "form": form,
        "pairs": list(zip(form.boxes, sections, strict=True)),
        "stale": status == TOO_LATE,
        "open": _writable(found),
    }
    return render(request, "reviews/report_write.html", context, status=status)


def _now(round: ReportRound, unit: Unit) -> tuple[UnitReport | None, dict[str, str]]:
    """The report and its texts as they stand now, after somebody else was first."""
    found = _report_of(round, unit)
    return found, texts_of(found)


def _report_form(request: HttpRequest, round: ReportRound, kind: Kind, initial: dict[str, Any]) -> ReportForm:
    words: dict[str, Any] = {"year": round.year, "cut_off": round.cut_off, "plan": ""}
    sections = [(section, filled(section.heading, **words)) for section in kind.sections]
    return ReportForm(request.POST if request.method == "POST" else None, sections=sections, initial=initial)


def _written(request: HttpRequest, form: ReportForm, round: ReportRound, kind: Kind, unit: Unit) -> int:
    data = form.cleaned_data
    said: dict[str, Any] = {"version": data["version"], "by": person_of(request), "today": today()}
    if request.POST.get("viec") == "gui":
        approval = {name: data[name] for name in ("approver", "approver_post", "paper")}
        done = "Đã gửi báo cáo. Khi Sở Nội vụ nhận hoặc trả lại, kết quả hiện ở trang này."
        return tried(request, form, lambda: actions.submit(round, kind, unit, form.texts, **approval, **said), done)
    return tried(request, form, lambda: actions.save_draft(round, kind, unit, form.texts, **said), "Đã lưu nháp.")


def _next(request: HttpRequest, code: str, unit: str) -> str:
    name = "unit_report" if request.POST.get("viec") == "gui" else "unit_report_write"
    return reverse(name, args=[code, unit])
