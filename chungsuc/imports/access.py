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
RIGHTS = (
    "value.import", "recognition.import", "coverage.write", "contribution.write", "award.import", "award.nominate",
)  # fmt: skip


def kinds_for(who: Person) -> list[Kind]:
    """The kinds that this person may import. A workbook speaks of the whole province, so a part of it is no right,
    unless the kind itself asks of each row whether its sender may write it: then it names the right to all rows.
    """
    return [kind for kind in all_kinds() if _reaches(who, kind)]


def _right_to_all(kind: Kind) -> str:
    """The right to every row of a kind that asks of each row; "" for a kind that is for the whole province."""
    return str(getattr(kind, "right_to_all", ""))


def _reaches(who: Person, kind: Kind) -> bool:
    return who.may(kind.right) if _right_to_all(kind) else who.scope(kind.right).unit_ids is None


def only_sent_by(who: Person) -> dict[str, str]:
    """The kinds of which this person sees the own batches only, with the user name: those that ask of each row."""
    asking = [kind for kind in kinds_for(who) if _right_to_all(kind)]
    return {kind.code: who.username for kind in asking if not who.may(_right_to_all(kind))}


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

    guarded.needs = RIGHTS  # type: ignore[attr-defined]
    return guarded


def batch_for(request: HttpRequest, batch_id: UUID) -> Batch:
    """The batch, or Http404 when there is none of a kind that this person may import."""
    codes = [kind.code for kind in request.kinds]  # type: ignore[attr-defined]
    batch = Batch.objects.filter(pk=batch_id, kind__in=codes).first()
    own = only_sent_by(request.person)  # type: ignore[attr-defined]
    if batch is None or own.get(batch.kind, batch.received_by) != batch.received_by:
        raise Http404("batch")
    return batch
