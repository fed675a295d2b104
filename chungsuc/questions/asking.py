"""Questions that are asked together: however many ask, each round costs one query.

An asking is a generator. It yields querysets by name and is sent back the rows of each by the same name, as often as it
needs to; what it returns is its answer. `together` makes one asking of many: what they ask in the same round goes into
the same query. So a page that asks twenty rooms costs as many queries as the room with the most rounds.
"""

from collections.abc import Generator, Hashable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

from django.db.models import QuerySet

from .together import rows_together

Parts: TypeAlias = Mapping[Any, QuerySet]
Rows: TypeAlias = Mapping[Any, list[Any]]
T = TypeVar("T")
Asking: TypeAlias = Generator[Parts, Rows, T]


def answer(asking: Asking[T]) -> T:
    """The answer of an asking. One query a round, none for a round without parts."""
    try:
        parts = next(asking)
        while True:
            parts = asking.send(rows_together(parts))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]


def rows_of(queryset: QuerySet) -> Asking[list[Any]]:
    """The asking of one queryset: for `yield from`."""
    return (yield {"": queryset})[""]


def together(askings: Iterable[Asking[T]]) -> Asking[list[T]]:
    """The answers of several askings, in their order; each round of all of them is one round."""
    running = list(askings)
    ended: dict[int, T] = {}
    wanted: dict[int, Parts] = {}

    def go_on(number: int, given: Rows | None) -> None:
        try:
            wanted[number] = next(running[number]) if given is None else running[number].send(given)
        except StopIteration as end:
            wanted.pop(number, None)
            ended[number] = end.value

    for number in range(len(running)):
        go_on(number, None)
    while wanted:
        asked: dict[Hashable, QuerySet] = {
            (number, name): queryset for number, parts in wanted.items() for name, queryset in parts.items()
        }
        told = yield asked
        for number, parts in list(wanted.items()):
            go_on(number, {name: told[number, name] for name in parts})
    return [ended[number] for number in range(len(running))]


def nothing(of: T) -> Asking[T]:
    """The asking that asks nothing."""
    yield from ()
    return of
