"""The register of awards: the list with its files, one award, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.documents.actions import PaperRefused
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import FromNearerEnd, page_of

from .. import tables_register as tables
from ..access import READ
from ..actions.awarded import CORRECTED, Because, correct_award, replace_award, revoke_award
from ..drawing.register import award_papers, draw_undoing, may_draw
from ..facts.decisions import names_of_forms
from ..facts.law import law_on
from ..facts.register import effects_of, record_of, units_within
from ..forms.register import AwardActForm, CorrectForm, RegisterFilter, ReplaceForm
from ..models import Award
from ..models.decisions import STANDING
from ..papers.register import register_file
from ..register_access import award_for, bodies_of, named, reached, records
from .tried import acted

HOME, PAGE = "Sổ khen thưởng", 50
ENDINGS = ("xlsx", "csv")
ACTS: dict[str, tuple[str, str, type[AwardActForm]]] = {
    "dinh-chinh": ("correct", "Đính chính", CorrectForm),
    "thu-hoi": ("revoke", "Thu hồi, hủy bỏ", AwardActForm),
    "thay": ("replace", "Thay bằng quyết định khác", ReplaceForm),
}


def _asked(request: HttpRequest) -> tuple[RegisterFilter, Any]:
    """The filters of the address and the awards that fit, the newest first: told of are only those that are shown."""
    person: Any = request.person  # type: ignore[attr-defined]
    forms = Award.objects.order_by().values_list("form", flat=True).distinct()
    form = RegisterFilter(request.GET, known=names_of_forms(today(), forms), day=today())
    asked, rows = named(person), Award.objects.known().filter(reached(person))
    for name, field in (("hinh_thuc", "form"), ("nam", "decided_on__year"), ("trang_thai", "state")):
        if form.told(name):
            rows = rows.filter(**{field: form.told(name)})
    unit = form.found_unit("don_vi", today()) if form.told("don_vi") else None
    if unit is not None:
        rows = rows.of_units(units_within(unit))
    for word in form.words:
        rows = rows.like(word, asked)
    return form, rows.order_by("-decided_on", "-pk")


@needs(READ)
@require_safe
def award_register(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/so/`: every award, narrowed by the address."""
    form, rows = _asked(request)
    shown, query = page_of(request, FromNearerEnd(rows.values_list("pk", flat=True)), PAGE), request.GET.urlencode()
    named_of = named(request.person)  # type: ignore[attr-defined]
    told = Award.objects.filter(pk__in=list(shown)).told().naming(named_of).order_by("-decided_on", "-pk")
    files = [
        (f"Tải về .{ending}", f"{reverse('award_register_file', args=[ending])}{f'?{query}' if query else ''}")
        for ending in ENDINGS
    ]
    context = {
        "table": tables.register_table(told, request.GET, files),
        "count": shown.paginator.count,
        "shown": shown,
        "filter_form": form,
        "decides": bodies_of(request.person) is not None,  # type: ignore[attr-defined]
        "place": [Place(HOME)],
    }
    return render(request, "awards/award_register.html", context)


@never_cache
@needs(READ)
@require_safe
def award_register_file(request: HttpRequest, ending: str) -> HttpResponse:
    """`/khen-thuong/so/tai-ve.xlsx|.csv`: the register as the page of the same query shows it."""
    rows = _asked(request)[1].told().naming(named(request.person))  # type: ignore[attr-defined]
    kinds = {code: str(rule.value["name"]) for code, rule in law_on(today()).subjects.items()}
    answer: HttpResponse = register_file(rows, ending, kinds)
    return answer


@never_cache
@needs(READ)
@require_safe
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/so/<pk>/`: one award with what became of it."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = award_for(person, pk)
    writes = row.state == STANDING and records(person, row)
    context = {
        "row": row,
        "record": record_of(row),
        "sign": tables.SIGNS.get(row.state, "undetermined"),
        "papers": award_papers(row) if may_draw(row, person) else [],
        "acts": [(slug, words) for slug, (_, words, _) in ACTS.items()] if writes else [],
        "place": [Place(HOME, reverse("award_register")), Place(f"Số {pk}")],
    }
    return render(request, "awards/award.html", context)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/khen-thuong/so/<pk>/<việc>/`: correcting, revoking or replacing, with what it brings about shown first."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = award_for(person, pk)
    if slug not in ACTS or not records(person, row):
        raise Http404("act")
    act, title, form_type = ACTS[slug]
    form, status = form_type(request.POST or None, initial=_initial(row, act)), 200
    if request.method == "POST" and "du-thao" in request.POST:
        drawn, status = _drawn(form, row, act, person)
        if drawn is not None:
            return SeeOther(reverse("paper", args=[drawn.pk]))
    elif request.method == "POST":
        status = _done(form, row, act, person) if form.is_valid() else 422
        if status == 303:
            messages.success(request, f"Đã ghi: {title}. Sổ và trang tra cứu bằng đã theo văn bản này.")
            return SeeOther(reverse("award", args=[pk]))
    context = {"row": row, "form": form, "title": title, "effects": effects_of(row, act)}
    context["may_draw"] = may_draw(row, person)
    places = [Place(HOME, reverse("award_register")), Place(f"Số {pk}", reverse("award", args=[pk])), Place(title)]
    return render(request, "awards/award_act.html", {**context, "place": places}, status=status)


def _drawn(form: Any, row: Any, act: str, person: Any) -> tuple[Any, int]:
    """The decision as a draft of what is typed, before there is a paper to record; else None and the status."""
    if not may_draw(row, person):
        raise PermissionDenied(act)
    for name in ("paper", "on", "number", "signer") if act == "replace" else ("paper", "on"):
        form.fields[name].required = False
    if not form.is_valid():
        return None, 422
    says = form.says if hasattr(form, "says") else {}
    try:
        return draw_undoing(row, act, says, form.cleaned_data["reason"], person), 303
    except PaperRefused as refused:
        form.refuse(refused)
        return None, 422


def _initial(row: Any, act: str) -> dict[str, Any]:
    said = {"version": row.version, "on": show_day(today())}
    if act == "correct":
        return said | {name: getattr(row, name) for name in CORRECTED}
    return said | {name: getattr(row, name) for name in ("name", "place", "merit")}


def _done(form: Any, row: Any, act: str, person: Any) -> int:
    """Carries an act out: 303 when it is done, 409 for whoever came second, 422 for what is to be corrected."""
    data = form.cleaned_data
    because = Because(data["paper"], data["reason"], data["on"])
    does: dict[str, Callable[[], object]] = {
        "correct": lambda: correct_award(row, data["version"], form.says, because, acting=person),
        "revoke": lambda: revoke_award(row, data["version"], because, acting=person),
        "replace": lambda: replace_award(
            row, data["version"], number=data["number"], signer=data["signer"], because=because, acting=person,
            says=form.says,
        ),
    }  # fmt: skip
    return acted(form, does[act])
