"""What a round comes to: one unit with every mark and the group's acts, the places with why, the workbook."""

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.figures import show_decimal
from chungsuc.law.verdicts import Outcome, Reason
from chungsuc.organisations.access import Person
from chungsuc.web.day import today
from chungsuc.workbooks.writing import write_xlsx

from ..access import READ
from ..facts import Board, result_of
from ..forms.marks import MarkForm, act_on, entered
from ..rules.scores import STAGES
from ..tables import place_table, workbook
from ..workflow import ACTS, SCORED
from .answers import carried_out, fresh, in_round, of, shown

PAGE = 12
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@in_round(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def score_unit(request: HttpRequest, board: Board, unit: str) -> HttpResponse:
    """`/cham-diem/<code>/don-vi/<unit>/`: every item of a unit, who marked what and why; the group decides here."""
    if unit not in board.ranked:
        raise Http404("unit")
    forms, status = _forms(request, board, unit), 200
    if request.method == "POST":
        answer, status = carried_out(request, forms.get(request.POST.get("viec", "")), of("score_unit", board, unit))
        if answer:
            return answer
        board = fresh(request, board, forms.values())
    score = board.scores[unit]
    context = {
        "name": board.names[unit],
        "contestant": board.contestants[unit],
        "score": score,
        "span": f"từ {show_decimal(score.low)} đến {show_decimal(score.high)}",
        "scored": board.round.state in SCORED,
        "parts": [_part(board, unit, one, forms) for one in (*score.items, *score.deductions, *score.bonuses)],
        "bound": [form for form in forms.values() if form.is_bound],
    }
    return shown(request, "scoring/score_unit.html", board, board.names[unit], context, status)


def _forms(request: HttpRequest, board: Board, unit: str) -> dict[str, MarkForm]:
    """What this person may enter or decide about the unit now, by act and row ("decide.no-dong")."""
    person: Person = request.person  # type: ignore[attr-defined]
    serves = any(post.unit_id == board.contestants[unit].unit_id for post in person.posts)
    asked, found = request.POST.get("viec", ""), {}
    for part in () if serves else board.table.parts.values():
        for does in (["enter"] if entered(part) else []) + [act_on(part)]:
            act, code = ACTS[does], f"{does}.{part.code}"
            if board.round.state in act.before and person.may(act.right):
                data = request.POST if asked == code else None
                given: dict[str, Any] = {"board": board, "day": today(), "unit": unit, "part": part, "does": does}
                found[code] = MarkForm(data, prefix=code.replace(".", "-"), **given)
    return found


def _part(board: Board, unit: str, one: Any, forms: dict[str, MarkForm]) -> dict[str, Any]:
    """One row of a unit with its marks, newest last, and the forms that change it."""
    marks = [
        {
            "stage": STAGES[mark.stage],
            "who": board.names.get(mark.scorer, ""),
            "points": mark.points,
            "reason": mark.reason,
            "paper": mark.paper,
        }
        for mark in board.marks
        if (mark.unit, mark.item) == (unit, one.part.code)
    ]
    mine = [(code, form) for code, form in forms.items() if form.part.code == one.part.code]
    why = one.reason.removeprefix("Chưa đủ căn cứ: ")
    told = why[:1].upper() + why[1:]
    return {"score": one, "part": one.part, "marks": marks, "forms": mine, "why": told}


@never_cache
@in_round(READ)
@require_safe
def score_ranking(request: HttpRequest, board: Board) -> HttpResponse:
    """`/cham-diem/<code>/xep-hang/`: the places with why, frozen or as they would be now; every closing there was."""
    if board.round.state not in SCORED:
        return shown(request, "scoring/score_ranking.html", board, "Xếp hạng", {"result": None})
    result = _result(board)
    pages = Paginator(result["ranking"], PAGE).get_page(request.GET.get("trang"))
    context = {
        "result": result,
        "table": place_table(result, list(pages), board.round.code),
        "shown": pages,
        "rows": [_why(board, row, len(result["ranking"])) for row in pages],
        "closing": board.standing,
        "certain": all(row["rank"] for row in result["ranking"]),
    }
    return shown(request, "scoring/score_ranking.html", board, "Xếp hạng", context)


def _result(board: Board) -> dict[str, Any]:
    closing = board.standing
    return json.loads(closing.body) if closing else result_of(board)


def _why(board: Board, row: dict[str, Any], count: int) -> dict[str, Any]:
    """A place with its reasons, and a paragraph to copy into a letter."""
    outcome = Outcome.MET if row["rank"] else Outcome.UNDETERMINED
    told = [Reason(text, outcome) for text in row["reasons"]]
    told += [
        Reason(f"{_points(one)}: {one['reason']}", _outcome(one), about=str(one["name"]))
        for one in row["items"]
        if one["kind"] == "item" or one["points"] != "0"
    ]
    place = (
        f"xếp thứ {row['rank']} trên {count}"
        if row["rank"]
        else f"chưa đủ căn cứ xếp hạng (từ {row['best']} đến {row['worst']})"
    )
    parts = "; ".join(f"{one['name'].lower()} {_points(one)}" for one in row["items"] if one["kind"] == "item")
    paragraph = (
        f"{board.round}: {row['name']} {place}. {' '.join(row['reasons'])} Gồm: {parts}. Căn cứ: {board.citation}."
    )
    return {"row": row, "reasons": told, "paragraph": paragraph, "outcome": outcome}


def _points(one: dict[str, Any]) -> str:
    return "chưa đủ căn cứ" if one["points"] is None else f"{show_decimal(Decimal(one['points']))} điểm"


def _outcome(one: dict[str, Any]) -> Outcome:
    return Outcome.UNDETERMINED if one["points"] is None else Outcome.MET


@never_cache
@in_round(READ)
@require_safe
def score_xlsx(request: HttpRequest, board: Board) -> HttpResponse:
    """`/cham-diem/<code>/bang.xlsx`: the table as it is shown to whoever asks, with why."""
    result = _result(board)
    out = BytesIO()
    write_xlsx(out, workbook(board, result))
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="bang-diem-{board.round.code.lower()}.xlsx"'
    return answer
