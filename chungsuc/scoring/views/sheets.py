"""The page of one sheet: a unit's own, one of a cross-scorer, or a paper sheet that the organiser enters."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import Person
from chungsuc.web.day import today

from ..access import MANAGE, READ
from ..facts import Board
from ..forms.marks import SheetForm
from ..seeing import own_codes
from ..workflow import why_not
from .answers import carried_out, in_round, of, shown


@never_cache
@in_round(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def score_sheet(request: HttpRequest, board: Board, scorer: str, unit: str) -> HttpResponse:
    """`/cham-diem/<code>/phieu/<scorer>/<unit>/`: every item that is scored by hand, on one page."""
    on_paper = _on_paper(request, board, scorer, unit)
    data = request.POST if request.method == "POST" else None
    form = SheetForm(data, board=board, day=today(), scorer=scorer, unit=unit, on_paper=on_paper)
    closed, status = why_not("hand_in" if scorer == unit else "hand_in_cross", board.round.state), 200
    if request.method == "POST":
        answer, status = carried_out(request, form, of("score_round", board))
        if answer:
            return answer
    context = {
        "form": form,
        "scorer": board.names[scorer],
        "unit": board.names[unit],
        "cross": scorer != unit,
        "on_paper": on_paper,
        "sheet": board.sheets.get((scorer, unit)),
        "handed_in": board.handed_in(scorer, unit) and status != 409,
        "closed": closed if status == 200 else "",
    }
    return shown(request, "scoring/score_sheet.html", board, "Phiếu chấm", context, status)


def _on_paper(request: HttpRequest, board: Board, scorer: str, unit: str) -> bool:
    """Whether the organiser enters somebody's paper sheet. Http404 for a sheet that nobody has to fill in."""
    person: Person = request.person  # type: ignore[attr-defined]
    if scorer not in board.contestants or unit not in board.ranked:
        raise Http404("sheet")
    if scorer != unit and (scorer, unit) not in board.pairs:
        raise Http404("sheet")
    if scorer in own_codes(person, board):
        return False
    if not person.may(MANAGE):
        raise PermissionDenied(MANAGE)
    return True
