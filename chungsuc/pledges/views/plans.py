"""Pages of plans: the list, and a new one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.movement.models import Plan
from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import actions, workflow
from ..access import APPROVE, WRITE, actors
from ..facts.plans import listed_plans
from ..facts.tasks import unit_names
from ..forms.filters import PlanFilter
from ..forms.plan import NewPlanForm
from ..models import PERIOD, Edition, UnitPlan
from ..refusals import PledgeRefused
from ..tables import plan_table
from .answers import home, person_of

_ITEMS = 60


@needs("plan.read")
@require_safe
def unit_plans(request: HttpRequest) -> HttpResponse:
    """`/ke-hoach-don-vi/`: the plans in reach, each with its newest edition."""
    form = PlanFilter(request.GET)
    rows = form.narrowed(listed_plans(UnitPlan.objects.visible(request.scope)))  # type: ignore[attr-defined]
    shown = page_of(request, rows.order_by("-year", "unit__code"), _ITEMS)
    person = person_of(request)
    context = {
        "table": plan_table(shown.object_list, request.GET),
        "shown": shown,
        "filter_form": form,
        "narrowed": form.is_narrowed,
        "may_write": bool(person.acts_for(WRITE)),
        "may_approve": person.may(APPROVE),
        "place": home(),
    }
    return render(request, "pledges/plans.html", context)


@never_cache
@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_plan_new(request: HttpRequest) -> HttpResponse:
    """`/ke-hoach-don-vi/moi/`: a plan for one's own unit, empty or as a copy of another year's."""
    form = _new_form(request)
    if request.method == "POST" and form.is_valid() and (made := _started(request, form)):
        messages.success(request, "Đã lập kế hoạch. Hãy ghi chỉ tiêu, nhiệm vụ rồi trình duyệt.")
        return SeeOther(reverse("unit_plan", args=[made.plan_id]))
    place = home(Place("Lập kế hoạch"))
    context = {"form": form, "units": form.fields["unit"].choices, "place": place}  # type: ignore[attr-defined]
    return render(request, "pledges/plan_new.html", context, status=422 if form.errors else 200)


def _new_form(request: HttpRequest) -> NewPlanForm:
    own = sorted(person_of(request).acts_for(WRITE))
    units = {pk: name for pk, name in unit_names(own).items()}
    movement = Plan.objects.order_by("-since").first()
    years = (
        [] if movement is None else [(str(y), f"năm {y}") for y in range(movement.since.year, movement.until.year + 1)]
    )
    if movement is not None:
        years.insert(0, (str(PERIOD), f"giai đoạn {movement.since.year} - {movement.until.year}"))
    kept = Edition.objects.filter(plan__unit__in=own).exclude(state=workflow.DROPPED).select_related("plan__movement")
    newest = {edition.plan_id: edition for edition in kept.order_by("no")}
    copies = [(str(e.pk), f"{units.get(e.plan.unit_id, '')}: kế hoạch {e.plan.period_words}") for e in newest.values()]
    sent = request.POST if request.method == "POST" else None
    initial = {"year": request.GET.get("nam", ""), "copy_of": request.GET.get("chep", "")}
    offered = [(str(pk), units[pk]) for pk in own if pk in units]
    return NewPlanForm(sent, units=offered, years=years, copies=copies, initial=initial)


def _years(movement: Plan) -> list[tuple[str, str]]:
    first, last = movement.since.year, movement.until.year
    every = [(str(year), f"năm {year}") for year in range(first, last + 1)]
    return [(str(PERIOD), f"giai đoạn {first} - {last}"), *every]


def _started(request: HttpRequest, form: NewPlanForm) -> Edition | None:
    told = form.cleaned_data
    copied = Edition.objects.filter(pk=told.get("copy_of") or 0).select_related("plan__unit").first()
    try:
        return actions.start(
            Unit.objects.get(pk=told["unit"]),
            int(told["year"]),
            movement=Plan.objects.order_by("-since")[0],
            person=person_of(request),
            today=today(),
            copy_of=copied,
        )
    except PledgeRefused as refused:
        form.refuse(refused)
        return None


def edition_to_write(request: HttpRequest, plan: UnitPlan) -> Edition:
    """The open edition that this person may write; PermissionDenied for others, Http404 when none is open."""
    if workflow.WRITER not in actors(person_of(request), plan.unit_id):
        raise PermissionDenied(WRITE)
    found = plan.editions.filter(state__in=workflow.WRITABLE).first()
    if found is None:
        raise Http404("edition")
    found.plan = plan
    return found
