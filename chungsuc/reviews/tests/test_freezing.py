"""Figures frozen at the cut-off: later data alter nothing, and every figure of the draft is traced to its source."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from lxml import etree

from chungsuc.audit.models import Entry
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import Unit
from chungsuc.pledges.tests import pledging
from chungsuc.recognition.models import Recognition
from chungsuc.reviews import actions, events
from chungsuc.reviews.actions import ReportRefused, Stale
from chungsuc.reviews.asking import Asking
from chungsuc.reviews.facts.figures import answered, beside_last_year, changes_since, frozen_facts, frozen_tables
from chungsuc.reviews.models import Freeze, FrozenFigure, ReportRound
from chungsuc.reviews.registry import Fact
from chungsuc.reviews.tests.office import BEFORE, CUT_OFF, OPENED, Office
from chungsuc.reviews.tests.year import exemplary, played

JUNE = date(2024, 6, 3)


def shown(freeze: Freeze) -> dict[str, str]:
    return {fact.key: fact.text for fact in frozen_facts(freeze)}


def test_the_figures_of_2023_are_those_that_were_published(office: Office) -> None:
    facts = shown(office.frozen())
    assert (facts["target.xa_ntm"], facts["target.xa_ntm.of"]) == ("36", "60")
    assert (facts["target.xa_ntm_nang_cao"], facts["target.average_criteria"]) == ("1", "16,62")


def test_each_district_has_its_own_figures_and_they_add_up_to_the_provinces(office: Office) -> None:
    freeze = office.frozen()
    rows = FrozenFigure.objects.filter(freeze=freeze, key="area.level.xa_ntm")
    assert sum(row.number for row in rows) == 36 and len(rows) == 8
    assert sum(row.number for row in FrozenFigure.objects.filter(freeze=freeze, key="area.communes")) == 60


def test_figures_are_frozen_from_the_cut_off_day_on_by_the_receiving_office(office: Office) -> None:
    round = office.opened()
    with pytest.raises(PermissionDenied):
        actions.freeze(round, version=round.version, by=office.person("leader"), today=CUT_OFF)
    with pytest.raises(ReportRefused, match="Chưa đến ngày chốt 31/12/2023"):
        actions.freeze(round, version=round.version, by=office.person("emulation"), today=date(2023, 12, 30))
    seen = round.version
    actions.freeze(round, version=seen, by=office.person("emulation"), today=CUT_OFF)
    with pytest.raises(Stale):
        actions.freeze(round, version=seen, by=office.person("emulation"), today=CUT_OFF)
    assert Freeze.objects.count() == 1 and Entry.objects.filter(act=events.FROZEN).count() == 1


def test_the_worker_freezes_the_day_after_what_nobody_froze_and_only_once(office: Office) -> None:
    office.opened()
    assert actions.freeze_due(CUT_OFF) == 0
    assert actions.freeze_due(date(2024, 1, 1)) == 1
    assert actions.freeze_due(date(2024, 1, 1)) == 0
    assert (Freeze.objects.get().day, Freeze.objects.get().by) == (CUT_OFF, "hệ thống")


def recognise(office: Office, signed_on: date) -> None:
    """One more commune comes into the register."""
    known = Recognition.objects.filter(level__code="xa_ntm")
    held = set(known.values_list("unit_id", flat=True))
    unit_id = next(unit.id for unit in tree_on(CUT_OFF).ntm_communes if unit.id not in held)
    template = known.first()
    assert template is not None
    Recognition.objects.create(
        unit_id=unit_id, level=template.level, for_year=2023, decision_number="TD-99/QĐ-UBND", signed_on=signed_on,
        recorded_by="bài thử", recorded_at=template.recorded_at,
    )  # fmt: skip


def test_the_report_of_december_opens_in_june_with_decembers_figures(
    office: Office, client_as: Any, settings: Any
) -> None:
    freeze = office.frozen()
    before = shown(freeze)
    recognise(office, date(2024, 5, 2))
    recognise(office, date(2023, 12, 20))  # entered late, about a day before the cut-off
    settings.TODAY = JUNE.isoformat()
    assert shown(freeze) == before and before["target.xa_ntm"] == "36"
    page = client_as(office.province.account("emulation")).get("/bao-cao/hang-nam-2023/toan-tinh/").content.decode()
    assert "Số liệu chốt ngày <b>31/12/2023</b>" in page and '<a href="/chi-tieu/xa_ntm/?ngay=31/12/2023"' in page


def test_what_has_changed_since_is_told_beside_the_report(office: Office) -> None:
    freeze = office.frozen()
    round = ReportRound.objects.get()
    assert changes_since(round, office.kind(round), freeze) == []
    recognise(office, date(2023, 12, 20))
    told = {
        (change.unit_id, change.label): (change.frozen, change.now)
        for change in changes_since(round, office.kind(round), freeze)
    }
    assert told[None, "Xã đạt chuẩn nông thôn mới"] == ("36", "37")
    assert told[None, "Được công nhận Xã nông thôn mới trong năm"] == ("4", "5")


def test_a_second_freeze_needs_a_reason_takes_the_firsts_place_and_leaves_it_readable(office: Office) -> None:
    first = office.frozen()
    recognise(office, date(2023, 12, 20))
    with pytest.raises(ReportRefused, match="chốt lại thì ghi lý do"):
        office.frozen(day=JUNE)
    second = office.frozen(day=JUNE, reason="Bổ sung quyết định ký 20/12/2023")
    assert (shown(first)["target.xa_ntm"], shown(second)["target.xa_ntm"]) == ("36", "37")
    assert (second.number, second.day, second.on) == (2, CUT_OFF, JUNE)


def test_last_years_figures_stand_beside_with_a_word_and_a_shape(office: Office) -> None:
    office.frozen(BEFORE)
    freeze = office.frozen()
    lines = {line.fact.key: str(line.difference) for line in beside_last_year(freeze.round, frozen_facts(freeze))}
    assert lines["target.xa_ntm"] == "▲ tăng 4"
    assert lines["target.xa_ntm_kieu_mau"] == "▬ không đổi"


def test_after_the_merger_the_targets_say_that_they_were_set_for_the_former_communes(office: Office) -> None:
    facts = shown(office.frozen("hang-nam-2025", day=date(2025, 12, 31)))
    assert facts["target.xa_ntm.of"] == "25"
    freeze = Freeze.objects.get()
    rows = FrozenFigure.objects.filter(freeze=freeze, key="own.met", unit__code="ld-24751")
    assert [row.text for row in rows] == ["chưa đủ căn cứ"]  # no values of the new commune: never a guess


# --- every figure of the draft is traced ---

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def docx_parts(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """Paragraphs outside of tables, and tables as rows of cells, as Word would read them."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert body is not None

    def text(node: Any) -> str:
        return "".join(part.text or "" for part in node.iter(f"{W}t"))

    paragraphs = [text(node) for node in body if node.tag == f"{W}p"]
    tables = [
        [[text(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
        for table in body
        if table.tag == f"{W}tbl"
    ]
    return paragraphs, tables


def test_every_figure_of_the_draft_of_2023_is_a_frozen_one_whose_source_says_the_same_again(
    office: Office, client_as: Any, settings: Any
) -> None:
    settings.TODAY = "2024-01-05"
    played()
    office.received()  # its paragraph carries the unit's own numbers and says whose they are
    freeze = office.frozen()
    round = ReportRound.objects.get()
    client = client_as(office.province.account("emulation"))
    paragraphs, tables = docx_parts(client.get("/bao-cao/hang-nam-2023/toan-tinh.docx").content)
    rows = list(FrozenFigure.objects.filter(freeze=freeze, unit=None))
    again = answered(Asking(round, office.kind(round)).everything())

    # asked again, each source gives the same
    assert {row.key: (row.text, row.number) for row in rows} == {
        key: (fact.text, fact.number) for (unit, key), fact in again.items() if unit is None
    }
    communes = {row.href for row in rows if row.key.startswith("commune.")}
    for href in sorted({row.href for row in rows} - communes) + sorted(communes)[:3]:
        assert client.get(href).status_code == 200, href

    # in the words: a number is a frozen figure, a day or a year of the round, or stands in a paragraph with its origin
    printed = {number for row in rows for number in NUMBER.findall(row.text)}
    of_the_round = {"31", "12", "2023", "2024", "2021", "2025", "137", "1337", "13", "07", "2022"}
    own = [text for text in paragraphs if text.startswith("[")]
    assert own and all(text.startswith("[Sở Xây dựng] ") for text in own)
    for text in paragraphs:
        if text not in own:
            assert set(NUMBER.findall(text)) <= printed | of_the_round, text
    result = next(text for text in paragraphs if "toàn tỉnh có" in text)
    assert result.startswith("Đến ngày 31/12/2023, toàn tỉnh có 36/60 xã đạt chuẩn nông thôn mới, trong đó 1 xã")

    # in the annexes: each cell of the paper is the frozen cell, and each number among them a frozen figure
    frozen = frozen_tables(freeze)
    on_paper = [table for table in tables if table[0][0].startswith("STT")]
    assert [len(table) - 1 for table in on_paper] == [len(table.rows) for table in frozen] == [
        6, 60, 5, 31, 31, 2, 8, 1, 2
    ]  # fmt: skip
    keyed = {row.key: row for row in rows}
    for paper, table in zip(on_paper, frozen, strict=True):
        for line, cells in zip(paper[1:], table.rows, strict=True):
            assert line == [cell.text if isinstance(cell, Fact) else cell for cell in cells]
            for cell in cells:
                if isinstance(cell, Fact):
                    assert keyed[cell.key].text == cell.text
    assert sum(isinstance(cell, Fact) for table in frozen for row in table.rows for cell in row) == (
        6 * 2 + 60 + 4 + 2 * 5 + 8 * 2 + 3 + 2 * 6
    )


def test_the_workbook_has_the_same_annexes_with_numbers_as_numbers(
    office: Office, client_as: Any, settings: Any
) -> None:
    from openpyxl import load_workbook

    settings.TODAY = "2024-01-05"
    freeze = office.frozen()
    answer = client_as(office.province.account("emulation")).get("/bao-cao/hang-nam-2023/phu-luc.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    frozen = frozen_tables(freeze)
    assert len(book.sheetnames) == len(frozen)
    for sheet, table in zip(book.worksheets, frozen, strict=True):
        body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert len(body) == len(table.rows)
        for line, cells in zip(body, table.rows, strict=True):
            for value, cell in zip(line, cells, strict=True):
                if isinstance(cell, Fact) and cell.number is not None:
                    assert Decimal(str(value)) == cell.number


def test_a_late_unit_is_named_in_the_report_with_its_reason(office: Office) -> None:
    from chungsuc.deadlines.models import LateReason
    from chungsuc.reviews.lateness import key_of

    office.received()
    unit = Unit.objects.get(code="dn-663")
    LateReason.objects.create(
        key=key_of("hang-nam-2023", unit.pk), unit=unit, what="Gửi báo cáo", due=date(2023, 12, 15), by="thử", by_name="thử",
        reason="Chờ số liệu của các xã", at="2023-12-20T08:00:00+07:00", on=date(2023, 12, 20),
    )  # fmt: skip
    freeze = office.frozen()
    table = next(table for table in frozen_tables(freeze) if table.code == "reporters")
    lines = {row[1]: (row[3], row[4], row[5]) for row in table.rows}
    assert lines["Huyện Đắk Mil"] == ("", "▲ quá hạn, chưa gửi", "Chờ số liệu của các xã")
    assert lines["Sở Xây dựng"] == ("12/12/2023", "● đã gửi đúng hạn", "")
    assert shown(freeze)["reports.late"] == "30"


def test_asking_everything_costs_a_fixed_number_of_queries(office: Office, django_assert_max_num_queries: Any) -> None:
    played()
    round = office.opened()
    with django_assert_max_num_queries(54) as first:
        found = Asking(round, office.kind(round)).everything()
    assert len(found.units) == 31
    pledging.approved("STC", 2023, OPENED)
    exemplary("dn-24616")
    with django_assert_max_num_queries(len(first.captured_queries)):
        Asking(round, office.kind(round)).everything()
