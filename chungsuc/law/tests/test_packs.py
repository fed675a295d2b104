"""Packs: the shipped one and a small fictional one read without error and say what the law and the plan say."""

import shutil
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chungsuc.law.pack_checks import check_pack
from chungsuc.law.pack_shapes import Finding, Pack
from chungsuc.law.packs import read_pack

SMALL = Path(__file__).parent / "packs" / "tinh_mau"
SHIPPED = Path(__file__).parents[3] / "packs" / "dak_nong_2021_2025"


def errors(folder: Path) -> list[Finding]:
    return [finding for finding in check_pack(folder) if finding.level == "error"]


def pack_of(folder: Path) -> Pack:
    pack = read_pack(folder).pack
    assert pack is not None
    return pack


@pytest.fixture(scope="module")
def dak_nong() -> Pack:
    return pack_of(SHIPPED)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "goi"))


def plant(folder: Path, file: str, old: str, new: str) -> int:
    """Replaces the first `old` by `new` and returns the line, from 1, on which it stands."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} không có {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# ---- what the shipped pack says


@pytest.mark.parametrize("folder", [SHIPPED, SMALL], ids=["dak_nong", "tinh_mau"])
def test_a_pack_reads_without_a_single_error(folder: Path) -> None:
    assert errors(folder) == []
    assert read_pack(folder).errors == ()


def test_the_sets_have_as_many_criteria_and_indicators_as_the_decisions_say(dak_nong: Pack) -> None:
    sizes = {shape.code: (len(shape.criteria), len(shape.indicators)) for shape in dak_nong.sets}
    assert sizes == {
        "xa_ntm_2016_2020": (19, 19),
        "xa_ntm_2021_2025": (19, 57),
        "xa_ntm_nang_cao_2021_2025": (19, 75),
    }


def living(pack: Pack, kind: str, day: date) -> list:
    return [u for u in pack.units if u.kind == kind and u.since <= day and (u.until is None or day <= u.until)]


def in_scope(pack: Pack, day: date) -> int:
    return sum(
        any(a.key == "in_ntm_scope" and a.value == "yes" and a.since <= day for a in unit.attributes)
        for unit in living(pack, "commune", day)
    )


def test_the_province_has_its_units_before_and_after_the_reorganisation(dak_nong: Pack) -> None:
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    assert [len(living(dak_nong, kind, before)) for kind in ("province", "district", "commune")] == [1, 8, 71]
    assert [len(living(dak_nong, kind, after)) for kind in ("province", "district", "commune")] == [1, 0, 28]
    assert (in_scope(dak_nong, before), in_scope(dak_nong, after)) == (60, 25)


def test_each_old_commune_flows_into_exactly_one_new_one(dak_nong: Pack) -> None:
    event = next(event for event in dak_nong.events if event.effective_on == date(2025, 7, 1))
    old = Counter(line.predecessor for line in event.lineage)
    assert set(old.values()) == {1}
    assert {u.code for u in living(dak_nong, "commune", date(2025, 6, 30))} | {"dn-67"} == set(old)
    assert {u.code for u in living(dak_nong, "commune", date(2025, 7, 1))} | {"ld-68"} == {
        line.successor for line in event.lineage
    }


def test_a_successor_answers_for_a_criterion_from_the_day_its_body_is_merged(dak_nong: Pack) -> None:
    begins = {"xa_ntm_2021_2025": date(2021, 1, 1), "xa_ntm_nang_cao_2021_2025": date(2022, 3, 8)}
    for code, first in begins.items():
        transport = [(o.body, o.since, o.until) for o in dak_nong.owners if (o.set_code, o.part) == (code, "2")]
        assert transport == [("SGTVT", first, date(2025, 2, 28)), ("SXD", date(2025, 3, 1), None)]


def test_every_criterion_that_a_level_is_judged_by_today_has_a_body_that_appraises_it(dak_nong: Pack) -> None:
    judged = {level.set_code for level in dak_nong.levels if level.set_code and level.unit_kind == "commune"}
    for shape in dak_nong.sets:
        owned = {o.part for o in dak_nong.owners if o.set_code == shape.code}
        if shape.code in judged:
            assert {str(criterion.no) for criterion in shape.criteria} <= owned
        assert owned - {i.code for i in shape.indicators} <= {str(c.no) for c in shape.criteria}


def test_the_targets_hold_the_plans_figures_exactly(dak_nong: Pack) -> None:
    values = {figure.key: figure.value for figure in dak_nong.figures}
    asked = {target.code: (target.operator, values[target.figure]) for target in dak_nong.targets}
    assert asked == {
        "xa_ntm": (">=", 43),
        "xa_ntm_nang_cao": (">=", 12),
        "xa_ntm_kieu_mau": (">=", 3),
        "average_criteria": (">=", Decimal("17.2")),
        "communes_below_15": ("<=", 0),
        "new_districts": (">=", 2),
    }
    assert values["rule:below_criteria_count"] == 15
    assert [target.after_basis for target in dak_nong.targets] == ["undetermined"] * 5 + ["frozen"]


def test_no_number_is_ever_a_float(dak_nong: Pack) -> None:
    assert not [figure.key for figure in dak_nong.figures if isinstance(figure.value, float)]
    stunting = {f.key: f.value for f in dak_nong.figures if f.key.startswith("threshold:xa_ntm_2021_2025:15.3")}
    assert stunting["threshold:xa_ntm_2021_2025:15.3:tay_nguyen:*"] == Decimal("26.5")
    assert stunting["threshold:xa_ntm_2021_2025:15.3:trung_du_mien_nui_phia_bac:*"] == 24


def test_a_figure_has_no_value_exactly_when_it_is_missing(dak_nong: Pack) -> None:
    assert {figure.status for figure in dak_nong.figures if figure.value is None} == {"missing"}
    assert not [figure.key for figure in dak_nong.figures if figure.status == "missing" and figure.value is not None]
    assert all(figure.source for figure in dak_nong.figures)


def test_the_number_of_the_plan_waits_for_a_correction(dak_nong: Pack) -> None:
    plan = next(document for document in dak_nong.documents if document.code == dak_nong.plan_document)
    assert (plan.numbers_printed, plan.number_confirmed) == (("137/QĐ-UBND", "1337/QĐ-UBND"), "")
    assert any(f.level == "warning" and "chờ đính chính" in f.message for f in check_pack(SHIPPED))


def test_both_sexes_are_asked_wherever_the_wording_says_so(dak_nong: Pack) -> None:
    for shape in dak_nong.sets:
        for indicator in shape.indicators:
            assert indicator.by_sex == ("cho cả nam và nữ" in indicator.text), indicator.code


def test_every_unconfirmed_value_is_told(dak_nong: Pack) -> None:
    told = {(finding.file, finding.line) for finding in check_pack(SHIPPED)}
    open_figures = [figure for figure in dak_nong.figures if figure.status != "verified"]
    assert len(open_figures) > 100
    assert {(figure.place.file, figure.place.line) for figure in open_figures} <= told


# ---- what the small pack shows of reading


def test_the_small_pack_is_read_without_any_code_of_its_own() -> None:
    pack = pack_of(SMALL)
    values = {figure.key: figure.value for figure in pack.figures}
    assert (pack.code, pack.province) == ("tinh_mau_2021_2025", "tm")
    assert (len(pack.units), len(pack.sets[0].indicators)) == (12, 5)
    assert str(values["threshold:mau:1.1:mien_nui:*"]) == "62.50"
    assert values["threshold:mau:2:*:2025"] is None
    assert values["threshold:mau:3.1:*:*"] is True
    assert pack.events[0].lineage[1].share_people == Decimal("100.0")


def test_an_attribute_rule_is_cut_to_the_life_of_each_unit() -> None:
    units = {unit.code: unit for unit in pack_of(SMALL).units}
    scope = [(a.key, a.value, a.since, a.until) for a in units["tm-01"].attributes]
    region = next(a for a in units["tm-03"].attributes if a.key == "region")
    assert scope == [("in_ntm_scope", "yes", date(2000, 1, 1), date(2023, 12, 31))]
    assert (region.value, region.since, region.until) == ("mien_nui", date(2022, 1, 1), date(2024, 12, 31))
    assert units["tm-04"].point == (105.5, 20.25)
    assert units["SNN"].attributes[0].key == "role"


def test_words_that_look_like_something_else_stay_words(small: Path) -> None:
    plant(small, "units.yaml", "name: Xã Ba", "name: no")
    plant(small, "units.yaml", 'gso: "99004"', "gso: 099004")
    units = {unit.code: unit for unit in pack_of(small).units}
    assert (units["tm-03"].name, units["tm-04"].gso_code) == ("no", "099004")


def test_an_owner_without_successor_ends_with_its_body(small: Path) -> None:
    plant(small, "bodies.yaml", "role: cơ quan thường trực", "until: 2023-06-30")
    owners = [(o.part, o.body, o.until) for o in pack_of(small).owners if o.body == "SNN"]
    assert owners == [("1", "SNN", date(2023, 6, 30)), ("2", "SNN", date(2023, 6, 30))]


def test_a_body_that_ended_before_its_duty_began_owns_nothing(small: Path) -> None:
    plant(small, "bodies.yaml", "role: cơ quan thường trực", "until: 2015-06-30")
    assert {o.body for o in pack_of(small).owners} == {"MTTQ"}


def test_an_unusable_pack_is_none_and_a_stray_key_leaves_it_whole(small: Path) -> None:
    plant(small, "plan.yaml", "name: Tổng kết", "nam: Tổng kết, name: Tổng kết")
    reading = read_pack(small)
    assert reading.pack is not None
    assert len(reading.errors) == 1
    plant(small, "plan.yaml", "due: 2025-12-31, article", "due: mai, article")
    assert read_pack(small).pack is None


def test_a_missing_folder_names_every_required_file(tmp_path: Path) -> None:
    reading = read_pack(tmp_path / "khong-co")
    assert reading.pack is None
    assert [f.file for f in reading.errors] == ["documents.yaml", "levels.yaml", "pack.yaml", "plan.yaml", "units.yaml"]
