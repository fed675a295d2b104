"""Querysets that are asked together give what each gives alone: rows, models, order, slices, kinds of values."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count, DecimalField, FloatField, QuerySet, Value

from chungsuc.audit.models import Entry
from chungsuc.movement.models import Milestone, Plan
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import Asking, answer, nothing, rows_of, together
from chungsuc.questions.together import rows_together
from chungsuc.recognition.models import Recognition
from chungsuc.rulebook.models import DayOff, Figure
from tests.province import Province

ASKED: dict[str, Callable[[], QuerySet]] = {
    "models in order": lambda: Unit.objects.order_by("-code"),
    "a slice": lambda: Unit.objects.order_by("code")[3:9],
    "related models": lambda: Recognition.objects.select_related("unit", "level").order_by("-signed_on", "-pk"),
    "annotations": lambda: Unit.objects.annotate(named=last_name_of("pk")).order_by("named", "pk"),
    "values": lambda: DayOff.objects.order_by("day").values("kind", "day"),
    "tuples": lambda: Unit.objects.order_by("pk").values_list("since", "until", "pk"),
    "flat": lambda: Unit.objects.order_by("-pk").values_list("code", flat=True),
    "sums": lambda: Unit.objects.values("kind").annotate(count=Count("pk")).order_by("kind"),
    "lists and moments": lambda: Plan.objects.order_by("pk"),
    "a related list": lambda: Milestone.objects.select_related("plan").order_by("plan", "-due", "pk"),
    "deferred": lambda: Figure.objects.defer("value_json").order_by("pk")[:5],
    "moments": lambda: Entry.objects.order_by("-pk")[:20],
    "exact numbers": lambda: Unit.objects.order_by("pk").values_list(
        Value("1.50", DecimalField(max_digits=8, decimal_places=2)), Value(2.5, FloatField()), Value(None, FloatField())
    )[:2],
    "one by a list of keys": lambda: Unit.objects.filter(code__in=["dn-24751", "ld-24751"]).order_by("code"),
    "nothing": lambda: Unit.objects.none(),
    "no key": lambda: Unit.objects.filter(pk__in=[]),
    "nothing found": lambda: Unit.objects.filter(code="không có"),
}  # fmt: skip


def told(queryset_rows: list[Any]) -> list[Any]:
    """Rows with everything that they hold, related rows too."""
    return [_told(row) for row in queryset_rows]


def _told(row: Any) -> Any:
    if not hasattr(row, "_state"):
        return row
    held = {name: value for name, value in vars(row).items() if name != "_state"}
    related = {name: _told(value) for name, value in row._state.fields_cache.items() if value is not None}
    return type(row), held, related


def test_together_each_gives_what_it_gives_alone_in_one_query(
    province: Province, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found = rows_together({name: ask() for name, ask in ASKED.items()})
    assert {name: told(some) for name, some in found.items()} == {
        name: told(list(ask())) for name, ask in ASKED.items()
    }
    assert [name for name, some in found.items() if not some] == ["nothing", "no key", "nothing found"]


def test_nothing_to_ask_costs_no_query(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert rows_together({}) == {}
        assert rows_together({"a": Unit.objects.none()}) == {"a": []}


def by_rounds(kinds: list[str]) -> Asking[list[int]]:
    """Asks one kind of units after the other."""
    counts = []
    for kind in kinds:
        counts.append(len((yield {"units": Unit.objects.filter(kind=kind)})["units"]))
    return counts


@pytest.mark.parametrize("many", [1, 3])
def test_a_round_of_all_is_one_query_and_the_answers_keep_their_order(
    bare_province: Province, django_assert_num_queries: Any, many: int
) -> None:
    asked = [["district"], ["commune", "province"], [], ["district", "commune", "district"]]
    counts = {kind: Unit.objects.filter(kind=kind).count() for kind in ("district", "commune", "province")}
    with django_assert_num_queries(3):
        found = answer(together(by_rounds(kinds) for kinds in asked * many))
    assert found == [[counts[kind] for kind in kinds] for kinds in asked * many]


def test_one_queryset_and_nothing_are_askings_too(bare_province: Province, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        units, other = answer(together([rows_of(Unit.objects.order_by("pk")), nothing([])]))
    assert units == list(Unit.objects.order_by("pk"))
    assert other == []
