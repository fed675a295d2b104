"""Who may import what: a kind of workbook asks for its own right, held for the whole province."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from chungsuc.organisations.access import Person, person
from chungsuc.web.day import today

from .kinds import Kind, all_kinds
from .models import Batch

View = Callable[..., HttpResponse]


def kinds_for(who: Person) -> list[Kind]:
    """The kinds that this person may import. A workbook speaks of the whole province, so a part of it is no right."""
    return [kind for kind in all_kinds() if who.scope(kind.right).unit_ids is None]


def needs_import(view: View) -> View:
    """Lets a page be opened by who may import at least one kind; the view finds `request.person`, `request.kinds`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        asking = person(request, today())
        kinds = kinds_for(asking)
        if not kinds:
            raise PermissionDenied("imports")
        request.person, request.kinds = asking, kinds  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    guarded.needs = ("value.import", "recognition.import")  # type: ignore[attr-defined]
    return guarded


def batch_for(request: HttpRequest, batch_id: UUID) -> Batch:
    """The batch, or Http404 when there is none of a kind that this person may import."""
    codes = [kind.code for kind in request.kinds]  # type: ignore[attr-defined]
    batch = Batch.objects.filter(pk=batch_id, kind__in=codes).first()
    if batch is None:
        raise Http404("batch")
    return batch
