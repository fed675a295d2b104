"""What other rooms know of subjects, in bulk: a fixed number of queries, whatever the number of subjects."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from chungsuc.criteria.models import Assessment
from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Lineage, Unit
from chungsuc.questions.asking import Asking, together
from chungsuc.recognition.models import Recognition
from chungsuc.resources.facts import GiftFact, gifts_asked
from chungsuc.resources.rules.giving import giver_key
from chungsuc.scoring.models import Closing

from ..models import AwardSubject, NameVariant
from ..rules.lineage import pasts_of

_MANY = 900
"""From so many units on the whole province is read: a query takes only so many values."""


@dataclass(frozen=True)
class Yearly:
    """A result of a year that another room answers for; `of`: the former unit it was, "" when it is the unit's own.

    `key` names it for ever ("recognition:5"); `confirmed`: whether an award may rest on it as it stands.
    """

    year: int
    what: str
    source: str
    of: str = ""
    key: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class Known:
    """Subjects with the past of their units and their other names, by subject."""

    subjects: tuple[AwardSubject, ...]
    pasts: Mapping[int, frozenset[int]]
    variants: Mapping[int, tuple[NameVariant, ...]]
    edges: tuple[tuple[int, int, date], ...] = ()  # what went, what it went into, on which day

    def units(self, of: Iterable[AwardSubject] | None = None) -> frozenset[int]:
        """Every unit that the subjects (those that are units, when none are named) are or came of."""
        chosen = [one for one in self.subjects if one.itself] if of is None else of
        return frozenset().union(*(self.pasts[one.pk] for one in chosen))

    @cached_property
    def _of_units(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for one in self.subjects:
            for unit_id in self.pasts[one.pk] if one.itself else ():
                found[unit_id].append(one.pk)
        return found

    def owners(self, subject: AwardSubject) -> list[int]:
        """Which of these a row about a subject concerns: that subject, and the unit that its unit went into."""
        if subject.itself:
            return self._of_units.get(subject.unit_id, [])
        return [subject.pk] if subject.pk in self.pasts else []


def within(field: str, ids: Collection[Any]) -> Q:
    """The rows of these ids; every row where they are too many to be named."""
    return Q(pk__gt=0) if len(ids) > _MANY else Q(**{f"{field}__in": list(ids)})


def known_of(subjects: Sequence[AwardSubject]) -> Asking[Known]:
    """The past of each subject's unit and its other names. One round."""
    told = yield {
        "edges": Lineage.objects.order_by("pk").values_list("predecessor_id", "successor_id", "event__effective_on"),
        "variants": NameVariant.objects.filter(within("subject_id", [one.pk for one in subjects])),
    }
    edges = tuple(told["edges"])
    past = pasts_of({one.unit_id for one in subjects}, [(earlier, later) for earlier, later, _ in edges])
    variants: dict[int, list[NameVariant]] = defaultdict(list)
    for row in told["variants"]:
        variants[row.subject_id].append(row)
    return Known(
        tuple(subjects),
        {one.pk: past[one.unit_id] for one in subjects},
        {one.pk: tuple(variants[one.pk]) for one in subjects},
        edges,
    )


def results_of(known: Known, day: date) -> Asking[dict[int, list[Yearly]]]:
    """The results of each subject as of `day`, by subject: criteria, recognition, ranks, gifts. One round."""
    rows, gifts_found = yield from together([_rows(known, day), _gifts_found(known, day)])
    return _sorted_out(known, rows, gifts_found)


def _rows(known: Known, day: date) -> Asking[Any]:
    ids = known.units()
    return (yield {
        "assessed": Assessment.objects.filter(within("unit_id", ids), year__lte=day.year)
        .select_related("set")
        .annotate(owner=last_name_of("unit_id"))
        .order_by("set_id", "year", "unit_id"),
        "recognised": Recognition.objects.in_force(day)
        .filter(within("unit_id", ids))
        .select_related("level")
        .annotate(owner=last_name_of("unit_id")),
        "closed": Closing.objects.filter(on__lte=day, reopened_on=None)
        .filter(within("round__contestants__unit_id", ids))
        .select_related("round__group")
        .order_by("pk")
        .distinct(),
        "units": Unit.objects.filter(within("pk", known.units(known.subjects))),
    })  # fmt: skip


def _sorted_out(known: Known, rows: Any, found_gifts: Sequence[GiftFact]) -> dict[int, list[Yearly]]:
    by_unit: dict[int, list[tuple[int, Yearly]]] = defaultdict(list)
    codes = {row.code: row.pk for row in rows["units"]}
    for found in (_assessed(rows["assessed"]), _recognised(rows["recognised"]), _ranked(rows["closed"], codes)):
        for unit_id, owner, one in found:
            by_unit[unit_id].append((owner, one))
    gifts = _gifts(known, found_gifts, codes)
    told: dict[int, list[Yearly]] = {}
    for subject in known.subjects:
        told[subject.pk] = [
            one if unit_id == subject.unit_id else _as_former(one, owner)
            for unit_id in sorted(known.pasts[subject.pk])
            for owner, one in by_unit.get(unit_id, ())
        ] if subject.itself else []  # fmt: skip
        told[subject.pk] += gifts[subject.pk]
    return told


def _as_former(one: Yearly, owner: Any) -> Yearly:
    return Yearly(one.year, one.what, one.source, str(owner or ""), one.key, one.confirmed)


Found = Iterator[tuple[int, Any, Yearly]]


def _assessed(rows: Iterable[Any]) -> Found:
    for met in rows:
        every = met.met + met.not_met + met.undetermined
        left = f", {met.undetermined} tiêu chí chưa đủ căn cứ" if met.undetermined else ""
        told = f"Đạt {met.met}/{every} tiêu chí, {met.set.name}{left}"
        key, sure = f"assessment:{met.pk}", not met.undetermined
        yield met.unit_id, met.owner, Yearly(met.year, told, "kết quả đánh giá tiêu chí", key=key, confirmed=sure)


def _recognised(rows: Iterable[Any]) -> Found:
    for entry in rows:
        told = f"Được công nhận {entry.level.name}"
        paper = f"Quyết định {entry.decision_number} ngày {show_day(entry.signed_on)}"
        yield entry.unit_id, entry.owner, Yearly(entry.for_year, told, paper, key=f"recognition:{entry.pk}")


def _ranked(closings: Iterable[Any], codes: Mapping[str, int]) -> Found:
    for closing in closings:
        ranking: list[Mapping[str, Any]] = json.loads(closing.body)["ranking"]
        for place in ranking:
            if place["unit"] in codes and place["rank"]:
                told = f"Xếp thứ {place['rank']} trong {len(ranking)} đơn vị, {closing.round.group.name}"
                unit_id = codes[place["unit"]]
                key = f"score:{closing.pk}:{unit_id}"
                yield unit_id, "", Yearly(closing.round.year, told, closing.paper, key=key)


def _names(known: Known) -> dict[str, set[int]]:
    """The subjects by each key of each of their names."""
    by_key: dict[str, set[int]] = defaultdict(set)
    for subject in known.subjects:
        for name in (subject.name, *(variant.name for variant in known.variants[subject.pk])):
            by_key[giver_key(name)].add(subject.pk)
    return by_key


def _gifts_found(known: Known, day: date) -> Asking[Any]:
    return (yield from gifts_asked(_names(known), day))


def _gifts(known: Known, gifts: Sequence[GiftFact], codes: Mapping[str, int]) -> dict[int, list[Yearly]]:
    """What was given under each subject's names, as receivers confirmed it; in a commune only what that received."""
    by_key, of = _names(known), {subject.pk: subject for subject in known.subjects}
    told: dict[int, list[Yearly]] = {pk: [] for pk in of}
    for gift in gifts:
        what = f"Đóng góp {show_decimal(gift.quantity)} {gift.measure}: {gift.purpose}".removesuffix(": ")
        source = f"đóng góp số {gift.number}, nơi nhận đã xác nhận; khớp theo tên, người xét xem có đúng là một"
        for pk in sorted(by_key[gift.giver_key]):
            if of[pk].unit.kind != "commune" or codes.get(gift.unit_code) in known.pasts[pk]:
                told[pk].append(Yearly(gift.given_on.year, what, source, key=f"contribution:{gift.number}"))
    return told
