"""Who may see, record, confirm and decide what, on a day. What is out of reach does not exist.

Who recorded a contribution never confirms it. The receiving unit confirms; where it recorded the contribution itself,
another officer of it does, the district above it, or the coordination office (after 01/07/2025 no district is left).
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404

from chungsuc.organisations.access import Person, Scope, reach
from chungsuc.organisations.models import Unit
from chungsuc.organisations.rules import ROLES

from . import workflow
from .models import Contribution, GiftTerms, Twin

READ, WRITE, CONFIRM = "contribution.read", "contribution.write", "contribution.confirm"
OVERSEE, NAMES = "contribution.oversee", "contribution.names"
CONSENT_KIND = "giay_dong_y"
PLACES = ("province", "district", "commune")


@dataclass(frozen=True)
class Desk:
    """What one person may do with contributions today. One query for each set of posts asked about."""

    person: Person
    _receiving: dict[str, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def day(self) -> date:
        return self.person.day

    @cached_property
    def own(self) -> Scope:
        """The units for which the person records: those of the posts with what belongs to them and went into them."""
        return self.person.own_scope(WRITE)

    @cached_property
    def confirming(self) -> Scope:
        """The units of the posts that confirm, with what belongs to them and went into them."""
        return self.person.own_scope(CONFIRM)

    @property
    def recorder_ids(self) -> frozenset[int]:
        return self.own.unit_ids or frozenset()

    def visible(self) -> Any:
        """The current terms of every contribution that the person may open, with names."""
        rows = GiftTerms.objects.current().within(self.person.scope(READ).unit_ids, self.recorder_ids)
        return rows.told(self.day)

    def receives(self, unit: Unit) -> bool:
        """Whether the person acts for the receiving unit itself, or for what it went into: not for one above it."""
        if not self.confirming.covers(unit.pk):
            return False
        if unit.kind not in self._receiving:
            posts = [post for post in self.person.posts if CONFIRM in ROLES[post.role].rights]
            same = tuple(post for post in posts if post.unit.kind == unit.kind)
            self._receiving[unit.kind] = frozenset(reach(same)) if same else frozenset()
        return unit.pk in self._receiving[unit.kind]

    def keeps(self, row: Contribution) -> bool:
        """Whether the person corrects and withdraws this contribution: the unit that recorded it."""
        return self.own.covers(row.recorder_id)

    def answers(self, row: Contribution) -> bool:
        """Whether the person confirms or contests for the receiving side, whoever recorded."""
        if self.receives(row.unit):
            return True
        return row.by_receiver and (self.confirming.covers(row.unit_id) or self.person.may(OVERSEE))

    def decides(self, row: Contribution) -> bool:
        """Whether the person says if two contributions to this unit are one."""
        return self.receives(row.unit) or self.person.may(OVERSEE)

    def why_not(self, act: workflow.Act, row: Contribution, terms: GiftTerms) -> str | None:
        """Why an act cannot be done by this person now, in words; "" when it can; None when it is not theirs at all."""
        theirs = self.answers(row) if act.side == workflow.RECEIVER else self.keeps(row)
        if not theirs:
            return None
        if act.side == workflow.RECEIVER and terms.by == self.person.username:
            return "vì chính người này đã ghi nội dung đang dùng; người khác của nơi nhận, hoặc cấp trên, xác nhận."
        why = workflow.why_not(act.code, row.state)
        return f"vì: {why}" if why else ""

    def by_right(self, row: Contribution) -> bool:
        """Whether the person sees the giver's name without consent: both sides, and whoever holds the right."""
        scope = self.person.scope(NAMES)
        return scope.covers(row.unit_id) or self.own.covers(row.recorder_id)

    def sees_name(self, terms: Any) -> bool:
        """Whether the giver's name may be shown; the row comes from `told`."""
        return not terms.unnamed or bool(terms.agreed) or self.by_right(terms.contribution)

    def called(self, terms: Any) -> str:
        """What the giver is called to this person."""
        if not self.sees_name(terms):
            return str(terms.unnamed)
        return terms.giver or (f"{terms.unnamed} (không ghi tên)" if terms.unnamed else terms.source_name)


def terms_for(desk: Desk, pk: int) -> Any:
    """The current terms of a contribution, or Http404 when it is not within the person's reach."""
    # by the contribution's own key: for the reference a number too large for the column is a failure, not an absence
    found = desk.visible().filter(contribution__in=Contribution.objects.filter(pk=pk)).first()
    if found is None:
        raise Http404("contribution")
    return found


def twin_for(desk: Desk, pk: int) -> Twin:
    """The pair, or Http404 when neither of the two is within the person's reach."""
    pair = Twin.objects.select_related("one__unit", "other__unit").filter(pk=pk).first()
    if pair is None or not desk.visible().filter(contribution__in=(pair.one_id, pair.other_id)).exists():
        raise Http404("twin")
    return pair
