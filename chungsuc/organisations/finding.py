"""Finds the unit that a person typed, by name in any known spelling or by code, among the units of a day."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.db.models import Q, QuerySet

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc, unit_form, unit_key

from .access import EVERYWHERE, Scope
from .models import KINDS, Identity, Placement, Unit
from .queries import holds_on

_KIND_NAMES = dict(KINDS)
_CODE_AT_THE_END = re.compile(r"\(([\w.-]+)\)\s*$")
_MOST = 6


class UnitUnclear(ValueError):
    """No unit, or more than one, answers to what was typed; the message says which there are and what to type."""


@dataclass(frozen=True)
class FoundUnit:
    """A unit with its name, form, GSO code and parent as of the day it was looked for."""

    unit: Unit
    name: str
    form: str
    gso_code: str
    parent_id: int | None

    @property
    def choice(self) -> str:
        """How lists offer it and how it may be typed back."""
        return f"{self.name} ({self.unit.code})"


def find_unit(written: str, day: date, *, prefer: Collection[str] = (), scope: Scope = EVERYWHERE) -> FoundUnit:
    """The one unit of `day` that `written` means; `prefer`: the kinds that settle equal names. UnitUnclear if none."""
    text = nfc(written)
    found = _fitting(text, units_of(day, scope))
    preferred = [one for one in found if one.unit.kind in prefer]
    if len(preferred) == 1 or (preferred and len(found) > 1):
        found = preferred
    if len(found) == 1:
        return found[0]
    raise UnitUnclear(_several(text, found, day) if found else _none(text, day, scope))


def units_of(day: date, scope: Scope = EVERYWHERE) -> QuerySet[Any]:
    """The units of a day that a right reaches, named as of that day."""
    named: QuerySet[Any] = scope.filter(Unit.objects.on(day).named_on(day), "pk")
    return named


def found_units(rows: Iterable[Any]) -> list[FoundUnit]:
    """Named units of a query as values, in the order of their names."""
    ordered = sorted(rows, key=lambda u: (u.sort_key or "", u.code))
    return [FoundUnit(u, u.name or u.code, u.form or "", u.gso_code or "", u.parent_id) for u in ordered]


def _fitting(text: str, units: QuerySet[Any]) -> list[FoundUnit]:
    code = _CODE_AT_THE_END.search(text)
    by_code = found_units(units.filter(code__iexact=code[1] if code else text))
    if by_code or not unit_key(text):
        return by_code
    key = unit_key(text)
    named = Q(identity_then__name_key=key) | Q(pk__in=Unit.objects.filter(spellings__name_key=key).values("pk"))
    found = found_units(units.filter(named))
    form = unit_form(text)
    return [one for one in found if not form or unit_form(one.name) == form]


def _several(text: str, found: list[FoundUnit], day: date) -> str:
    parents = names_on({one.parent_id for one in found if one.parent_id}, day)
    told = "; ".join(
        f"{one.name}{f', {parents[one.parent_id]}' if one.parent_id in parents else ''}, mã {one.unit.code}"
        for one in found[:_MOST]
    )
    more = f"; và {len(found) - _MOST} đơn vị khác" if len(found) > _MOST else ""
    return f"Ngày {show_day(day)} có {len(found)} đơn vị tên “{text}”: {told}{more}. Hãy ghi mã của đơn vị cần chọn."


def names_on(ids: Iterable[int], day: date) -> dict[int | None, str]:
    """The names of units on a day, by id; a unit without one that day is left out."""
    rows = Identity.objects.on(day).filter(unit_id__in=list(ids))
    return dict(rows.values_list("unit_id", "name"))


def _none(text: str, day: date, scope: Scope) -> str:
    known = f"Ngày {show_day(day)} không có đơn vị nào tên hoặc mã “{text}”."
    same = scope.filter(Identity.objects.filter(Q(name_key=unit_key(text)) | Q(unit__code__iexact=text)))
    other = same.select_related("unit").order_by("since").first() if unit_key(text) else None
    if other is not None:
        return f"{known} {_lived(other)} Hãy sửa ngày hoặc chọn đơn vị khác."
    near = _near(text, day, scope)
    return f"{known} " + (f"Có phải là: {'; '.join(near)}?" if near else "Hãy kiểm tra lại tên.")


def _lived(identity: Identity) -> str:
    since, until = identity.since, identity.until
    life = f"có từ ngày {show_day(since)}" + (f" đến hết ngày {show_day(until)}" if until else "")
    return f"{identity.name} {life}."


def _near(text: str, day: date, scope: Scope) -> list[str]:
    rows = scope.filter(Identity.objects.on(day)).values_list("name_key", "name", "unit__code")
    named = {key: f"{name} (mã {code})" for key, name, code in rows}
    return [named[key] for key in get_close_matches(unit_key(text), list(named), n=3, cutoff=0.7)]


def offered(day: date, kinds: Collection[str]) -> list[str]:
    """What an entry field offers while typing: the units of a day of a few kinds, as they may be typed."""
    rows = Unit.objects.on(day).filter(kind__in=list(kinds)).named_on(day)
    return [one.choice for one in found_units(rows)]


def members_of(unit_ids: Collection[int], day: date) -> list[FoundUnit]:
    """The units that belong directly to any of the given ones on a day."""
    below = Placement.objects.filter(holds_on(day), parent_id__in=list(unit_ids)).values("unit_id")
    return found_units(Unit.objects.on(day).filter(pk__in=below).named_on(day))


def kind_name(kind: str) -> str:
    """The kind in words."""
    return _KIND_NAMES[kind]
