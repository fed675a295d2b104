"""Whose paper it is, and the paper that there is already: what every drawing begins with."""

from collections.abc import Callable

from django.db.models import Model

from chungsuc.documents.access import DRAFT, may
from chungsuc.documents.actions import PaperRefused, once
from chungsuc.documents.facts import LetterheadFact, letterhead_of
from chungsuc.documents.models import Paper
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit

from ..access import PROVINCE

NO_HEAD = "Chưa đủ căn cứ: gói dữ liệu chưa có đầu đề văn bản của cơ quan này. Hãy báo người quản trị gói dữ liệu."


def papers_about(source: str, key: str) -> list[Paper]:
    """The papers made of something that were not dropped, the newest first. One query."""
    rows = Paper.objects.about(source, key).exclude(state="dropped").select_related("number")
    return list(rows.defer("sheet"))


def known_paper(source: str, key: str, kind: str) -> Paper | None:
    """The paper of a kind made of something, None while there is none. One query."""
    return next((paper for paper in papers_about(source, key) if paper.kind == kind), None)


def drawn_once(of: Model, source: str, key: str, kind: str, draws: Callable[[], Paper]) -> Paper:
    """The paper of a kind made of something, drawn where there is none: `of` is held, so that two get the same."""
    return once(of, lambda: known_paper(source, key, kind), draws)


def office_of(person: Person, body: Unit) -> Unit:
    """The office whose paper it is: the person's own where the body is the province, else the body itself.

    PaperRefused for whoever drafts for no office.
    """
    return own_office(person) if body.kind == PROVINCE else body


def own_office(person: Person) -> Unit:
    """The office at which the person holds a post and for which it drafts. PaperRefused where there is none."""
    own = Unit.objects.on(person.day).filter(pk__in={post.unit_id for post in person.posts}).exclude(kind=PROVINCE)
    for unit in own:
        if may(person, DRAFT, unit.pk):
            return unit  # type: ignore[no-any-return]
    raise PaperRefused("Đồng chí không soạn văn bản cho cơ quan nào. Hãy để người soạn thảo của cơ quan làm.")


def head_of(unit: Unit, person: Person) -> LetterheadFact:
    """The letterhead of a body on the person's day. PaperRefused where the pack has none."""
    head = letterhead_of(unit, person.day)
    if head is None:
        raise PaperRefused(NO_HEAD)
    return head
