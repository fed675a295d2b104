"""For which units of a round somebody scores, and what of the round somebody sees."""

from chungsuc.organisations.access import Person

from .access import SCORE
from .facts import Board


def own_codes(person: Person, board: Board) -> list[str]:
    """The codes of the round's units for which the person scores."""
    acting = person.acts_for(SCORE)
    return [code for code, one in board.contestants.items() if one.unit_id in acting]


def seen_by(person: Person, board: Board) -> Board:
    """The board without what is hidden from the person until the own scores are in."""
    return board.hidden_from(own_codes(person, board))
