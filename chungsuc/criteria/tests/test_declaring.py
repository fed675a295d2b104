"""A commune's own figures: kept version by version, never written over somebody else's unseen."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry as JournalEntry
from chungsuc.criteria import actions
from chungsuc.criteria.actions import Conflict, EntryRefused
from chungsuc.criteria.models import Declared, Report, Value
from chungsuc.locks.actions import Locked, set_lock

from .entry_support import (
    AFTER,
    BEFORE,
    NEW,
    OLD,
    YEAR,
    commune,
    coordinator,
    declared,
    entry,
    filled,
    indicator,
    person,
    the_set,
    unit,
)

pytestmark = pytest.mark.usefixtures("province")
MARK = UUID("00000000-0000-4000-8000-000000000001")
NEXT = UUID("00000000-0000-4000-8000-000000000002")


def declare(*entries: Any, day: date = BEFORE, at: str = OLD, acting: Any = None, year: int = YEAR) -> dict:
    return actions.declare(unit(at), the_set(), year, entries, acting=acting or commune(day))


def test_a_declared_figure_starts_the_report_and_is_no_official_value() -> None:
    declare(entry("10", "52,5".replace(",", ".")))
    assert str(declared("10").number) == "52.5"
    assert Report.objects.get().state == "draft"
    assert not Value.objects.filter(year=YEAR).exists()


def test_a_zero_is_a_figure_and_a_blank_is_none() -> None:
    declare(entry("10", "0"), entry("11", None))
    assert [(row.state, row.number) for row in Declared.objects.all()] == [("given", 0)]


def test_a_correction_is_a_new_version_that_says_what_it_replaces() -> None:
    first = declare(entry("10", "50"))[indicator("10").measure_id, ""]
    second = declare(entry("10", "51", base=first.pk))[indicator("10").measure_id, ""]
    assert (second.replaces_id, Declared.objects.get(pk=first.pk).is_current) == (first.pk, False)
    blank = declare(entry("10", None, base=second.pk))[indicator("10").measure_id, ""]
    assert blank.state == "blank" and not Declared.objects.current().exists()


def test_the_same_again_writes_nothing() -> None:
    first = declare(entry("10", "50"))
    entries = JournalEntry.objects.count()
    assert declare(entry("10", "50")) == first
    assert JournalEntry.objects.count() == entries


def test_a_figure_typed_over_an_older_version_is_refused_with_the_other_figure() -> None:
    first = declare(entry("10", "50"))[indicator("10").measure_id, ""]
    other = person("commune", OLD, BEFORE, name="đồng nghiệp")
    declare(entry("10", "55", base=first.pk), acting=other)
    with pytest.raises(Conflict) as refused:
        declare(entry("10", "60", base=first.pk), entry("11", "3"))
    assert [str(row.number) for row in refused.value.theirs.values()] == ["55"]
    assert str(declared("10").number) == "55" and Declared.objects.filter(is_current=True).count() == 1


def test_what_arrives_twice_from_a_device_is_written_once() -> None:
    sent = entry("10", "50", client_id=MARK)
    first = declare(sent)
    assert declare(sent) == first
    assert Declared.objects.count() == 1


def test_a_later_entry_of_the_same_device_follows_one_whose_answer_was_lost() -> None:
    declare(entry("10", "50", client_id=MARK))
    declare(entry("10", "51", client_id=NEXT, supersedes=(MARK,)))  # still typed over "nothing"
    assert str(declared("10").number) == "51"


def test_somebody_elses_mark_opens_nothing() -> None:
    declare(entry("10", "50", client_id=MARK))
    other = person("commune", OLD, BEFORE, name="đồng nghiệp")
    with pytest.raises(EntryRefused):
        declare(entry("10", "99", client_id=MARK), acting=other)
    with pytest.raises(EntryRefused):
        declare(entry("11", "9", client_id=MARK))


@pytest.mark.parametrize(("role", "at"), [("commune", "dn-24748"), ("district", "dn-666"), ("ntm_coordinator", "VPDP")])
def test_nobody_but_the_commune_itself_declares(role: str, at: str) -> None:
    with pytest.raises(PermissionDenied):
        declare(entry("10", "50"), acting=person(role, at, BEFORE))


def test_a_successor_declares_for_the_years_of_the_units_it_was_made_of() -> None:
    declare(entry("10", "50"), day=AFTER)
    assert declared("10").entered_by == commune(AFTER).account.username


def test_a_unit_declares_only_the_years_in_which_it_existed() -> None:
    with pytest.raises(EntryRefused, match="không tồn tại trong năm 2024"):
        declare(entry("10", "50"), day=AFTER, at=NEW)
    declare(entry("10", "50"), day=AFTER, at=NEW, year=2025)


def test_a_year_that_has_not_begun_is_not_declared() -> None:
    with pytest.raises(EntryRefused, match="chưa đến"):
        declare(entry("10", "50"), day=date(2024, 12, 31), year=2025)


def test_not_applicable_only_where_the_set_allows_it() -> None:
    with pytest.raises(EntryRefused, match="không được ghi"):
        declare(actions.Entry(indicator("10").measure_id, state="not_applicable"))
    declare(actions.Entry(indicator("13.4").measure_id, state="not_applicable"))


def test_a_lock_holds_a_declaration_back_and_says_how_to_ask() -> None:
    set_lock("values", year=YEAR, reason="Hết hạn khai", how_to_ask="gọi Văn phòng Điều phối", by="x", by_name="X")
    with pytest.raises(Locked, match="gọi Văn phòng Điều phối"):
        declare(entry("10", "50"))
    assert not Declared.objects.exists() and not Report.objects.exists()


def test_when_the_time_is_over_figures_are_locked_and_nothing_is_sent_for_the_unit() -> None:
    report = filled()
    set_lock("values", year=YEAR, reason="Hết hạn khai", how_to_ask="ở đây", by="x", by_name="X")
    report.refresh_from_db()
    assert (report.state, report.steps.count(), report.sent_on) == ("draft", 0, None)
    with pytest.raises(Locked):
        declare(entry("10", "61", base=declared("10").pk))
    assert declared("10").number == 60


def test_a_sent_report_is_not_written_any_more() -> None:
    report = filled()
    actions.send(report, 0, acting=commune(BEFORE))
    with pytest.raises(EntryRefused, match="huyện đang thẩm tra"):
        declare(entry("10", "61", base=declared("10").pk))


def test_one_event_tells_every_change_of_a_saving() -> None:
    declare(entry("10", "50"), entry("11", "4"))
    told = JournalEntry.objects.get(act="criteria.declared")
    assert [change["after"] for change in told.details["changes"]] == ["50", "4"]
    assert told.unit_code == OLD and told.subject_id == f"{OLD}/xa_ntm_2021_2025/2024"


def test_the_coordinator_reads_but_does_not_declare() -> None:
    with pytest.raises(PermissionDenied):
        declare(entry("10", "1"), acting=coordinator(BEFORE))
