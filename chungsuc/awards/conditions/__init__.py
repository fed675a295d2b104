"""Why an act on a dossier is not possible yet, in sentences: the disabled button and the guard read the same.

Each part of the room says of its own acts what it asks (`ASKS`: act → questions); several may ask about one act. What
costs more queries than a page has (`GUARDS`) is asked when the act is done.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ..models import Dossier
from ..workflow.dossiers import why_not
from . import appraising, deciding, proposing

Asks = Callable[[Dossier, date], Iterable[str]]
PARTS: tuple[Mapping[str, tuple[Asks, ...]], ...] = (proposing.ASKS, appraising.ASKS, deciding.ASKS)
GUARDS: tuple[Mapping[str, tuple[Asks, ...]], ...] = (proposing.GUARDS,)


def not_yet(dossier: Dossier, act: str, day: date, *, whole: bool = True) -> tuple[str, ...]:
    """What stands in the way of an act on `day`, a sentence each, in the order in which it is to be mended; () when
    nothing does. What the table of steps does not allow is said first, and alone. Pages leave the guards out (`whole`).
    """
    if refused := why_not(act, dossier.state):
        return (refused,)
    parts = (*PARTS, *GUARDS) if whole else PARTS
    return tuple(words for part in parts for asks in part.get(act, ()) for words in asks(dossier, day))
