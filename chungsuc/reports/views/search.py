"""The search that stands on every page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chungsuc.organisations.access import needs
from chungsuc.reports.facts.search import MANY, find
from chungsuc.web.context import Place


@require_safe
@needs("unit.read")
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words, grouped; only what the person may open."""
    found = find(request.GET.get("q", ""), request.person)  # type: ignore[attr-defined]
    return render(request, "reports/search.html", {"found": found, "many": MANY, "place": [Place("Tìm")]})
