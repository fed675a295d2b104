"""What waits for whoever asks."""

from itertools import groupby
from operator import itemgetter

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chungsuc.organisations.access import person
from chungsuc.organisations.work import work_of
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

_LINES = 100  # on a page


@never_cache
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """`/viec-cua-toi/`: one's own work only, so it needs an account and no right; every line is of one's own reach."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    groups = work_of(person(request, today()))
    shown = page_of(request, [(g.title, line) for g in groups for line in g.lines], _LINES)
    context = {"shown": shown, "count": shown.paginator.count, "place": [Place("Việc của tôi")]}
    context["groups"] = [(title, [line for _, line in lines]) for title, lines in groupby(shown, key=itemgetter(0))]
    return render(request, "reports/my_work.html", context)
