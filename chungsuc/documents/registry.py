"""Of what upper rooms have papers made: they are entered by `wiring.py`, and told by name and address."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """What a paper was made of, as people read it; `url` leads there."""

    words: str
    url: str = ""


_sources: dict[str, tuple[str, Callable[[str], str]]] = {}


def register_source(source: str, label: str, address: Callable[[str], str]) -> None:
    """Names a source of papers ("recognition.case") and where a key of it is shown."""
    _sources[source] = (label, address)


def origin_of(source: str, key: str) -> Origin | None:
    """What a paper was made of; None when it was typed here."""
    if not source:
        return None
    label, address = _sources.get(source, ("việc khác", lambda _: ""))
    return Origin(label, address(key))
