"""Plans, help, rankings, exemplars and the media in reports: as they stood on the cut-off day, and no person's name."""

from datetime import date

from chungsuc.exemplars.tests.rows import NAME
from chungsuc.organisations.models import Unit
from chungsuc.resources.tests import rows as gifts
from chungsuc.reviews.facts.figures import changes_since, frozen_facts, frozen_tables
from chungsuc.reviews.models import Freeze, FrozenFigure, FrozenTable, ReportRound
from chungsuc.reviews.registry import Fact
from chungsuc.reviews.tests import year
from chungsuc.reviews.tests.office import CUT_OFF, Office
from chungsuc.scoring import actions
from chungsuc.scoring.facts import open_rounds, results_on


def shown(freeze: Freeze, unit: str = "") -> dict[str, str]:
    about = Unit.objects.get(code=unit).pk if unit else None
    return {fact.key: fact.text for fact in frozen_facts(freeze, about)}


def lines(freeze: Freeze, code: str) -> list[list[str]]:
    table = next(table for table in frozen_tables(freeze) if table.code == code)
    return [[cell.text if isinstance(cell, Fact) else cell for cell in row] for row in table.rows]


def test_a_unit_reports_what_it_pledged_and_had_done_by_the_cut_off_day(office: Office) -> None:
    year.pledged()
    freeze = office.frozen()
    own = {key: text for key, text in shown(freeze, "SXD").items() if key.startswith("tasks.")}
    assert own == {
        "tasks.plan": "đã duyệt, từ 10/02/2023", "tasks.targets": "1", "tasks.registered": "3", "tasks.done": "1",
        "tasks.late": "1",
    }  # fmt: skip
    assert shown(freeze, "STC")["tasks.plan"] == "chưa có kế hoạch"
    whole = shown(freeze)
    assert [whole[f"tasks.{key}"] for key in ("plans", "registered", "done", "late")] == ["1", "3", "1", "1"]
    assert [row[1:] for row in lines(freeze, "pledges") if row[3]] == [
        ["Sở Xây dựng", "đã duyệt, từ 10/02/2023", "1", "3", "1", "1"]
    ]


def test_a_body_reports_the_communes_it_helps_and_what_they_had_confirmed(office: Office) -> None:
    year.helped()
    own = shown(office.frozen(), "SXD")
    assert [own[f"sponsorship.{key}"] for key in ("communes", "visits", "outcomes")] == ["1", "1", "0"]
    row = FrozenFigure.objects.get(key="sponsorship.communes", unit__code="SXD")
    assert "Xã Đắk Gằn" in row.source


def test_what_receivers_confirmed_is_added_up_for_them_their_districts_and_the_province(office: Office) -> None:
    year.given()
    freeze = office.frozen()
    said = {"value": "95.000.000", "money": "5.000.000", "labour": "12,5", "land": "300", "unvalued": "1"}
    for unit in ("", "dn-663"):
        whole = shown(freeze, unit)
        assert {part: whole[f"contributions.{part}"] for part in said} == said
    assert shown(freeze, "dn-666")["contributions.value"] == "0"
    words = list(said.values())
    assert [row[1:] for row in lines(freeze, "contributions")] == [["Người dân", *words], ["Tổng cộng", *words]]
    kept = [
        *FrozenTable.objects.values_list("rows", "note"),
        *FrozenFigure.objects.values_list("text", "label", "source"),
    ]
    assert not any(gifts.NAME in str(one) for one in kept)


def test_a_ranking_enters_as_it_stood_and_reopening_it_later_changes_nothing_before(office: Office) -> None:
    block = year.ranked()
    freeze = office.frozen()
    own = shown(freeze, "SXD")
    assert own["scores.KHOI-1.rank"] == "1 (đồng hạng)" and own["scores.KHOI-1.points"]
    assert shown(freeze)["scores.closed"] == "0"  # of 2022, not of the year
    assert [row[3] for row in lines(freeze, "scores")] == [one.name for one in results_on(CUT_OFF, 2023)[0].ranking]
    block.day = date(2024, 2, 1)
    actions.reopen(
        block.fresh(),
        reason="Nhầm một mục",
        paper="1/BB",
        seen=block.fresh().version,
        on=block.day,
        person=block.leader,
    )
    assert [found.code for found in results_on(CUT_OFF, 2023)] == [block.fresh().code]
    assert results_on(date(2024, 2, 1), 2023) == [] and results_on(date(2023, 1, 19), 2023) == []
    assert open_rounds(date(2023, 1, 20), 2022) == [] and open_rounds(date(2024, 2, 1), 2022) == [str(block.fresh())]


def test_a_person_is_in_no_frozen_table_by_name_even_with_consent(office: Office) -> None:
    made = year.exemplary()
    freeze = office.frozen()
    [row] = lines(freeze, "exemplars")
    assert row[1:] == [
        f"Số {made.pk}: một hộ ở xã Đắk Gằn", "Hiến 300 m² đất làm đường thôn", "Xã Đắk Gằn", "01/03/2023", "1", "1", "0"
    ]  # fmt: skip
    kept = [
        *FrozenTable.objects.values_list("rows", "note"),
        *FrozenFigure.objects.values_list("text", "label", "source"),
    ]
    assert NAME not in str(kept)


def test_exemplars_are_counted_for_their_district_and_the_media_by_quarter_until_the_cut_off(office: Office) -> None:
    year.exemplary()
    freeze = office.frozen()
    assert [shown(freeze, code)["exemplars.verified"] for code in ("dn-663", "dn-666")] == ["1", "0"]
    whole = shown(freeze)
    assert [whole[f"exemplars.{key}"] for key in ("verified", "found", "copies", "results")] == ["1", "1", "1", "0"]
    assert [whole[f"coverage.{key}"] for key in ("pieces", "minutes", "exemplars")] == ["1", "1,5", "1"]
    told = [row[2:] for row in lines(freeze, "coverage") if row[6] != "0"]
    assert told == [["0", "1", "0", "0", "1", "1,5"]]


def test_what_is_entered_late_about_the_year_is_told_beside_the_report(office: Office) -> None:
    freeze = office.frozen()
    year.pledged()
    round = ReportRound.objects.get()
    about = Unit.objects.get(code="SXD").pk
    told = {change.label: (change.frozen, change.now) for change in changes_since(round, office.kind(round), freeze)
            if change.unit_id == about}  # fmt: skip
    assert told["Nhiệm vụ đã đăng ký"] == ("0", "3")
