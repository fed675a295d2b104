"""What holds for the forms of every room: what none can mean is refused, what met another's write is told."""

import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

_log = logging.getLogger(__name__)
_DEADLOCK, _NOT_IN_ORDER = "40P01", "40001"  # PostgreSQL took the transaction back for another's sake


class RefuseNullCharacters:
    """Answers 400 to a form with a NUL and 404 to such an address: nobody can type it, PostgreSQL cannot store it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Runs after the forgery check has read the form, so that uploads are handled as the view expects."""
        if "\0" in request.path:
            raise Http404
        for given in (request.GET, request.POST):
            if any("\0" in text for key, values in given.lists() for text in (key, *values)):
                raise BadRequest("a NUL character in a form")


class TellOfCollisions:
    """Answers 409 when the database took a transaction back because it met another: nothing of it was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Any other fault goes on to the page of faults."""
        if not met_another(fault):
            return None
        _log.warning("a write met another and was taken back", exc_info=fault)
        return render(request, "409.html", status=409)


def met_another(fault: Exception) -> bool:
    """Whether a fault says that two transactions met, and not that something is wrong."""
    if not isinstance(fault, OperationalError):
        return False
    met = getattr(fault.__cause__, "sqlstate", None) in (_DEADLOCK, _NOT_IN_ORDER)
    return met or str(fault) == "database is locked"
