"""A random choice that anybody can make again: the same seed and the same list give the same dossiers. Pure."""

import hashlib
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

WHOLE = Decimal(100)


def how_many(size: int, percent: Decimal) -> int:
    """How many of so many are drawn: the share, rounded up, so that a list of one is not left out.

    ValueError for a share that is not above 0 and at most 100.
    """
    if not 0 < percent <= WHOLE:
        raise ValueError(f"{percent} is no share")
    return int((size * percent / WHOLE).to_integral_value(ROUND_CEILING))


def mark(seed: str, number: int) -> str:
    """The mark of one dossier under a seed: sha256 of "seed:number" in UTF-8, in hexadecimal."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def drawn(pool: Iterable[int], seed: str, percent: Decimal) -> list[int]:
    """The numbers drawn: those with the lowest marks, in their own order."""
    numbers = sorted(set(pool))
    lowest = sorted(numbers, key=lambda number: (mark(seed, number), number))
    return sorted(lowest[: how_many(len(numbers), percent)])
