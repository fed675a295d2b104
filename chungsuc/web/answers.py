"""What every room answers with besides pages: where to look after a write, files that are only saved."""

from typing import TypeVar

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
