"""The site's menu: upper rooms are entered by `wiring.py`, in the order in which they stand on the page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def _signed_in(request: HttpRequest) -> bool:
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))


def anybody(request: HttpRequest) -> bool:
    """For entries that need no account."""
    return True


@dataclass(frozen=True)
class NavEntry:
    """One entry: words, name of its address, who sees it (signed-in people unless said otherwise), heading.

    `also`: names of addresses that stand under it although their paths do not begin with its own.
    """

    label: str
    url_name: str
    seen_by: Callable[[HttpRequest], bool] = _signed_in
    under: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavItem:
    """An entry as a page shows it."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class NavGroup:
    """The entries under one heading (none: they stand by themselves). `opened`: shown without a tap."""

    heading: str
    items: tuple[NavItem, ...]
    opened: bool = True


SHORT = 14  # entries: so many are read at a glance, and all headings stand open
_entries: list[NavEntry] = []


def set_nav(entries: Iterable[NavEntry]) -> None:
    """Replaces the whole menu of this process."""
    _entries[:] = entries


def items_for(request: HttpRequest) -> list[NavGroup]:
    """What this person may open, by heading; an address that does not exist is left out. Current is
    the entry that names the address as its own (`also`), else the one whose path matches longest.

    A long menu shows only the entries without a heading and those beside the current page; the rest is one tap away.
    """
    found = [(entry, url) for entry in _entries if (url := _url(entry.url_name)) and entry.seen_by(request)]
    here = request.resolver_match.url_name if request.resolver_match else None
    own = [url for entry, url in found if here in entry.also]
    current = max(own or (url for _, url in found if _within(request.path, url)), key=len, default="")
    groups: dict[str, list[NavItem]] = {}
    for entry, url in found:
        groups.setdefault(entry.under, []).append(NavItem(entry.label, url, url == current))
    short = len(found) <= SHORT
    return [NavGroup(head, tuple(i), short or not head or any(x.current for x in i)) for head, i in groups.items()]


def _within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url if url.endswith("/") else f"{url}/"))


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def url_or_nothing(name: str) -> str:
    """The address of that name, "" while nobody offers it."""
    return _url(name)
