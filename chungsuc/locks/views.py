"""Pages of locks: which there are, one lock with who asked and who was let in, a new one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.facts import tree_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import now, today
from chungsuc.web.tables import Cell, Column, Row, Table

from . import facts
from .access import MANAGE, lock_for, units_to_ask_for
from .forms import ASKING, MANAGING, ActForm, LockForm
from .heirs import held_by
from .models import Lock
from .registry import set_names

HOME = "Khóa số liệu"
_OUTCOMES = {facts.IN_FORCE: "overdue", facts.TO_COME: "undetermined", facts.LIFTED: "met"}


@never_cache
@needs("unit.read")
@require_safe
def locks(request: HttpRequest) -> HttpResponse:
    """`/khoa-so/`: what may not be written now, and who asks for an opening."""
    shown = facts.locks_page(request.scope.unit_ids, now())  # type: ignore[attr-defined]
    context = {
        "table": _table(shown),
        "in_force": sum(state.state == facts.IN_FORCE for state in shown),
        "asked": sum(state.asked for state in shown),
        "may_manage": request.person.may(MANAGE),  # type: ignore[attr-defined]
        "place": [Place(HOME)],
    }
    return render(request, "locks/locks.html", context)


def _table(shown: list[facts.LockState]) -> Table:
    columns = [
        Column("covers", "Khóa gì", sortable=False),
        Column("reason", "Lý do", sortable=False),
        Column("since", "Từ lúc", sortable=False),
        Column("author", "Người khóa", sortable=False),
        Column("asked", "Đang đề nghị mở", numeric=True, sortable=False),
        Column("open", "Đang mở riêng", numeric=True, sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
    ]
    rows = [
        Row(
            {
                "covers": Cell(state.fact.covers, reverse("lock", args=[state.fact.id]), note=state.fact.code),
                "reason": Cell(state.fact.reason),
                "since": Cell(facts.show_moment(state.fact.since)),
                "author": Cell(state.fact.author),
                "asked": Cell(str(state.asked)),
                "open": Cell(str(state.open_now)),
                "state": Cell(state.state, outcome=_OUTCOMES[state.state]),
            }
        )
        for state in shown
    ]
    return Table(columns, rows, "Các khóa", empty="Chưa có khóa nào: mọi phần đều ghi được.", hide_caption=True)


@never_cache
@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def lock_new(request: HttpRequest) -> HttpResponse:
    """`/khoa-so/moi/`: something is locked from now or from a moment to come."""
    form = LockForm(request.POST if request.method == "POST" else None, units=_units(), sets=set_names())
    if request.method == "POST" and form.is_valid() and (lock := form.carry_out(*_who(request))):
        messages.success(request, "Đã ghi khóa.")
        return SeeOther(reverse("lock", args=[lock.pk]))
    context = {"form": form, "place": [Place(HOME, reverse("locks")), Place("Khóa")]}
    return render(request, "locks/lock_new.html", context, status=422 if form.errors else 200)


def _units() -> list[tuple[str, str]]:
    """Today's communes and districts, then those that were before: a lock may hold what they left."""
    tree = tree_on(today())
    now_there = [*tree.communes, *tree.districts]
    before = [unit for unit in facts.closed_units(today()) if unit.id not in tree.units]
    return [(unit.code, unit.name) for unit in now_there] + [
        (unit.code, f"{unit.name} (đến {show_day(unit.until)})") for unit in before if unit.until
    ]


def _who(request: HttpRequest) -> tuple[str, str, str]:
    """User name, full name and capacity of who acts."""
    person: Person = request.person  # type: ignore[attr-defined]
    return person.username, person.name, person.title[:200]


@never_cache
@needs("unit.read")
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khoa-so/<pk>/`: one lock; a unit asks here, the coordination office answers here."""
    shown = lock_for(request, pk)
    asked = request.POST.get("viec", "")
    forms = _forms(request, shown, asked)
    if request.method == "POST" and (answer := _carried_out(request, forms.get(asked), pk)):
        return answer
    scope = request.scope.unit_ids  # type: ignore[attr-defined]
    context = {
        "lock": shown,
        "fact": facts.lock_facts([shown])[pk],
        "state": facts.state_of(shown, now()),
        "outcome_code": _OUTCOMES[facts.state_of(shown, now())],
        "requests": facts.requests_of(shown, scope),
        "openings": facts.openings_of(shown, scope, now()),
        "forms": forms,
        "may_manage": request.person.may(MANAGE),  # type: ignore[attr-defined]
        "place": [Place(HOME, reverse("locks")), Place(shown.code)],
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "locks/lock.html", context, status=422 if bad else 200)


def _forms(request: HttpRequest, shown: Lock, asked: str) -> dict[str, ActForm]:
    """The acts that this person may do with the lock, by name; the one that was sent is bound."""
    if facts.state_of(shown, now()) == facts.LIFTED:
        return {}
    person = request.person  # type: ignore[attr-defined]
    offered = {}
    if person.may(MANAGE):
        units = [("", "Mọi đơn vị bị khóa"), *_open_choices(shown)]
        offered = {name: (form, units) for name, form in MANAGING.items()}
    elif choices := units_to_ask_for(person, shown, today()):
        offered = {name: (form, choices) for name, form in ASKING.items()}
    return {
        name: form(request.POST if asked == name else None, lock=shown, units=units, prefix=name)
        for name, (form, units) in offered.items()
    }


def _open_choices(shown: Lock) -> list[tuple[str, str]]:
    held = held_by(shown)
    return _units() if held is None else facts.names_of(held)


def _carried_out(request: HttpRequest, form: ActForm | None, pk: int) -> HttpResponse | None:
    """Does the act that was sent and goes back to the page; None when something is to be corrected first."""
    if form is None:
        raise Http404("act")
    if not form.is_valid() or not (done := form.carry_out(*_who(request))):
        return None
    messages.success(request, done)
    return SeeOther(reverse("lock", args=[pk]))
