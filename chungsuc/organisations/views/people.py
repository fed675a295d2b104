"""Accounts and their posts. Nobody acts on an account of his own: such acts are absent from the page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.accounts.models import User
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell

from .. import upkeep
from ..access import needs
from ..finding import offered
from ..forms.people import NewAccountForm, PeopleFilter, act_forms
from ..people_facts import PersonFact, acts_about, people_on, person_on_page
from ..post_rules import PROVINCIAL

_PAGE = 50
_KINDS_OFFERED = PROVINCIAL | {"district", "commune"}


@needs("post.manage")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """`/tai-khoan/`: who has an account, and which posts."""
    filters = PeopleFilter(request.GET)
    filters.is_valid()
    found = people_on(today(), named=filters.cleaned_data.get("ten", ""), active=filters.active)
    shown = page_of(request, found, _PAGE)
    context = {
        "table": _people_table(shown.object_list),
        "shown": shown,
        "filter_form": filters,
        "active_count": sum(person.is_active for person in found),
        "without_post": sum(person.is_active and not person.held for person in found),
        "lacking": upkeep.lacking(),
        "place": [Place("Tài khoản")],
    }
    return render(request, "organisations/people.html", context)


@sensitive_post_parameters("password1", "password2")
@needs("post.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """`/tai-khoan/moi/`: a new account; its posts are given on its own page afterwards."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = form.carry_out(request.user.get_username())
        if made is not None:
            messages.success(request, f"Đã lập tài khoản {made.username}. Việc tiếp theo: giao chức vụ.")
            return SeeOther(reverse("person", args=[made.pk]))
    place = [Place("Tài khoản", reverse("people")), Place("Lập tài khoản")]
    return render(request, "organisations/person_new.html", {"form": form, "place": place})


@sensitive_post_parameters("mat-khau-password1", "mat-khau-password2")
@needs("post.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """`/tai-khoan/<pk>/`: one account, its posts, and what may be done to it."""
    user, fact = get_object_or_404(User, pk=pk), person_on_page(pk, today())
    if fact is None:
        raise Http404
    asked = request.POST.get("viec", "")
    forms = {} if user == request.user else act_forms(user, fact, asked, request.POST, today())
    if request.method == "POST" and (answer := _carried_out(request, forms.get(asked), pk)):
        return answer
    context = {
        "fact": fact,
        "forms": forms,
        "table": _posts_table(fact),
        "acts": acts_about(pk),
        "is_own": user == request.user,
        "offered_units": offered(today(), _KINDS_OFFERED) if "giao" in forms else [],
        "place": [Place("Tài khoản", reverse("people")), Place(fact.full_name)],
    }
    return render(request, "organisations/person.html", context)


def _carried_out(request: HttpRequest, form: Any, pk: int) -> HttpResponse | None:
    """Does the act that was sent and goes back to the page; None when something is to be corrected first."""
    if form is None:
        messages.error(request, "Việc này không làm được với tài khoản này. Hãy xem lại tình trạng của tài khoản.")
    elif form.is_valid() and (done := form.carry_out(request.user.get_username())):
        messages.success(request, done)
    else:
        return None
    return SeeOther(reverse("person", args=[pk]))


def _people_table(shown: Any) -> Table:
    columns = [
        Column("name", "Họ và tên", sortable=False),
        Column("posts", "Chức vụ đang giữ", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1, whole=True),
    ]
    return Table(columns, [_person_row(one) for one in shown], "Tài khoản", hide_caption=True)


def _person_row(one: PersonFact) -> Row:
    held = "; ".join(f"{post.role}, {post.unit}" for post in one.held)
    details = [f"{post.period}{f', theo {post.paper}' if post.paper else ''}" for post in one.held]
    rest = len(one.posts) - len(one.held)
    note = "; ".join([*details, *([f"còn {rest} chức vụ đã hết hoặc chưa bắt đầu"] if rest else [])])
    return Row(
        {
            "name": name_cell(one.full_name, reverse("person", args=[one.id]), one.username),
            "posts": Cell(held or "không giữ chức vụ nào", note=note),
            "state": Cell(one.state_label),
        }
    )


def _posts_table(fact: PersonFact) -> Table:
    columns = [
        Column("role", "Vai trò", sortable=False),
        Column("unit", "Đơn vị", sortable=False),
        Column("since", "Từ ngày", sortable=False),
        Column("until", "Đến hết ngày", sortable=False),
        Column("paper", "Theo văn bản", sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1, whole=True),
    ]
    rows = [
        Row(
            {
                "role": Cell(post.role),
                "unit": Cell(post.unit),
                "since": day_cell(post.since),
                "until": day_cell(post.until) if post.until else Cell("chưa định"),
                "paper": Cell(post.paper or "không ghi"),
                "state": Cell(post.state_label),
            }
        )
        for post in fact.posts
    ]
    empty = "Tài khoản chưa có chức vụ nào nên đăng nhập được nhưng không xem được gì."
    return Table(columns, rows, f"Chức vụ của {fact.full_name}", empty=empty, hide_caption=True)
