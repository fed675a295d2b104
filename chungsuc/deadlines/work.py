"""What the calendar asks of people: own obligations one by one, those they answer for in sums."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking, rows_of

from .access import EXCUSE, units_to_work_for
from .facts import DueFact, Dues, dues_asked
from .models import Excuse
from .registry import kinds
from .rules import State

NAME, TITLE = "deadlines.dues", "Việc đến hạn"
MOST = 50


def as_line(fact: DueFact) -> WorkLine:
    """One obligation under its unit's name."""
    return WorkLine(
        f"{fact.unit.name}: {fact.what}", reverse("due", args=[fact.key]), fact.kind_title, fact.words, fact.late
    )


def by_unit(facts: Iterable[DueFact]) -> Iterator[WorkLine]:
    """One line a unit: its only obligation, or how many there are and which has waited the longest."""
    found: dict[int, list[DueFact]] = defaultdict(list)
    for fact in facts:
        found[fact.unit_id].append(fact)
    for of_unit in found.values():
        first = of_unit[0]
        if len(of_unit) == 1:
            yield as_line(first)
            continue
        query = urlencode({"tinh_trang": State.LATE.value, "don_vi": first.unit.name})
        text = f"{first.unit.name}: {len(of_unit)} việc, lâu nhất: {first.what}"
        yield WorkLine(text, f"{reverse('dues')}?{query}", first.kind_title, first.words, first.late)


def summed(dues: Dues) -> Iterator[WorkLine]:
    """For each kind how many obligations are late and how many end soon, and of how many units."""
    late: dict[str, list[DueFact]] = defaultdict(list)
    soon: dict[str, list[DueFact]] = defaultdict(list)
    for fact in dues.late:
        late[fact.kind].append(fact)
    for fact in dues.soon:
        soon[fact.kind].append(fact)
    for kind, title in kinds().items():
        parts = [
            f"{said} {_counted(found)}"
            for said, found in (("quá hạn", late[kind]), ("sắp đến hạn", soon[kind]))
            if found
        ]
        if parts:
            state = State.LATE if late[kind] else State.OPEN
            query = urlencode({"loai": kind, "tinh_trang": state.value})
            yield WorkLine(f"{title}: {'; '.join(parts)}", f"{reverse('dues')}?{query}", overdue=bool(late[kind]))


def _counted(facts: list[DueFact]) -> str:
    return f"{len(facts)} việc của {len({fact.unit_id for fact in facts})} đơn vị"


def wishes_to_answer(person: Person) -> Asking[Iterable[WorkLine]]:
    """The wishes for a later day that wait for this person's answer, the oldest first. One round, or none."""
    scope = person.scope(EXCUSE)
    if scope.empty:
        return ()
    own = {post.unit_id for post in person.posts}
    waiting = scope.filter(Excuse.objects.waiting()).exclude(unit_id__in=own)
    return [_wish(row) for row in (yield from rows_of(waiting[:MOST]))]


def _wish(row: Excuse) -> WorkLine:
    wanted = f"xin đến {row.wanted_until:%d/%m/%Y}"
    return WorkLine(f"Trả lời đề nghị gia hạn: {row.what}", reverse("due", args=[row.key]), row.reason, wanted)


def dues_at_hand(person: Person) -> Asking[Iterable[WorkLine]]:
    """What is late or ends soon for one's own units, of the rooms that do not tell their work themselves; for whoever
    answers for others the wishes that wait (the sums stand in their digest and on the page of what is due).
    """
    if person.may(EXCUSE):
        return (yield from wishes_to_answer(person))
    own = units_to_work_for(person)
    if not own:
        return ()
    mine = yield from dues_asked(person.day, own, kinds(in_work=True))
    return [as_line(fact) for fact in [*mine.late, *mine.soon][:MOST]]
