"""One plan: how it stands and what may be done; one section as it is typed; its editions side by side."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther, status_of
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.fields import Refusable

from .. import actions, workflow
from ..access import actors, plan_for
from ..facts.plans import codes_in, money_sources, row_words
from ..facts.tasks import task_lines, with_units
from ..forms.fields import PaperForm, ReasonForm, VersionForm
from ..forms.plan import AmendForm, Known, SectionForm
from ..measures import Measures
from ..models import Edition, Terms, UnitPlan
from ..places import Places, names_of, typed_names
from ..refusals import PledgeRefused, Stale
from ..rules.content import CRITERIA, SECTIONS, TASKS, differences, lacks, rows_of
from ..tables import task_table
from .answers import asked_form, carried_out, hand_of, home, person_of
from .plans import edition_to_write

ADDRESSES: Mapping[str, str] = {
    "chi-tieu": "targets", "nhiem-vu": TASKS, "tieu-chi": CRITERIA, "kinh-phi": "money",
}  # fmt: skip
_BY_SECTION = {section: address for address, section in ADDRESSES.items()}
_FORMS: Mapping[str, type[Refusable]] = {
    "submit": VersionForm, "take_back": VersionForm, "approve": PaperForm, "return": ReasonForm, "drop": ReasonForm,
}  # fmt: skip
_DOES: Mapping[str, Callable[..., Any]] = {
    "submit": actions.submit, "take_back": actions.take_back, "approve": actions.approve, "return": actions.send_back,
    "drop": actions.drop,
}  # fmt: skip
_DONE = {
    "submit": "Đã trình. Người duyệt thấy kế hoạch này trong việc của mình.",
    "take_back": "Đã rút về. Kế hoạch sửa được tiếp.",
    "approve": "Đã duyệt. Chỉ tiêu, nhiệm vụ có hiệu lực từ hôm nay.",
    "return": "Đã trả lại kèm lý do.",
    "drop": "Đã bỏ bản này. Nội dung vẫn xem được, kèm lý do.",
    "amend": "Đã lập bản điều chỉnh. Bản đã duyệt còn hiệu lực đến khi bản này được duyệt.",
}


def title_of(plan: UnitPlan) -> str:
    """What a plan is called on pages."""
    return f"{plan.unit_name}: kế hoạch {plan.period_words}"  # type: ignore[attr-defined]


@never_cache
@needs("plan.read")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ke-hoach-don-vi/<pk>/`: one plan: what it says, what was done, what may be done; a POST takes `viec`."""
    plan = plan_for(request, pk)
    editions = list(plan.editions.prefetch_related("steps"))
    newest = editions[-1] if editions else None
    standing = next((one for one in editions if one.state == workflow.APPROVED), None)
    forms = _forms(request, plan, newest)
    asked, form = asked_form(request, forms)
    if (
        form is not None
        and newest is not None
        and carried_out(request, form, _act(request, newest, asked), _DONE[asked])
    ):
        return SeeOther(reverse("unit_plan", args=[pk]))
    context = {
        **_shown(request, plan, newest, standing),
        "acts": [(workflow.ACTS[code], form) for code, form in forms.items()],
        "forms": forms.values(),
        "asked": asked,
        "editions": editions[::-1],
        "place": home(Place(title_of(plan))),
    }
    return render(request, "pledges/plan.html", context, status=status_of(form))


def _forms(request: HttpRequest, plan: UnitPlan, newest: Edition | None) -> dict[str, Refusable]:
    """The acts that this person may do now, each with its form; the one that was sent is bound."""
    held, sent = actors(person_of(request), plan.unit_id), request.POST.get("viec", "")
    found: dict[str, Refusable] = {}
    if newest is None:
        return found
    for act in workflow.acts_of(newest.state, held):
        if act.code in _FORMS:
            data = request.POST if sent == act.code else None
            found[act.code] = _FORMS[act.code](data, prefix=act.code, initial={"version": newest.version})
    if newest.state == workflow.APPROVED and workflow.WRITER in held:
        found["amend"] = AmendForm(request.POST if sent == "amend" else None, prefix="amend")
    return found


def _act(request: HttpRequest, newest: Edition, asked: str) -> Callable[[dict[str, Any]], Any]:
    hand = hand_of(request)
    if asked == "amend":
        return lambda told: actions.amend(newest.plan, reason=told["reason"], **hand)
    return lambda told: _DOES[asked](newest, **told, **hand)


def _shown(request: HttpRequest, plan: UnitPlan, newest: Edition | None, standing: Edition | None) -> dict[str, Any]:
    """What the page says of a plan: the newest edition's sections, what they lack, the tasks in force."""
    held = actors(person_of(request), plan.unit_id)
    writing = newest is not None and newest.state in workflow.WRITABLE and workflow.WRITER in held
    tasks = task_lines(with_units(Terms.objects.current().filter(task__plan=plan)), today()) if standing else []
    return {
        "plan": plan,
        "title": title_of(plan),
        "newest": newest,
        "standing": standing,
        "sections": sections_of(plan, newest) if newest else [],
        "lacks": lacks(newest.content) if newest and newest.state in workflow.WRITABLE else (),
        "writing": writing,
        "tasks": task_table(tasks, ""),
        "returned": _last(newest, "return") if newest and newest.state == workflow.RETURNED else None,
        "labels": {act.code: act.label for act in workflow.ACTS.values()},
        "own": workflow.WRITER in held,
    }


def _last(edition: Edition, act: str) -> Any:
    return next((step for step in reversed(list(edition.steps.all())) if step.act == act), None)


def sections_of(plan: UnitPlan, edition: Edition) -> list[tuple[str, str, list[Any]]]:
    """The sections of an edition in words: (address, title, rows); a district's own criteria of districts only."""
    names = names_of(_codes(edition))
    return [
        (_BY_SECTION[section], title, [row_words(section, row, names) for row in rows_of(edition.content, section)])
        for section, title in SECTIONS.items()
        if section != CRITERIA or plan.unit.kind == "district"
    ]


def _codes(*editions: Edition) -> set[str]:
    return codes_in([edition.content for edition in editions])


@never_cache
@needs("plan.write")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_plan_section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """`/ke-hoach-don-vi/<pk>/soan/<phan>/`: the rows of one section; more rows and fewer without script."""
    plan = plan_for(request, pk)
    edition = edition_to_write(request, plan)
    if section not in ADDRESSES or (ADDRESSES[section] == CRITERIA and plan.unit.kind != "district"):
        raise Http404("section")
    known = _known(request, plan, edition)
    form, version = _section_form(request, ADDRESSES[section], known, edition)
    if request.POST.get("viec") in ("luu", "luu-tiep") and (went := _saved(request, edition, form, version, section)):
        return went
    context = {
        "plan": plan,
        "title": title_of(plan),
        "section": section,
        "heading": SECTIONS[ADDRESSES[section]],
        "form": form,
        "known": known,
        "version": version,
        "next": _next(section, plan),
        "place": home(Place(title_of(plan), reverse("unit_plan", args=[pk])), Place(SECTIONS[ADDRESSES[section]])),
    }
    return render(request, "pledges/plan_section.html", context, status=status_of(form))


def _known(request: HttpRequest, plan: UnitPlan, edition: Edition) -> Known:
    day, reach = today(), request.person.scope("unit.read")  # type: ignore[attr-defined]
    places = Places(day, offered=reach.unit_ids)
    return Known(places, Measures(plan.movement, plan.year), money_sources(day), typed_names(_codes(edition)))


def _section_form(request: HttpRequest, section: str, known: Known, edition: Edition) -> tuple[SectionForm, str]:
    """The rows as kept, as typed with one more or one less, or checked; and the version on which they were typed."""
    if request.method != "POST":
        return SectionForm.kept(section, known, rows_of(edition.content, section)), str(edition.version)
    asked, version = request.POST.get("viec", ""), request.POST.get("version", "")
    if asked == "them":
        return SectionForm.typed(section, known, request.POST, more=1), version
    if asked.startswith("bo-") and asked[3:].isdecimal():
        return SectionForm.typed(section, known, request.POST, without=int(asked[3:])), version
    if asked not in ("luu", "luu-tiep"):
        raise Http404("act")
    return SectionForm.sent(section, known, request.POST), version


def _saved(
    request: HttpRequest, edition: Edition, form: SectionForm, version: str, section: str
) -> HttpResponse | None:
    """Writes the section and goes on; None when something is to be corrected first."""
    if not form.is_valid():
        return None
    number = int(version) if version.isdecimal() and len(version) < 10 else -1
    hand = {"version": number, **hand_of(request)}
    try:
        actions.write(edition, form.section, form.said, **hand)
    except PledgeRefused as refused:
        form.refuse(refused, stale=isinstance(refused, Stale))
        return None
    messages.success(request, f"Đã lưu phần “{SECTIONS[form.section]}”.")
    after = _next(section, edition.plan) if request.POST["viec"] == "luu-tiep" else ""
    if after:
        return SeeOther(reverse("unit_plan_section", args=[edition.plan_id, after]))
    return SeeOther(reverse("unit_plan", args=[edition.plan_id]))


def _next(section: str, plan: UnitPlan) -> str:
    """The section that comes after one, "" after the last."""
    offered = [one for one in ADDRESSES if ADDRESSES[one] != CRITERIA or plan.unit.kind == "district"]
    at = offered.index(section) + 1
    return offered[at] if at < len(offered) else ""


@needs("plan.read")
@require_safe
def unit_plan_editions(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ke-hoach-don-vi/<pk>/cac-ban/`: two editions side by side: what was changed, added, left out."""
    plan = plan_for(request, pk)
    editions = list(plan.editions.all())
    after = _asked_edition(request, editions, "sau", len(editions) - 1)
    before = _asked_edition(request, editions, "truoc", editions.index(after) - 1 if after else 0)
    pairs = _pairs(before, after) if before and after else []
    context = {
        "plan": plan,
        "title": title_of(plan),
        "editions": editions,
        "before": before,
        "after": after,
        "pairs": [(title, rows) for title, rows in pairs if rows],
        "place": home(Place(title_of(plan), reverse("unit_plan", args=[pk])), Place("Các bản của kế hoạch")),
    }
    return render(request, "pledges/plan_editions.html", context)


def _asked_edition(request: HttpRequest, editions: list[Edition], name: str, default: int) -> Edition | None:
    asked = request.GET.get(name, "")
    found = next((one for one in editions if str(one.no) == asked), None)
    return found or (editions[max(default, 0)] if editions else None)


def _pairs(before: Edition, after: Edition) -> list[tuple[str, list[Any]]]:
    names = names_of(_codes(before, after))
    marks = {"changed": "sửa", "added": "thêm", "removed": "bỏ"}
    found: dict[str, list[Any]] = {title: [] for title in SECTIONS.values()}
    for one in differences(before.content, after.content):
        if one.mark != "same":
            sides = [row_words(one.section, row, names) if row else () for row in (one.before, one.after)]
            told = {(said.name, said.text) for said in sides[0]}
            new = [(said, bool(one.before) and (said.name, said.text) not in told) for said in sides[1]]
            found[SECTIONS[one.section]].append((marks[one.mark], sides[0], new))
    return list(found.items())
