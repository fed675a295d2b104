"""Whatever happens to whichever units on whichever day, no figure of a day before it changes. Generated."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chungsuc.cli.evaluate import evaluated
from chungsuc.movement.facts import as_json, progress_on
from chungsuc.movement.models import Plan
from chungsuc.organisations.actions import EventRefused, NewUnit, merge_units, move_unit, rename_unit, split_unit
from chungsuc.organisations.facts import UnitFact, tree_on
from chungsuc.organisations.models import Unit
from chungsuc.recognition.facts import standings
from tests.province import Province

FIRST, LAST = date(2021, 2, 1), date(2026, 12, 31)
KINDS = ("merge", "split", "rename", "move")
NAMES = st.sampled_from(["Xã Mới Thử", "Xã Đắk Thử", "Phường Thử Một"])


def happen(kind: str, units: list[UnitFact], parents: list[UnitFact], day: date, name: str) -> None:
    """One event of a kind about some of the communes that exist on the eve of the day."""
    one, parent = units[0], parents[0].code
    form = "phường" if name.startswith("Phường") else "xã"
    scope = (("in_ntm_scope", "no" if form == "phường" else "yes"), ("region", "tay_nguyen"))
    new = NewUnit("moi-1", "commune", form, name, "24999", parent, scope)
    given = {"effective_on": day, "document": "12/NQ", "by": "bài thử"}
    if kind == "merge":
        merge_units(code="thu", title="Nhập thử", predecessors=[unit.code for unit in units], into=new, **given)
    elif kind == "split":
        other = NewUnit("moi-2", "commune", "xã", "Xã Thử Hai", "24998", parent, scope)
        unit = Unit.objects.get(pk=one.id)
        members = {placed.unit.code: "moi-1" for placed in unit.members.select_related("unit")}
        split_unit(code="thu", title="Chia thử", unit=unit, parts=[new, other], members=members, **given)
    elif kind == "rename":
        rename_unit(unit=Unit.objects.get(pk=one.id), name=name, form=form, attributes=scope, **given)
    else:
        move_unit(unit=Unit.objects.get(pk=one.id), parent=Unit.objects.get(pk=parents[-1].id), **given)


def everything_on(day: date) -> list[Any]:
    """The targets, the units with their names and attributes, and what each commune holds."""
    tree = tree_on(day)
    held = standings(tree, ["xa_ntm", "xa_ntm_nang_cao"])
    return [
        [as_json(row) for row in progress_on(Plan.objects.get(), day)],
        {pk: (u.name, u.form, u.gso_code, u.parent_id, u.attributes) for pk, u in tree.units.items()},
        {level: {unit: standing.outcome for unit, standing in found.items()} for level, found in held.items()},
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), kind=st.sampled_from(KINDS), day=st.dates(FIRST, LAST), name=NAMES)
def test_no_figure_of_a_day_before_an_event_changes(
    province: Province, data: st.DataObject, kind: str, day: date, name: str
) -> None:
    eve = day - timedelta(days=1)
    assume(day != date(2025, 7, 1))  # the communes of the eve end that day anyway
    tree = tree_on(eve)
    parents = data.draw(st.permutations(tree.districts or [tree.province]))[:2]
    units = data.draw(st.lists(st.sampled_from(tree.communes), min_size=1, max_size=4, unique_by=lambda u: u.id))
    asked = data.draw(st.dates(date(2021, 1, 1), eve))
    years = [(code, year) for code, year in (("xa_ntm_2016_2020", 2021), ("xa_ntm_2021_2025", 2023)) if year < day.year]
    before = [everything_on(asked), everything_on(eve), [evaluated(*year) for year in years]]
    with transaction.atomic():
        try:
            happen(kind, units, parents, day, name)
        except EventRefused:
            event = False
        else:
            event = True
            assert [everything_on(asked), everything_on(eve), [evaluated(*year) for year in years]] == before
        transaction.set_rollback(True)
    assume(event)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_event_does_change_its_own_day(province: Province, kind: str) -> None:
    """The property above is not kept by an event that does nothing."""
    day, tree = date(2024, 3, 1), tree_on(date(2024, 2, 29))
    units = [unit for unit in tree.ntm_communes if unit.parent_id == tree.districts[0].id][:2]
    before = everything_on(day)[1]
    happen(kind, units, [tree.districts[0], tree.districts[1]], day, "Xã Mới Thử")
    assert everything_on(day)[1] != before
