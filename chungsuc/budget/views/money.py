"""Money of an estimate: allocated to sources, spent on lines, taken back by counter-entries."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions, tables
from ..access import READ, SPEND, Desk, estimate_for
from ..facts import Book, books_on
from ..forms import AllocateForm, CounterForm, SpendForm, Versioned
from ..sources import Sources, sources_on
from .answers import desk_of, done, home

GIVE, PAY, GIVE_BACK, PAY_BACK = "bo-tri", "chi", "dao-bo-tri", "dao-chi"
LABELS = {
    GIVE: "Ghi kinh phí được bố trí",
    PAY: "Ghi khoản chi",
    GIVE_BACK: "Ghi đảo khoản bố trí ghi sai",
    PAY_BACK: "Ghi đảo khoản chi ghi sai",
}
DONE = {
    GIVE: "Đã ghi kinh phí được bố trí.",
    PAY: "Đã ghi khoản chi.",
    GIVE_BACK: "Đã ghi đảo. Dòng cũ vẫn còn, kèm lý do; ghi lại số đúng ở trên.",
    PAY_BACK: "Đã ghi đảo. Dòng cũ vẫn còn, kèm lý do; ghi lại số đúng ở trên.",
}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def estimate_money(request: HttpRequest, pk: int) -> HttpResponse:
    """`/kinh-phi/<pk>/thu-chi/`: what was given and spent is recorded; a POST takes the act named `viec`."""
    desk, sources = desk_of(request), sources_on(today())
    row = estimate_for(desk, pk)
    if not (desk.may_spend or desk.may_override):
        raise PermissionDenied(SPEND)
    (book,) = books_on([row], today())
    forms = _forms(request, desk, book, sources)
    asked = request.POST.get("viec", "") if request.method == "POST" else ""
    if request.method == "POST" and asked not in forms:
        raise Http404("act")
    status = 200
    if asked:
        status = done(request, forms[asked], _does(asked, forms[asked], book, sources, desk), DONE[asked])
    if status == 303:
        return SeeOther(reverse("estimate_money", args=[pk]))
    context = {**_told(book, desk), "acts": [(code, LABELS[code], form) for code, form in forms.items()]}
    context |= {"forms": forms.values(), "asked": asked, "main": (GIVE, PAY)}
    return render(request, "budget/estimate_money.html", context, status=status)


def _told(book: Book, desk: Desk) -> dict[str, Any]:
    row = book.estimate
    return {
        "row": row,
        "book": book,
        "over": max(-book.whole.left, 0),
        "may_spend": desk.may_spend,
        "sources": tables.source_table(book),
        "entries": tables.entry_table(book),
        "place": home(Place(f"Năm {row.year}", reverse("estimate", args=[row.pk])), Place("Bố trí, chi")),
    }


def _forms(request: HttpRequest, desk: Desk, book: Book, sources: Sources) -> dict[str, Versioned]:
    """What this person may record now; what was sent is bound."""
    sent = request.POST.get("viec", "")

    def made(code: str, kind: type[Versioned], **more: Any) -> Versioned:
        data = request.POST if sent == code else None
        return kind(data, prefix=code, initial={"version": book.estimate.version, "on": show_day(today())}, **more)

    found: dict[str, Versioned] = {}
    if desk.may_spend and sources.every:
        found[GIVE] = made(GIVE, AllocateForm, sources=sources)
    lines = _payable(book)
    if lines:
        named = [(str(line.pk), f"{line.position}. {line.what} ({line.source_name})") for line in lines]
        found[PAY] = made(PAY, SpendForm, lines=named, beyond=desk.may_override)
    if not desk.may_spend:
        return found
    for code, rows in ((GIVE_BACK, book.allocations), (PAY_BACK, book.spendings)):
        entries = [(str(one.pk), tables.entry_words(one)) for one in rows if _standing(one)]
        if entries:
            found[code] = made(code, CounterForm, entries=entries)
    return found


def _payable(book: Book) -> tuple[Any, ...]:
    """The lines on which money is spent: of the approved edition, else of the current one."""
    return book.approved_lines or book.lines


def _standing(one: Any) -> bool:
    return one.counters_id is None and not hasattr(one, "countered_by")


def _does(asked: str, form: Versioned, book: Book, sources: Sources, desk: Desk) -> Callable[[], Any]:
    """What the act does with what was typed."""

    def does() -> None:
        data = dict(form.cleaned_data)
        version = data.pop("version")
        given = partial(_ACTS[asked], book.estimate, version, acting=desk.person)
        if asked == GIVE:
            given(**{**data, "source": sources.by_code(data["source"])})
        elif asked == PAY:
            given(**{**data, "line": next(line for line in _payable(book) if str(line.pk) == data["line"])})
        else:
            rows: Any = book.allocations if asked == GIVE_BACK else book.spendings
            given(entry=next(one for one in rows if str(one.pk) == data["entry"]), reason=data["reason"])

    return does


_ACTS: dict[str, Callable[..., Any]] = {
    GIVE: actions.allocate, PAY: actions.spend, GIVE_BACK: actions.counter_allocation,
    PAY_BACK: actions.counter_spending,
}  # fmt: skip
