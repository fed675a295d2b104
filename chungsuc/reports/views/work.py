"""What waits for whoever asks."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chungsuc.organisations.access import person
from chungsuc.organisations.work import work_of
from chungsuc.web.context import Place
from chungsuc.web.day import today


@never_cache
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """`/viec-cua-toi/`: one's own work only, so it needs an account and no right; every line is of one's own reach."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    groups = work_of(person(request, today()))
    context = {"groups": groups, "count": sum(len(g.lines) for g in groups), "place": [Place("Việc của tôi")]}
    return render(request, "reports/my_work.html", context)
