"""Lists: cases, what waits for a signature, the procedure as a table; opening a case; carrying cases over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chungsuc.documents.access import drafts_for_the_committee
from chungsuc.organisations.access import needs
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.organisations.rules import ROLES
from chungsuc.rulebook.models import LegalDocument
from chungsuc.rulebook.rule_facts import rules_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, sort_rows

from .. import actions, workflow
from ..actions.saying import By, Said
from ..casefile import ALWAYS, listed
from ..conditions import CONDITIONS
from ..forms import CaseFilter, NewCaseForm
from ..models import Case, Level
from ..outlook import Clock, clocks
from ..refusals import StepRefused
from ..workflow import OPEN, STATES
from .finding import HOME

COLUMNS = (
    Column("don_vi", "Đơn vị", priority=1),
    Column("buoc", "Bước", priority=1),
    Column("muc", "Mức"),
    Column("nam", "Năm đánh giá", numeric=True),
    Column("tu", "Từ ngày"),
    Column("han", "Hạn"),
)
SIGNS = {"●": "met", "○": "not_met", "◌": "undetermined", "▲": "overdue"}


@needs("case.read")
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """`/cong-nhan/`: every case in reach, with its step and its deadline."""
    every = list(Case.objects.visible(request.scope).named())  # type: ignore[attr-defined]
    due = clocks(every, rules_on(ALWAYS, today()), today())
    form = _filter(request, every)
    asked = form.asked
    shown = [case for case in every if _takes(asked, case, due.get(case.pk))]
    person = request.person  # type: ignore[attr-defined]
    context = {
        "table": _table(request, shown, due),
        "filter_form": form,
        "every": every,
        "shown": shown,
        "open_count": sum(case.state in OPEN for case in shown),
        "late_count": sum(due[case.pk].late for case in shown if case.pk in due),
        "orphans": [case for case in every if _orphan(case)],
        "place": [Place(HOME)],
    }
    rights = {f"may_{right}": person.may(f"case.{right}") for right in ("submit", "manage", "decide")}
    rights["may_draft"] = drafts_for_the_committee(person)
    return render(request, "recognition/cases.html", {**context, **rights})


def _orphan(case: Case) -> bool:
    """Whether the unit that carries an open case has ended: the case waits to be carried over or ended."""
    until = case.holder.until
    return case.state in OPEN and until is not None and until < today() and case.procedure == workflow.RECOGNITION


def _filter(request: HttpRequest, every: list[Any]) -> CaseFilter:
    districts = known_as({case.district_id for case in every if case.district_id})
    return CaseFilter(
        request.GET,
        states=[code for code in STATES if any(case.state == code for case in every)],
        levels=sorted({(case.level.code, case.level.name) for case in every}),
        years=sorted({case.year for case in every}, reverse=True),
        districts=[(str(fact.id), fact.name) for fact in districts.values()],
    )


def _takes(asked: dict[str, Any], case: Any, clock: Clock | None) -> bool:
    step = asked["buoc"]
    return (
        (not step or case.state == step or (step == "dang-xet" and case.state in OPEN))
        and (not asked["muc"] or case.level.code == asked["muc"])
        and (not asked["nam"] or case.year == asked["nam"])
        and (not asked["huyen"] or str(case.district_id) == asked["huyen"])
        and (not asked["cham"] or (clock is not None and clock.late))
    )


def _table(request: HttpRequest, rows: list[Any], due: dict[int, Clock]) -> Table:
    sort = request.GET.get("sap", "-tu")
    made = sort_rows([_row(case, due.get(case.pk)) for case in rows], sort)
    return Table(COLUMNS, made[:200], "Hồ sơ", sort, request.GET, empty=_NOTHING, hide_caption=True)


_NOTHING = "Không có hồ sơ nào hợp với điều kiện lọc. Hãy bỏ bớt điều kiện."


_NOTES = {workflow.RECOGNITION: "", workflow.REVOCATION: "thu hồi"}


def _row(case: Any, clock: Clock | None) -> Row:
    state = STATES[case.state]
    carried = f"nay do {case.holder_name} làm tiếp" if case.holder_id != case.unit_id else ""
    late = clock is not None and clock.late
    return Row(
        {
            "don_vi": name_cell(case.unit_name, reverse("case", args=[case.pk]), carried),
            "buoc": Cell(state.label, "", list(STATES).index(case.state), "", SIGNS[state.shape]),
            "muc": Cell(
                case.level.name, "", case.level.rank, "thu hồi" if case.procedure == workflow.REVOCATION else ""
            ),
            "nam": Cell(str(case.year), "", case.year),
            "tu": day_cell(case.state_since),
            "han": Cell("quá hạn", "", clock.until, f"hạn {clock.until:%d/%m/%Y}", "overdue")
            if late and clock and clock.until
            else day_cell(clock.until if clock else None),
        }
    )


@needs("case.read")
@require_safe
def procedure(request: HttpRequest) -> HttpResponse:
    """`/cong-nhan/trinh-tu/`: the whole procedure as one table with its citations."""
    documents = {d.code: d for d in LegalDocument.objects.filter(code__in={s.citation for s in workflow.TABLE})}
    tables = [
        (name, [_step_line(s, documents) for s in workflow.TABLE if s.procedure == code])
        for code, name in ((workflow.RECOGNITION, "Công nhận"), (workflow.REVOCATION, "Thu hồi"))
    ]
    keys = [*ALWAYS, "days:posting", "rule:posting_broadcasts", "rule:posting_places", "rule:opinion_bodies"]
    rules = [(rule, [item["name"] for item in listed(rule)]) for rule in rules_on(keys, today()).values()]
    place = [Place(HOME, reverse("cases")), Place("Trình tự")]
    return render(request, "recognition/procedure.html", {"tables": tables, "rules": rules, "place": place})


def _step_line(step: workflow.Step, documents: dict[str, LegalDocument]) -> dict[str, Any]:
    document = documents.get(step.citation)
    kinds = {"commune": "xã", "village": "khu dân cư", "district": "huyện"}
    return {
        "step": step,
        "frm": [STATES[code].label for code in step.frm if code] or ["chưa có hồ sơ"],
        "to": STATES[step.to].label if step.to else "giữ nguyên bước",
        "kinds": ", ".join(kinds[kind] for kind in step.kinds),
        "regime": workflow.REGIMES[step.regime],
        "guards": [CONDITIONS[name].label for name in step.guards],
        "cited": " ".join(part for part in (step.article, str(document or step.citation)) if part),
    }


@needs("case.submit")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    """`/cong-nhan/moi/`: the registration of a case for one's own unit."""
    units = {unit.code: unit for unit in _own_units(request)}
    kinds = {unit.kind for unit in units.values()}
    levels = {level.code: level for level in Level.objects.filter(unit_kind__in=kinds).order_by("unit_kind", "rank")}
    named = known_as(unit.pk for unit in units.values())
    offered = [(code, named[unit.pk].name) for code, unit in units.items()]
    form = NewCaseForm(request.POST or None, units=offered, levels=list(levels.values()), today=today())
    if request.method == "POST" and form.is_valid() and (answer := _registered(request, form, units, levels)):
        return answer
    place = [Place(HOME, reverse("cases")), Place("Đăng ký")]
    context = {"form": form, "units": offered, "place": place}
    return render(request, "recognition/case_new.html", context, status=422 if form.errors else 200)


def _own_units(request: HttpRequest) -> list[Unit]:
    """The units of the person's posts that submit, and for a commune its villages."""
    person = request.person  # type: ignore[attr-defined]
    own = [post for post in person.posts if "case.submit" in ROLES[post.role].rights]
    ids = {post.unit_id for post in own}
    villages = Unit.objects.on(today()).filter(kind="village", placements__parent_id__in=ids)
    return [*Unit.objects.filter(pk__in=ids).order_by("code"), *villages.distinct()]


def _registered(
    request: HttpRequest, form: NewCaseForm, units: dict[str, Unit], levels: dict[str, Level]
) -> HttpResponse | None:
    told = form.cleaned_data
    try:
        case = actions.register_case(
            units[told["unit"]],
            levels[told["level"]],
            told["year"],
            person=request.person,  # type: ignore[attr-defined]
            said=Said(told["on"]),
            today=today(),
        )
    except StepRefused as refused:
        form.refuse(refused)
        return None
    messages.success(request, "Đã đăng ký. Việc tiếp theo: tự đánh giá.")
    return SeeOther(reverse("case", args=[case.pk]))


@needs("case.decide")
@require_safe
def cases_to_sign(request: HttpRequest) -> HttpResponse:
    """`/cong-nhan/cho-ky/`: what waits for the chairman's signature."""
    waiting = (workflow.SUBMITTED, workflow.EXAMINED)
    rows = list(Case.objects.visible(request.scope).named().filter(state__in=waiting))  # type: ignore[attr-defined]
    place = [Place(HOME, reverse("cases")), Place("Chờ ký")]
    return render(
        request, "recognition/to_sign.html", {"table": _table(request, rows, {}), "rows": rows, "place": place}
    )


@needs("case.manage")
@require_POST
def cases_carry(request: HttpRequest) -> HttpResponse:
    """Carries the open cases of merged units over to their successors, and ends those that lost their object."""
    done = actions.carry_cases(today(), by=By.of(request.person).username)  # type: ignore[attr-defined]
    said = f"Đã chuyển {done.carried} hồ sơ sang đơn vị mới, kết thúc {done.ended} hồ sơ."
    messages.success(request, said if done.carried or done.ended else "Không có hồ sơ nào phải chuyển.")
    for pk, why in done.left:
        messages.warning(request, f"Hồ sơ {pk} chưa chuyển được: {why}")
    return SeeOther(reverse("cases"))
