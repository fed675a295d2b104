"""What every room answers with besides pages: where to look after a write, files that are only saved."""

from typing import Any, TypeVar

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)
_NEVER_ACTIVE = "default-src 'none'; sandbox; frame-ancestors 'none'"


class SeeOther(HttpResponseRedirect):
    """After a write: go and look at what it did."""

    status_code = 303


def never_active(answer: Answer) -> Answer:
    """The same answer, a file of which nothing ever runs and which no other site may show."""
    answer["Content-Security-Policy"] = _NEVER_ACTIVE
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def status_of(form: Any) -> int:
    """409 for whoever came second, 422 for what is to be corrected, 200 else. What was typed stands in the page."""
    if getattr(form, "is_stale", False):
        return 409
    return 422 if form is not None and form.errors else 200
