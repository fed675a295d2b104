"""How a page of a round is opened, and how it answers an act: done and on, to be corrected, or too late."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chungsuc.organisations.access import Person, needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from ..access import rounds_seen
from ..actions import Stale
from ..facts import Board, board_of, round_named
from ..seeing import own_codes, seen_by
from ..workflow import STATES

HOME = "Chấm điểm thi đua"
View = Callable[..., HttpResponse]


def in_round(right: str) -> Callable[[View], View]:
    """Opens a page about one round to who holds `right` and reads the round; else it is not there (404).

    The view gets the board as the person may see it, without what is hidden until the own scores are in.
    """

    def decorated(view: View) -> View:
        @needs(right)
        @wraps(view)
        def opened(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, board_for(request, code), *args, **kwargs)

        return opened

    return decorated


def board_for(request: HttpRequest, code: str) -> Board:
    """The round's board as whoever asks may see it; Http404 when the round is none of theirs."""
    person: Person = request.person  # type: ignore[attr-defined]
    return seen_by(person, board_of(round_named(code, rounds_seen(person))))


def carried_out(request: HttpRequest, form: Any, to: str) -> tuple[HttpResponse | None, int]:
    """Does the act of a bound form: the way on, or None with the status of the page that shows what is wrong.

    What was typed stays in the form; who came too late is told above it (409).
    """
    if form is None:
        raise Http404("act")
    if not form.is_valid():
        return None, 422
    try:
        done = form.carry_out(request.person, today())  # type: ignore[attr-defined]
    except Stale as stale:
        form.add_error(None, str(stale))
        return None, 409
    if not done:
        return None, 422
    messages.success(request, done)
    return SeeOther(to), 303


def fresh(request: HttpRequest, board: Board, forms: Iterable[Any]) -> Board:
    """The board as it stands now, for a page that comes back: its forms are sent again with what is seen now."""
    now = board_for(request, board.round.code)
    for form in forms:
        form.board = now
    return now


def of(name: str, board: Board, *parts: str) -> str:
    """The address of a page of a round."""
    return reverse(name, args=[board.round.code, *parts])


def place(board: Board, *more: str) -> Sequence[Place]:
    """The breadcrumb of a page of a round."""
    here = Place(str(board.round), of("score_round", board))
    return [Place(HOME, reverse("score_rounds")), here, *(Place(words) for words in more)]


def shown(
    request: HttpRequest, template: str, board: Board, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of a round with what each of them tells."""
    person: Person = request.person  # type: ignore[attr-defined]
    given = {
        "board": board,
        "round": board.round,
        "state": STATES[board.round.state],
        "own": own_codes(person, board),
        "place": place(board, *([title] if title else [])),
    }
    return render(request, template, {**given, **context}, status=status)
