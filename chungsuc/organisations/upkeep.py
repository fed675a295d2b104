"""What the server lacks, for whoever keeps it: upper rooms are entered by `wiring.py`, the page of accounts tells."""

from collections.abc import Callable, Iterable

_asked: dict[str, Callable[[], Iterable[str]]] = {}


def register_upkeep(name: str, asks: Callable[[], Iterable[str]]) -> None:
    """Lets a room tell what should be installed, a sentence each; entered again under the same name it is replaced."""
    _asked[name] = asks


def lacking() -> list[str]:
    """Every sentence, in the order in which the rooms were entered. No query."""
    return [said for asks in _asked.values() for said in asks()]
