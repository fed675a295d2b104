"""Addresses of other pages, with the day the page speaks of; empty while nobody offers the name."""

from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from chungsuc.law.periods import show_day
from chungsuc.web.day import DAY_PARAMETER


def address(name: str, *args: object, day: date | None = None, **query: str) -> str:
    """The address of a named page: `address("unit", "dn-24751", day=day)`; "" when there is no such page."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    pairs = [*query.items(), *([(DAY_PARAMETER, show_day(day))] if day else [])]
    return f"{url}?{urlencode(pairs, safe='/')}" if pairs else url
