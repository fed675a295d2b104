"""Lists that go on over pages: `web/pager.html` shows the way to the others."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, items: Sequence[Any], size: int) -> Page[Any]:
    """The page of so many items that the address asks for by `trang`; the first or the last where it asks wrongly."""
    return Paginator(items, size).get_page(request.GET.get("trang"))
