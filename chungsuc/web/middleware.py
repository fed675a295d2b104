"""What no form of any room can mean is refused once, before any page sees it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse


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
