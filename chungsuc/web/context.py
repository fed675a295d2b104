"""What every page gets without asking, and how a view says otherwise.

The context processor `page` provides these names. A view overrides any of them by putting the same name into its own
context; a view's value always wins.

| name | what it is | a view's own value |
| --- | --- | --- |
| `nav` | `list[NavGroup]` from `nav.set_nav` in `wiring.py`, filtered for this person | rarely |
| `today` | the present day (`date`) | never |
| `day` | the day the page speaks of: what `page_day(request, default)` settled, else None | `None`: no day bar |
| `quick_days` | `list[date]` offered beside the day's form | the plan's own review days |
| `place` | breadcrumb from the province down, `list[Place]`, the last one current; empty by default | unit pages |
| `demo` | whether the footer says "Dữ liệu trình diễn"; see `set_demonstration` | rarely |
| `demo_day` | the day on which a demonstration was told to stand, else None; told beside `demo` | never |
| `search_url`, `my_work_url`, `login_url`, `logout_url`, `account_url` | see below | never |

The addresses are those named `search`, `my_work`, `account_login`, `account_logout` and `account_change_password`; ""
while nobody offers the name, and then the page leaves the thing out. The search stands only for whoever has something
to find (`set_search`). `quick_days` and `place` may come with any view.

A page that is changed by htmx loads it itself, in the block `head`: `{% load django_htmx %}{% htmx_script version=4 %}`
(36 KiB; version 2 alone would break the budget of 40 KiB of script a page).

Blocks of `web/base.html`: `title` (words before " · Chung Sức"), `heading` (the h1, by default the title), `lede` (one
sentence: how it stands), `main_act` (the one main act, class `button button-main`), `content`, `head` (more for the
head, such as `web/progress_head.html`), `frame_class` ("bare" leaves out the left rail), `rail` and `data_notice`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from chungsuc.web.day import kept_day, quick_days, stands, today
from chungsuc.web.nav import anybody, items_for, url_or_nothing


@dataclass(frozen=True)
class Place:
    """One step of the breadcrumb; the last one may have no address."""

    label: str
    url: str = ""


def _always() -> bool:
    return True


_demonstration: list[Callable[[], bool]] = [_always]


def set_demonstration(asks: Callable[[], bool]) -> None:
    """Who tells whether the data are a demonstration. Until wired, pages say that they are: the cautious side."""
    _demonstration[0] = asks


_searching: list[Callable[[HttpRequest], bool]] = [anybody]


def set_search(seen_by: Callable[[HttpRequest], bool]) -> None:
    """Who is offered the search. Until wired, everybody is; the page itself decides what is found."""
    _searching[0] = seen_by


def page(request: HttpRequest) -> dict[str, Any]:
    """The names of the table above. Makes no query of its own; `demo` costs what its answerer costs."""
    now = today()
    return {
        "nav": items_for(request),
        "today": now,
        "day": kept_day(request),
        "quick_days": quick_days(now),
        "place": [],
        "demo": _demonstration[0](),
        "demo_day": stands(),
        "search_url": url_or_nothing("search") if _searching[0](request) else "",
        "my_work_url": url_or_nothing("my_work"),
        "login_url": url_or_nothing("account_login"),
        "logout_url": url_or_nothing("account_logout"),
        "account_url": url_or_nothing("account_change_password"),
    }
