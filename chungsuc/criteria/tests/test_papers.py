"""Taking a table out and in again changes nothing, whatever it holds."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.criteria.actions import NewValue, judge, write_values
from chungsuc.criteria.facts import set_facts
from chungsuc.criteria.models import Indicator, Value
from chungsuc.criteria.papers import roman, values_csv, values_paper, values_sheets, written
from chungsuc.organisations.access import EVERYWHERE, Scope
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import Identity
from chungsuc.workbooks.reading import read_workbook
from tests.province import PACK, Province

from .papers_support import contents, empty_values, exported, imported

INDICATORS, TICKS = ("xa_ntm_2021_2025", 2023), ("xa_ntm_2016_2020", 2021)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize(("set_code", "year"), [INDICATORS, TICKS])
def test_a_sample_taken_out_and_in_again_is_the_same(
    province: Province, tmp_path: Path, set_code: str, year: int, ending: str
) -> None:
    before = {key: said for key, said in contents().items() if key[2] == year}
    path = exported(tmp_path, set_code, year, ending)
    again = imported(path, set_code, year)
    assert (again["counts"]["written"], again["state"]) == (0, "unchanged")
    empty_values()
    told = imported(path, set_code, year)
    assert told["counts"]["written"] == len(before)
    assert contents() == before


def test_the_workbook_has_the_headings_of_the_sample(province: Province, tmp_path: Path) -> None:
    for (set_code, year), name, rows in ((INDICATORS, "bieu-tong-hop-2023", 3), (TICKS, "ket-qua-tieu-chi-2021", 1)):
        out = read_workbook(exported(tmp_path, set_code, year, "xlsx")).sheets[0]
        sample = read_workbook(PACK / "samples" / f"{name}.xlsx").sheets[0]
        assert _heads(out, rows) == _heads(sample, rows)


def _heads(sheet, rows: int) -> list[list[str]]:
    first = next(row.number for row in sheet.rows if row.cell(1).value == "TT")
    found = [row for row in sheet.rows if first <= row.number < first + rows]
    return [[f"{cell.address[0]}{cell.raw or cell.value}" for cell in row.cells.values()] for row in found]


def test_districts_are_headings_and_communes_are_numbered_under_them(province: Province) -> None:
    rows = list(values_sheets(values_paper(*INDICATORS, EVERYWHERE))[0].rows)
    assert rows[0] == ["I", "Thành phố Gia Nghĩa"]
    assert [row[0] for row in rows[1:5]] == [1, 2, "II", 1]
    assert (rows[-1][1], rows[-1][-1]) == ("TỔNG CỘNG / BÌNH QUÂN", Decimal("16.62"))


def test_only_communes_of_the_scope_are_listed(province: Province) -> None:
    one = Value.objects.filter(year=2023).first().unit
    paper = values_paper(*INDICATORS, Scope(frozenset({one.pk})))
    assert [line.unit.id for part in paper.maps for line in part.lines] == [one.pk]
    assert len(list(values_csv(paper)[1])) == 1
    assert values_paper(*INDICATORS, Scope(frozenset())).maps[0].lines == ()


def test_both_numbers_of_a_share_a_dash_and_a_blank_go_out_as_they_came(province: Province, tmp_path: Path) -> None:
    empty_values()
    facts = set_facts("xa_ntm_2021_2025")
    unit = tree_on(date(2023, 12, 31)).ntm_communes[0]
    share, none = facts.by_code["2.1"], facts.by_code["13.4"]
    write_values(
        [
            NewValue(unit.id, share.measure_id, number=Decimal(90), numerator=Decimal(45), denominator=Decimal(50)),
            NewValue(unit.id, none.measure_id, state=Value.NOT_APPLICABLE),
        ],
        year=2023,
        by="bài thử",
    )
    header, rows = values_csv(values_paper(*INDICATORS, EVERYWHERE))
    row = dict(zip(header, next(rows), strict=True))
    assert (row["Đơn vị"], row["2.1"], row["13.4"], row["1.1"]) == (unit.name, "45/50", "-", None)


def test_values_of_both_maps_of_a_year_get_a_sheet_each(province: Province, tmp_path: Path) -> None:
    empty_values()
    measure = set_facts("xa_ntm_2021_2025").by_code["10"].measure_id
    old, new = (tree_on(day).ntm_communes[:2] for day in (date(2025, 6, 30), date(2025, 12, 31)))
    values = [NewValue(unit.id, measure, number=Decimal(50 + n)) for n, unit in enumerate((*old, *new))]
    write_values(values, year=2025, by="bài thử")
    before = contents()
    assert len(before) == 4
    path = exported(tmp_path, "xa_ntm_2021_2025", 2025, "xlsx")
    assert len(read_workbook(path).sheets) == 2
    empty_values()
    imported(path, "xa_ntm_2021_2025", 2025)
    assert contents() == before


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("table", [INDICATORS, TICKS])
def test_a_table_taken_out_says_its_year_itself(
    province: Province, tmp_path: Path, table: tuple[str, int], ending: str
) -> None:
    path = exported(tmp_path, *table, ending)
    told = imported(path, table[0], None)
    assert (told["year"], told["counts"]["refused"]) == (table[1], 0)


def test_a_row_with_a_missing_tick_is_not_read_as_not_met(province: Province, tmp_path: Path) -> None:
    one = Value.objects.current().filter(year=2021, flag=False).first()
    Value.objects.filter(pk=one.pk).update(state=Value.WITHDRAWN, flag=None)
    judge(TICKS[0], 2021, [one.unit_id])
    before = {key: said for key, said in contents().items() if key[2] == 2021}
    for ending in ("xlsx", "csv"):
        path = exported(tmp_path, *TICKS, ending)
        empty_values()
        imported(path, *TICKS)
        assert contents() == before


HOSTILE = '=HYPERLINK("http://x","Xã Đắk Wil")'


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_hostile_name_survives_unharmed_and_runs_nowhere(province: Province, tmp_path: Path, ending: str) -> None:
    unit = Value.objects.filter(year=2023).first().unit
    Identity.objects.filter(unit=unit).update(name=HOSTILE)
    before = {key: said for key, said in contents().items() if key[2] == 2023}
    path = exported(tmp_path, *INDICATORS, ending)
    cells = [cell for row in read_workbook(path).sheets[0].rows for cell in row.cells.values()]
    assert [cell.kind for cell in cells if cell.value == HOSTILE] == ["text"]
    assert not any(cell.formula for cell in cells)
    if ending == "csv":
        assert f"'{HOSTILE[:5]}" in path.read_text("utf-8-sig")
    empty_values()
    imported(path, *INDICATORS)
    assert contents() == before


def _number(indicator: Indicator) -> st.SearchStrategy[Decimal]:
    if indicator.kind == "count":
        return st.integers(0, 2000).map(Decimal)
    most = Decimal(100) if indicator.kind == "percent" else Decimal(5000)
    return st.decimals(0, most, places=6, allow_nan=False, allow_infinity=False)


def _value(unit_id: int, indicator: Indicator, sex: str) -> st.SearchStrategy[NewValue | None]:
    place = (unit_id, indicator.measure_id, sex)
    if indicator.kind == "boolean":
        given_values = st.booleans().map(lambda flag: NewValue(*place, flag=flag))
    else:
        given_values = _number(indicator).map(lambda number: NewValue(*place, number=number))
    kinds = [st.none(), given_values]
    if indicator.kind == "percent":
        kinds.append(st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda both: _share(place, both)))
    if indicator.not_applicable_allowed:
        kinds.append(st.just(NewValue(*place, state=Value.NOT_APPLICABLE)))
    return st.one_of(kinds)


def _share(place: tuple[int, int, str], both: tuple[int, int]) -> NewValue:
    part, whole = sorted(both)
    number = (Decimal(part) * 100 / Decimal(whole or 1)).quantize(Decimal("0.000001"), rounding="ROUND_HALF_UP")
    return NewValue(*place, number=number, numerator=Decimal(part), denominator=Decimal(whole or 1))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), ending=st.sampled_from(["xlsx", "csv"]))
def test_any_values_taken_out_and_in_again_are_the_same(
    bare_province: Province, tmp_path: Path, data: st.DataObject, ending: str
) -> None:
    set_code, year = data.draw(st.sampled_from([INDICATORS, TICKS, ("xa_ntm_nang_cao_2021_2025", 2023)]))
    empty_values()
    units = tree_on(date(year, 12, 31)).ntm_communes[:3]
    asked = values_paper(set_code, year, EVERYWHERE).asked
    drawn = [data.draw(_value(unit.id, indicator, sex)) for unit in units for indicator, sex in asked]
    write_values([value for value in drawn if value is not None], year=year, by="bài thử")
    judge(set_code, year)
    before = contents()
    path = exported(tmp_path, set_code, year, ending)
    empty_values()
    if before:
        imported(path, set_code, year)
    assert contents() == before


def test_three_decimals_never_look_like_thousands() -> None:
    assert [written(Decimal(text), ",") for text in ("1.234", "0.5", "12", "7.100", "98.123456")] == [
        "1,2340", "0,5", "12", "7,1", "98,123456",
    ]  # fmt: skip


def test_districts_have_roman_numbers() -> None:
    assert [roman(number) for number in (1, 4, 5, 8, 9, 14)] == ["I", "IV", "V", "VIII", "IX", "XIV"]
