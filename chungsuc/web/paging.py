"""Lists that go on over pages: `web/pager.html` shows the way to the others."""

from collections.abc import Sequence
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


class FromNearerEnd(Sequence[Any]):
    """A long ordered queryset whose slices are counted from the end that is nearer: the last page costs what the first
    one does, and pages keep their numbers. One query for the length, one for a slice.
    """

    def __init__(self, rows: QuerySet) -> None:
        self.rows = rows
        self._length: int | None = None

    def __len__(self) -> int:
        if self._length is None:
            self._length = self.rows.count()
        return self._length

    @overload
    def __getitem__(self, at: int) -> Any: ...

    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, int):
            return self.rows[at]
        first, last, step = at.indices(len(self))
        if first <= len(self) - last:
            return list(self.rows[first:last])[::step]
        behind = self.rows.reverse()[len(self) - last : len(self) - first]
        return list(behind)[::-1][::step]


def page_of(request: HttpRequest, items: Sequence[Any], size: int) -> Page[Any]:
    """The page of so many items that the address asks for by `trang`; the first or the last where it asks wrongly."""
    return Paginator(items, size).get_page(request.GET.get("trang"))
