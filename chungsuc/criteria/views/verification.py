"""The pages of whoever checks: lists, one report, one part, the thread of a value, and the gaps."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.facts import known_as
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions, workflow
from ..actions import ActRefused, ReturnedPlace, Stale
from ..facts.declared import declared_gaps as gaps_of
from ..facts.entry import figure_words
from ..facts.verification import (
    RETURNS_RULE,
    CheckedPlace,
    CheckLine,
    VerificationPage,
    check_lines,
    checked_places,
    part_names,
    report_lines,
    report_with_checks,
    returns_left,
    verification_page,
)
from ..forms import Typed, read_place, whole_number
from ..models import Check, CheckReturn, Measure, Report

HOME = "Thẩm định số liệu"
READ = "value.read"


def _report(request: HttpRequest, pk: int) -> tuple[Any, list[Any]]:
    """The report within reach, and its checks; a draft is its commune's own affair and exists for nobody else."""
    report, checks = report_with_checks(pk)
    if report is None or not request.scope.covers(report.unit_id):  # type: ignore[attr-defined]
        raise Http404(str(pk))
    if report.state == workflow.DRAFT and not request.person.may("value.declare", report.unit_id):  # type: ignore[attr-defined]
        raise Http404(str(pk))
    return report, checks


def _places(report: Any, *more: Place) -> list[Place]:
    own = Place(f"{report.own_name}, năm {report.year}", reverse("verification", args=[report.pk]))
    return [Place(HOME, reverse("verifications")), own, *more]


@never_cache
@needs(READ)
@require_safe
def verifications(request: HttpRequest) -> HttpResponse:
    """`/tham-dinh/`: reports on their way; `?trang-thai=` and `?cua-toi=1` narrow the list."""
    state = request.GET.get("trang-thai", "")
    state = state if state in workflow.STATES and state != workflow.DRAFT else ""
    mine = request.GET.get("cua-toi") == "1"
    lines = report_lines(request.scope, request.person, state=state, mine=mine)  # type: ignore[attr-defined]
    states = [each for each in workflow.STATES.values() if each.code != workflow.DRAFT]
    context = {"lines": lines, "state": state, "mine": mine, "states": states, "place": [Place(HOME)]}
    return render(request, "criteria/verifications.html", context)


@never_cache
@needs(READ)
@require_safe
def declared_gaps(request: HttpRequest) -> HttpResponse:
    """`/tham-dinh/chenh-lech/`: what communes declared beside what was verified."""
    year = whole_number(request.GET.get("nam")) or None
    gaps = gaps_of(request.scope.unit_ids, year)  # type: ignore[attr-defined]
    names = known_as({gap.unit_id for gap in gaps})
    rows = [
        (
            names[gap.unit_id].name,
            gap,
            [(line, figure_words(line.declared), figure_words(line.verified)) for line in gap.lines],
        )
        for gap in gaps
    ]
    context = {"rows": rows, "year": year, "place": [Place(HOME, reverse("verifications")), Place("Chênh lệch")]}
    return render(request, "criteria/declared_gaps.html", context)


@never_cache
@needs(READ)
@require_safe
def verification(request: HttpRequest, pk: int) -> HttpResponse:
    """`/tham-dinh/<id>/`: one report on its way."""
    return _show(request, pk)


def _show(request: HttpRequest, pk: int, refused: ActRefused | None = None) -> HttpResponse:
    person = request.person  # type: ignore[attr-defined]
    report, checks = _report(request, pk)
    page = verification_page(report, checks, person)
    acts = [
        (act, _why_not(page, act))
        for act in workflow.acts_from(workflow.ACTS, report.state, page.tier)
        if act.code != workflow.SEND and person.may(act.right, report.unit_id)
    ]
    district = report.state == workflow.CHECKING and page.tier == workflow.THREE_TIER
    context = {
        "page": page,
        "report": report,
        "acts": acts,
        "refused": refused,
        "criteria": report.set.criteria.all() if district else (),
        "may_enter": person.may("value.declare", report.unit_id),
        "place": _places(report)[:-1] + [Place(_places(report)[-1].label)],
    }
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 422
    return render(request, "criteria/verification.html", context, status=status)


def _why_not(page: VerificationPage, act: workflow.Act) -> str:
    """Why an act cannot be done yet, "" when it can."""
    if act.code == workflow.CONCLUDE and page.waiting:
        return workflow.GUARDS[workflow.ALL_VERIFIED] + f" Còn {len(page.waiting)} phần."
    if act.code == workflow.SEND_BACK and not page.marked:
        return workflow.GUARDS[workflow.OPEN_RETURN]
    if act.code == workflow.FORWARD and page.marked:
        return f"Đã đánh dấu {len(page.marked)} chỗ cần trả lại. Hãy trả lại xã, hoặc bỏ đánh dấu."
    return ""


ACTS: Mapping[str, Callable[..., Any]] = {
    workflow.SEND_BACK: lambda report, version, acting, reason: actions.send_back(report, version, acting=acting),
    workflow.FORWARD: lambda report, version, acting, reason: actions.forward(report, version, acting=acting),
    workflow.RECEIVE: lambda report, version, acting, reason: actions.receive(report, version, acting=acting),
    workflow.CONCLUDE: lambda report, version, acting, reason: actions.conclude(
        report, version, acting=acting, reason=reason
    ),
    workflow.REOPEN: lambda report, version, acting, reason: actions.reopen(
        report, version, acting=acting, reason=reason
    ),
}


@never_cache
@needs(READ)
@require_POST
def verification_act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act on a whole report: returned, passed on, taken over, concluded, opened again."""
    report, _ = _report(request, pk)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _show(request, pk, ActRefused("Chưa chọn việc nào. Hãy bấm một nút trên trang."))
    version, reason = whole_number(request.POST.get("version")), request.POST.get("reason", "")[:2000]
    try:
        act(report, version, request.person, reason)  # type: ignore[attr-defined]
    except ActRefused as refused:
        return _show(request, pk, refused)
    report.refresh_from_db()
    messages.success(request, f"Báo cáo nay “{workflow.STATES[report.state].label}”.")
    return SeeOther(reverse("verification", args=[pk]))


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def verification_check(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """`/tham-dinh/<id>/<part>/`: the values of one part before their body (or the district), with their documents."""
    report, checks = _report(request, pk)
    parts = [check.part for check in checks]
    if not _known_part(report, part, parts):
        raise Http404(part)
    if request.method != "POST":
        return _show_part(request, report, checks, part)
    places = checked_places(report, part, parts, today())
    typed = [read_place(_given(request, place), place.indicator, place.sex) for place in places]
    if request.POST.get("act") == workflow.VERIFY and any(each.errors for each in typed):
        return _show_part(request, report, checks, part, typed, status=422)
    try:
        said = _decided(request, report, part, places, typed)
    except ActRefused as refused:
        status = 409 if isinstance(refused, Stale) else 422
        return _show_part(request, *_report(request, pk), part, typed, refused, status)
    messages.success(request, said)
    return SeeOther(reverse("verification", args=[pk]))


def _known_part(report: Report, part: str, parts: list[str]) -> bool:
    """Parts are those of the checks; before there are any, the criteria."""
    no = whole_number(part)
    return part in parts if parts else 0 < no < 1000 and report.set.criteria.filter(no=no).exists()


def _given(request: HttpRequest, place: CheckedPlace) -> dict[str, str]:
    names = ("number", "numerator", "denominator", "flag", "na", "reason")
    return {name: str(request.POST.get(f"{place.prefix}-{name}", "")) for name in names}


def _decided(
    request: HttpRequest, report: Report, part: str, places: tuple[CheckedPlace, ...], typed: list[Typed]
) -> str:
    act, version = request.POST.get("act", ""), whole_number(request.POST.get("version"))
    person = request.person  # type: ignore[attr-defined]
    back = _returned(request, places)
    if report.state == workflow.CHECKING:
        actions.mark_returns(report, version, back, acting=person)
        return f"Đã đánh dấu {len(back)} chỗ ở phần {part}. Bấm “Trả lại xã” để gửi."
    check = Check.objects.select_related("report").filter(report=report, part=part).first()
    if check is None or act not in (workflow.VERIFY, workflow.RETURN, workflow.ASK_AGAIN):
        raise ActRefused("Chưa chọn việc nào. Hãy bấm một nút trên trang.")
    if act == workflow.RETURN:
        actions.return_places(check, version, back, acting=person)
        return f"Đã trả lại {len(back)} chỗ của phần {part} cho xã."
    if act == workflow.ASK_AGAIN:
        actions.ask_again(check, version, acting=person, reason=request.POST.get("reason", "")[:2000])
        return f"Đã yêu cầu thẩm định lại phần {part}."
    figures = [each.verified(each.texts["reason"]) for each in typed if each.figures.get("state") != "blank"]
    actions.verify(check, version, figures, acting=person)
    return f"Đã thẩm định phần {part}."


def _returned(request: HttpRequest, places: tuple[CheckedPlace, ...]) -> list[ReturnedPlace]:
    """The places whose reason was filled in: of the value, or of one of its documents."""
    found = []
    for place in places:
        reason = request.POST.get(f"{place.prefix}-back", "").strip()[:2000]
        if reason:
            found.append(ReturnedPlace(place.indicator.measure_id, reason, place.sex))
        for document in place.documents:
            text = request.POST.get(f"{place.prefix}-back-{document.id}", "").strip()[:2000]
            if text:
                found.append(ReturnedPlace(place.indicator.measure_id, text, place.sex, document.id))
    return found


def _show_part(
    request: HttpRequest,
    report: Any,
    checks: list[Any],
    part: str,
    typed: list[Typed] | None = None,
    refused: ActRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    person = request.person  # type: ignore[attr-defined]
    found = checked_places(report, part, [check.part for check in checks], today())
    asked = [place.indicator for place in found]
    names = part_names((each.criterion for each in asked), asked)
    line = next(iter(check_lines(report, [each for each in checks if each.part == part], names, person)), None)
    places = _shown_places(found, typed or [], request.POST)
    context = {**part_context(person, report, part, line), "places": places, "refused": refused}
    return render(request, "criteria/verification_check.html", context, status=status)


def _shown_places(
    places: tuple[CheckedPlace, ...], typed: list[Typed], post: Mapping[str, Any]
) -> list[dict[str, Any]]:
    given = {each.prefix: each for each in typed}
    return [
        {
            "place": place,
            "texts": given[place.prefix].texts if place.prefix in given else place.texts,
            "errors": given[place.prefix].errors if place.prefix in given else {},
            "back": post.get(f"{place.prefix}-back", ""),
        }
        for place in places
    ]


def part_context(person: Person, report: Report, part: str, line: CheckLine | None) -> dict[str, Any]:
    """What the template of a part needs besides its places: whose it is and what may be done with it."""
    verifying = line is not None and report.state == workflow.VERIFYING
    waiting = verifying and line is not None and line.check.state == workflow.WAITING
    mine = bool(waiting and line and line.mine)
    rule = rule_on(RETURNS_RULE, person.day, f"criteria.report:{report.pk}") if mine else None
    decided = verifying and line is not None and line.check.state == workflow.CHECK_VERIFIED
    return {
        "report": report,
        "part": part,
        "line": line,
        "mine": mine,
        "district": report.state == workflow.CHECKING and person.may("value.check", report.unit_id),
        "left": returns_left(line.check.returns, rule) if rule and line else None,
        "may_ask_again": decided and person.may("value.conclude"),
        "may_talk": any(person.may(right, report.unit_id) for right in TALKING),
        "may_close": person.may("value.verify") or person.may("value.conclude"),
        "place": _places(report, Place(f"Phần {part}")),
    }


TALKING = ("value.declare", "value.check", "value.verify", "value.conclude")


@never_cache
@needs(READ)
@require_POST
def remark_add(request: HttpRequest, pk: int) -> HttpResponse:
    """`/tham-dinh/<id>/trao-doi/`: adds to the thread of a value, or takes the district's mark off a place."""
    report, checks = _report(request, pk)
    person = request.person  # type: ignore[attr-defined]
    measure = Measure.objects.filter(
        pk=whole_number(request.POST.get("measure")), indicators__criterion__set=report.set
    ).first()  # fmt: skip
    marked = CheckReturn.objects.select_related("report").filter(
        pk=whole_number(request.POST.get("unmark")), report=report
    ).first()  # fmt: skip
    if measure is None and marked is None:
        raise Http404("measure")
    sex, text = request.POST.get("sex", ""), request.POST.get("text", "")
    try:
        if marked is not None:
            actions.unmark_return(marked, whole_number(request.POST.get("version")), acting=person)
        elif measure is not None:
            decides = request.POST.get("decides") == "1"
            sex = sex if sex in ("", "m", "f") else ""
            actions.remark(report.unit, measure, report.year, text, acting=person, sex=sex, decides=decides)
    except ActRefused as refused:
        return _show(request, pk, refused)
    back = request.POST.get("part", "")
    known = back and _known_part(report, back, [check.part for check in checks])
    return SeeOther(reverse("verification_check", args=[pk, back]) if known else reverse("verification", args=[pk]))
