"""Who may see and send evidence: what is out of reach does not exist."""

from datetime import date

from django.http import Http404, HttpRequest

from chungsuc.organisations.access import Person, Scope
from chungsuc.organisations.facts import known_as, tree_on

from .models import Document
from .registry import open_to

ADD = "evidence.add"


def document_for(request: HttpRequest, pk: int) -> Document:
    """The document with its file and kind, or Http404 when it is not within the reach of whoever asks, or closed."""
    rows = Document.objects.select_related("file", "kind", "unit").filter(pk=pk)
    within = request.scope.filter(rows)  # type: ignore[attr-defined]
    document = within.filter(open_to(request.person)).distinct().first()  # type: ignore[attr-defined]
    if document is None:
        raise Http404("document")
    return document


def may_add(person: Person, unit_id: int) -> bool:
    """Whether the person may send, attach and withdraw documents of the unit."""
    return person.may(ADD, unit_id)


def units_to_send_for(person: Person, day: date) -> list[tuple[str, str]]:
    """(code, name) of the units whose evidence the person may send: today's first, then those of before."""
    scope: Scope = person.scope(ADD)
    tree = tree_on(day)
    own = {post.unit_id for post in person.posts}
    now = [unit for unit in (*tree.communes, *tree.districts) if scope.covers(unit.id)]
    now.sort(key=lambda unit: unit.id not in own)
    past = known_as(scope.unit_ids - set(tree.units)) if scope.unit_ids is not None else {}
    before = sorted(
        (unit for unit in past.values() if unit.until is not None and unit.kind in ("commune", "district")),
        key=lambda unit: unit.sort_key,
    )
    return [(unit.code, unit.name) for unit in now] + [
        (unit.code, f"{unit.name} (đến {unit.until:%d/%m/%Y})") for unit in before
    ]
