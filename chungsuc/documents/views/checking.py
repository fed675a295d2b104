"""The public pages: anybody checks a certificate by the code printed on it. Only what is printed on it is told."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..certificate_facts import public_certificate
from ..forms.certificates import CheckForm


@never_cache
@require_safe
def check_home(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu/`: a code is typed here; a telephone that reads the QR code goes on at once."""
    form = CheckForm(request.GET if "ma" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(reverse("check", args=[form.cleaned_data["ma"][:60]]))
    return _unlisted(render(request, "documents/check_home.html", {"form": form}, status=422 if form.errors else 200))


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """`/tra-cuu/<code>/`: what is printed on the certificate, and whether it still stands."""
    found = public_certificate(code.upper()[:20])
    form = CheckForm(initial={"ma": code[:60]})
    context = {"found": found, "code": code[:60], "form": form}
    return _unlisted(render(request, "documents/check.html", context, status=200 if found else 404))


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """Search engines leave the pages out: people's names are found by who holds the certificate, by nobody else."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
