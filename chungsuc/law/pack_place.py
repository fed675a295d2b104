"""Where something stands in a pack."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something stands in the pack: a file relative to the pack's folder, and a line counted from 1."""

    file: str
    line: int
