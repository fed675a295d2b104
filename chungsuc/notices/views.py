"""A person's own messages, and how they want to be told. Own rows only: an account is enough, no right is needed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from . import facts
from .actions import mark_read
from .forms import PreferenceForm
from .models import Message

HOME = "Thông báo"
_ON_A_PAGE = 30


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """`/thong-bao/`: what the person was told, the newest first; read by a button, never by looking."""
    if request.method == "POST":
        return _read(request)
    rows = Message.objects.of(request.user)
    shown = page_of(request, rows.select_related("delivery"), _ON_A_PAGE)  # type: ignore[arg-type]
    fresh = [message for message in shown if message.read_at is None]
    context = {
        "shown": shown,
        "unread": rows.unread().count(),
        "fresh": len(fresh),
        "upto": max((message.pk for message in fresh), default=0),
        "place": [Place(HOME)],
    }
    return render(request, "notices/notices.html", context)


def _read(request: HttpRequest) -> HttpResponse:
    """Marks one message as read, or all that the page showed and older ones."""
    one, upto = request.POST.get("mot", ""), request.POST.get("den", "")
    known = [int(text) if text.isdecimal() and len(text) < 15 else None for text in (one, upto)]
    count = mark_read(request.user, upto=known[1] or 0, only=known[0])
    if count:
        messages.success(request, f"Đã đánh dấu đã đọc {count} thông báo.")
    else:
        messages.info(request, "Không có thông báo nào cần đánh dấu; có thể đã đọc ở cửa sổ khác.")
    return SeeOther(reverse("notices"))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: HttpRequest) -> HttpResponse:
    """`/thong-bao/cai-dat/`: mail, digest, quiet hours."""
    usual = facts.usual_hours(today())
    wanted = facts.wishes(facts.preference_of(request.user), usual)
    form = PreferenceForm(request.POST if request.method == "POST" else None, account=request.user, wanted=wanted)
    if request.method == "POST" and form.is_valid():
        form.carry_out()
        messages.success(request, "Đã ghi cách nhận thông báo.")
        return SeeOther(reverse("notice_settings"))
    context = {
        "form": form,
        "usual": usual,
        "mail_is_set_up": facts.mail_is_set_up(),
        "place": [Place(HOME, reverse("notices")), Place("Cách nhận thông báo")],
    }
    return render(request, "notices/notice_settings.html", context, status=422 if form.errors else 200)
