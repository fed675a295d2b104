"""The list of rounds, opening one, the page of a round with its acts, who cross-scores whom."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Group
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from ..access import MANAGE, READ, rounds_seen
from ..facts import Board, opening_of
from ..forms import acts
from ..seeing import own_codes
from ..tables import board_table, round_table, unit_order
from ..workflow import ACTS, onward_of
from .answers import HOME, carried_out, fresh, in_round, of, shown

PAGE = 60


@never_cache
@needs(READ)
@require_safe
def score_rounds(request: HttpRequest) -> HttpResponse:
    """`/cham-diem/`: the rounds that this person reads."""
    person: Person = request.person  # type: ignore[attr-defined]
    pages = Paginator(rounds_seen(person).order_by("-year", "group__code", "-pk"), PAGE)
    listed = pages.get_page(request.GET.get("trang"))
    context = {
        "table": round_table(listed, today()),
        "shown": listed,
        "live": sum(one.state not in ("closed", "cancelled") for one in listed),
        "manager": person.may(MANAGE),
        "place": [Place(HOME)],
    }
    return render(request, "scoring/score_rounds.html", context)


@never_cache
@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def score_round_new(request: HttpRequest) -> HttpResponse:
    """`/cham-diem/moi/`: first which group and year (in the address), then who takes part and by which table."""
    groups = list(Group.objects.order_by("code"))
    group = next((one for one in groups if one.code == request.GET.get("nhom")), None)
    year = request.GET.get("nam", "")
    form, opening, status = None, None, 200
    if group and year.isdecimal() and 2000 <= int(year) <= 2100:
        opening = opening_of(group, int(year))
        form = acts.OpenForm(request.POST if request.method == "POST" else None, group=group, year=int(year))
    if request.method == "POST":
        answer, status = carried_out(request, form, "") if form else (None, 422)
        if answer and form and form.made:
            return SeeOther(reverse("score_round", args=[form.made.code]))
    context: dict[str, Any] = {
        "groups": groups,
        "group": group,
        "year": year or str(today().year - 1),
        "opening": opening,
        "form": form,
    }
    context["place"] = [Place(HOME, reverse("score_rounds")), Place("Mở đợt chấm")]
    return render(request, "scoring/score_round_new.html", context, status=status)


@never_cache
@in_round(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def score_round(request: HttpRequest, board: Board) -> HttpResponse:
    """`/cham-diem/<code>/`: how a round stands, the sheets that wait for whoever looks, the acts of the organiser."""
    forms, status = _forms(request, board), 200
    if request.method == "POST":
        answer, status = carried_out(request, forms.get(request.POST.get("viec", "")), of("score_round", board))
        if answer:
            return answer
        board = fresh(request, board, forms.values())
    units = Paginator(unit_order(board), PAGE).get_page(request.GET.get("trang"))
    onward, sheets = onward_of(board.round.state), _sheets(request, board)
    download = [("Tải .xlsx", of("score_xlsx", board))]
    context = {
        "table": board_table(board, list(units), download),
        "shown": units,
        "forms": forms,
        "onward": onward,
        "next": forms.get(onward.code) if onward else None,
        "waiting": [_awaited(board, *pair) for pair in board.waiting()],
        "sheets": sheets,
        "first": next((one for one in sheets if not one["done"]), None),
    }
    return shown(request, "scoring/score_round.html", board, "", context, status)


def _forms(request: HttpRequest, board: Board) -> dict[str, Any]:
    """The acts on the round that this person may do now, by their codes; the one that was sent is bound."""
    person: Person = request.person  # type: ignore[attr-defined]
    asked = request.POST.get("viec", "")
    kinds: dict[str, Any] = {
        "close": acts.CloseForm, "reopen": acts.ReopenForm, "cancel": acts.CancelForm, "read": acts.ReadForm,
        "give_back": acts.GiveBackForm,
    }  # fmt: skip
    found = {}
    for code, act in ACTS.items():
        if board.round.state not in act.before or not person.may(act.right):
            continue
        given = {"board": board, "day": today(), "prefix": code}
        data = request.POST if asked == code else None
        if code in acts.TERM_OF:
            found[code] = acts.MoveForm(data, does=code, **given)
        elif code in kinds:
            found[code] = kinds[code](data, **given)
    return found


def _awaited(board: Board, scorer: str, unit: str) -> dict[str, str]:
    """A sheet that is not in, in words, and where the organiser enters it from paper."""
    names, href = board.names, of("score_sheet", board, scorer, unit)
    if scorer == unit:
        return {"missing": f"{names[unit]} chưa tự chấm", "sheet": f"{names[unit]} tự chấm", "href": href}
    told = f"{names[scorer]} chưa chấm {names[unit]}"
    return {"missing": told, "sheet": f"{names[scorer]} chấm {names[unit]}", "href": href}


def _sheets(request: HttpRequest, board: Board) -> list[dict[str, Any]]:
    """The sheets of the present step that are this person's to fill in, with where each is filled in."""
    own = own_codes(request.person, board)  # type: ignore[attr-defined]
    pairs = [(code, code) for code in own if board.contestants[code].ranked] if board.round.state == "self" else []
    if board.round.state == "cross":
        pairs = [(code, scored) for code in own for scored in board.to_score(code)]
    return [
        {
            "name": board.names[unit],
            "own": scorer == unit,
            "done": board.handed_in(scorer, unit),
            "sheet": board.sheets.get((scorer, unit)),
            "href": of("score_sheet", board, scorer, unit),
        }
        for scorer, unit in pairs
    ]


@never_cache
@in_round(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def score_pairs(request: HttpRequest, board: Board) -> HttpResponse:
    """`/cham-diem/<code>/phan-cong/`: who cross-scores whom, or would; which two units must not."""
    open_now = board.round.state in ACTS["bar"].before
    data = request.POST if request.method == "POST" else None
    form = acts.BarForm(data, board=board, day=today(), prefix="bar") if open_now else None
    status = 200
    if request.method == "POST":
        answer, status = carried_out(request, form, of("score_pairs", board))
        if answer:
            return answer
    drawn = board.drawn() if open_now else None
    pairs = drawn.pairs if drawn else board.pairs
    listed = [(board.names[code], [board.names[b] for a, b in pairs if a == code]) for code in board.ranked]
    few = [board.names[code] for code in drawn.short] if drawn else []
    context: dict[str, Any] = {"form": form, "listed": listed, "drawn": drawn is not None, "few": few}
    context["barred"] = [(board.names[p.scorer.code], board.names[p.scored.code], p.reason) for p in board.barred]
    return shown(request, "scoring/score_pairs.html", board, "Phân công chấm chéo", context, status)
