"""The units that forms offer and understand: by name in any known spelling, or by the code behind a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chungsuc.organisations.facts import UnitFact, UnitTree, name_index, tree_on
from chungsuc.organisations.models import Identity, Unit
from chungsuc.organisations.rules import NameIndex

PLACES = ("province", "district", "commune")
BODIES = (
    "department", "coordination_office", "central_body", "armed_forces", "fatherland_front", "mass_organisation",
    "press",
)  # fmt: skip
_CODE = re.compile(r"\(([\w.-]+)\)\s*$")


class Unclear(ValueError):
    """No unit, or more than one, answers to what was typed; the message says what to do."""


@dataclass
class Places:
    """The units of a day of some kinds. Two queries when first asked, one more when a name is looked up."""

    day: date
    kinds: tuple[str, ...] = PLACES
    offered: frozenset[int] | None = None  # the units that are offered while typing (None: all); others may be typed

    @cached_property
    def tree(self) -> UnitTree:
        return tree_on(self.day, kinds=self.kinds)

    @cached_property
    def _index(self) -> NameIndex:
        return name_index(self.tree, kinds=self.kinds)

    @cached_property
    def choices(self) -> list[str]:
        """What a field offers while typing."""
        units = (unit for unit in self.tree.units.values() if self.offered is None or unit.id in self.offered)
        return [self.said(unit) for unit in sorted(units, key=lambda u: (u.sort_key, u.code))]

    @staticmethod
    def said(unit: UnitFact) -> str:
        """How a unit is offered and may be typed back."""
        return f"{unit.name} ({unit.code})"

    def find(self, written: str) -> str:
        """The code of the unit that was meant. Unclear when none or several fit."""
        code = _CODE.search(written)
        asked = code[1] if code else written.strip()
        if (unit := self.tree.by_code(asked)) is not None:
            return unit.code
        if code and Unit.objects.filter(code=asked, kind__in=self.kinds).exists():
            return asked  # a unit that has ended: what was written before it stays
        match = self._index.match(written)
        if match.unit_id is not None:
            return self.tree.units[match.unit_id].code
        near = "; ".join(self.said(self.tree.units[one.unit_id]) for one in match.candidates)
        hint = f" Có phải: {near}?" if near else " Hãy chọn một tên trong danh sách gợi ý."
        raise Unclear(f"Không rõ “{written}” là đơn vị nào.{hint}")


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The last known names of units by code, also of those that have ended. One query, none without codes."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = Identity.objects.filter(unit__code__in=wanted).order_by("since")
    return dict(rows.values_list("unit__code", "name"))


def typed_names(codes: Iterable[str]) -> dict[str, str]:
    """The same as they may be typed back: "Xã Đắk Gằn (dn-24673)"."""
    return {code: f"{name} ({code})" for code, name in names_of(codes).items()}
