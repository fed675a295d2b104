"""The calendar address of a person, and the calendar that stands there."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs, person_on
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import now, today

from ..access import EXCUSE, LEADER, READ, units_to_work_for
from ..actions import Stale, end_feed, make_feed
from ..facts import dues_on
from ..feed import calendar_text, feed_facts
from ..models import Feed
from ..rules import hashed
from .lists import HOME


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def due_feed(request: HttpRequest) -> HttpResponse:
    """`/han-viec/lich/`: a person's own calendar address: made, replaced, ended. The secret is shown once."""
    person, secret, status = request.person, "", 200  # type: ignore[attr-defined]
    if request.method == "POST" and request.POST.get("viec") == "bo":
        end_feed(person)
        messages.success(request, "Đã bỏ địa chỉ lịch. Địa chỉ cũ không còn mở được.")
        return SeeOther(reverse("due_feed"))
    if request.method == "POST":
        try:
            secret = make_feed(person)
        except Stale as stale:
            messages.error(request, str(stale))
            status = 409
    context = {
        "address": f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('calendar_feed', args=[secret])}" if secret else "",
        "living": Feed.objects.living().filter(account_id=person.account.pk).first(),
        "place": [Place(HOME, reverse("dues")), Place("Lịch riêng")],
    }
    return render(request, "deadlines/feed.html", context, status=status)


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """`/lich/<secret>.ics`: for calendar programs, which do not sign in; what the person's posts allow today."""
    row = Feed.objects.living().filter(secret_hash=hashed(secret), account__is_active=True)
    found = row.select_related("account").first()
    if found is None:
        raise Http404("feed")
    person = person_on(found.account, today())
    wide = person.may(EXCUSE) or person.may(LEADER)
    own = units_to_work_for(person)
    units = person.scope(READ).unit_ids if wide else own
    facts = feed_facts(person, dues_on(today(), units), own) if person.may(READ) else []
    answer = HttpResponse(calendar_text(facts, now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="viec-den-han.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
