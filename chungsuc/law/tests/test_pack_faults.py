"""Each fault a pack can have, planted one at a time in the small pack, is told with its file and line."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.law.pack_checks import check_pack

from .planted import PLANTED, assert_told
from .test_packs import SHIPPED, SMALL, errors, pack_of, plant, small

__all__ = ["small"]  # the fixture


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, faults in PLANTED.items() for name in faults])
def test_a_fault_is_told_with_its_file_and_line(small: Path, file: str, name: str) -> None:
    assert_told(small, file, PLANTED[file][name])


def test_every_fault_of_a_pack_is_told_at_once_and_none_is_invented(small: Path) -> None:
    """A row that cannot be read neither hides the faults of others nor is itself taken for a code that is missing."""
    planted = {
        ("plan.yaml", "rule:below_criteria_count", "rule:khong_co"): "Không có số liệu “rule:khong_co”",
        (
            "levels.yaml",
            "rank: 2, includes",
            "hang: 1, rank: hai, includes",
        ): "phải là số",  # level xuat_sac is left out
        ("events.yaml", "effective_on: 2024-01-01", "effective_on: 2024-02-31"): "2024-02-31",
        ("owners.yaml", '"3": MTTQ', '"3": HND'): "mã “HND”",
        ("documents.yaml", "issued_on: 2021-03-15", "issued_ong: 2021-03-15"): "Khóa “issued_ong”",
        ("units.yaml", "neighbours: [tm-01, tm-03]", "neighbours: [tm-01, tm-99]"): "mã “tm-99”",
    }
    wanted = {(file, plant(small, file, old, new), words) for (file, old, new), words in planted.items()}
    told = errors(small)
    found = {(f.file, f.line, words) for f in told for _, _, words in wanted if words in f.message}
    assert found == wanted
    assert [
        f for f in told if not any(words in f.message for _, _, words in wanted) and "“hang”" not in f.message
    ] == []
    assert any(f.level == "warning" for f in check_pack(small))


def test_what_a_file_held_that_cannot_be_read_is_not_called_missing(small: Path) -> None:
    (small / "documents.yaml").write_text("documents: [", encoding="utf-8")
    plant(small, "owners.yaml", '"3": MTTQ', '"3": HND')
    assert {(f.file, "“HND”" in f.message) for f in errors(small)} == {("documents.yaml", False), ("owners.yaml", True)}


def messages(folder: Path, level: str = "error") -> str:
    return "\n".join(f"{f.file}:{f.line}: {f.message}" for f in check_pack(folder) if f.level == level)


def test_a_figure_that_a_target_needs_must_exist(small: Path) -> None:
    plant(small, "plan.yaml", "rule:below_criteria_count", "rule:khong_co")
    assert "plan.yaml:9: Không có số liệu “rule:khong_co”" in messages(small)


def test_a_count_below_a_level_needs_the_level(small: Path) -> None:
    plant(small, "plan.yaml", ', below: "rule:below_criteria_count"', "")
    assert "plan.yaml:8: Chỉ tiêu đếm xã dưới một mức phải ghi params" in messages(small)


def test_an_event_outside_the_movement_is_an_error(small: Path) -> None:
    plant(small, "pack.yaml", "since: 2021-01-01", "since: 2024-06-01")
    assert "events.yaml:2: Sự kiện ngày 01/01/2024 nằm ngoài giai đoạn" in messages(small)


def test_a_unit_that_lost_its_place_is_told(small: Path) -> None:
    plant(small, "units.yaml", 'gso: "992", parent: tm', 'gso: "992", parent: tm, until: 2024-12-31')
    assert "units.yaml:15: Xã Bốn không còn thuộc đơn vị nào từ 01/01/2025" in messages(small)


def test_a_unit_may_follow_its_parent_into_the_successor(small: Path) -> None:
    plant(small, "units.yaml", 'name: Huyện Dưới, gso: "992"', 'name: Huyện Dưới, gso: "992", until: 2023-12-31')
    plant(small, "events.yaml", "lineage:", "lineage:\n      tm-tren: [tm-duoi]")
    assert errors(small) == []


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("until: 2022-12-31", "Xã Một đã kết thúc ngày 31/12/2022, trước sự kiện"),
        ("until: 2024-05-31", "Xã Một nhập vào đơn vị khác từ 01/01/2024"),
        ("since: 2001-01-01", "Xã Một nhập vào đơn vị khác từ 01/01/2024"),
    ],
)
def test_a_merged_unit_ends_on_the_day_before(small: Path, until: str, words: str) -> None:
    plant(small, "units.yaml", "until: 2023-12-31", until)
    assert f"events.yaml:2: {words}" in messages(small)


def test_a_successor_lives_on_the_day_of_the_event(small: Path) -> None:
    plant(small, "units.yaml", "since: 2024-01-01", "since: 2024-02-01")
    assert "events.yaml:2: Xã Một Hai không tồn tại vào ngày 01/01/2024" in messages(small)


@pytest.mark.parametrize(
    ("lineage", "words"),
    [
        ("[tm-01, tm-02, tm-02]", "Xã Hai được ghi hai lần"),
        ("[tm-01, tm-02]\n      tm-03: [tm-02]", "Xã Hai nhập vào hai đơn vị mới"),
        ("[tm-01, {unit: tm-02, share_area: 40}]", "Các phần của Xã Hai cộng lại là 40 %"),
        ("[tm-01, tm-99]", "Không có đơn vị mã “tm-99”"),
    ],
)
def test_a_unit_flows_whole(small: Path, lineage: str, words: str) -> None:
    plant(small, "events.yaml", "[tm-01, {unit: tm-02, share_area: 100, share_people: 100.0}]", lineage)
    assert f": {words}" in messages(small) and messages(small).startswith("events.yaml:")


def test_a_split_unit_flows_by_parts_that_make_up_the_whole(small: Path) -> None:
    plant(small, "events.yaml", "kind: merge", "kind: split")
    parts = "tm-12: [tm-01, {unit: tm-02, share_area: 60.5}]\n      tm-03: [{unit: tm-02, share_area: 39.5}]"
    plant(small, "events.yaml", "tm-12: [tm-01, {unit: tm-02, share_area: 100, share_people: 100.0}]", parts)
    assert errors(small) == []
    plant(small, "events.yaml", "39.5", "39.4")
    assert "Các phần của Xã Hai cộng lại là 99.9 %" in messages(small)


def test_a_move_leaves_the_unit_alive(small: Path) -> None:
    move = (
        "events:\n  - {code: chuyen, kind: move, effective_on: 2022-05-01, title: Chuyển, status: verified, source: a, "
        "lineage: {tm-duoi: [tm-03]}}"
    )
    plant(small, "events.yaml", "events:", move)
    assert errors(small) == []


def test_a_broken_part_of_a_lineage_is_left_out_with_its_event(small: Path) -> None:
    line = plant(small, "events.yaml", "share_area: 100,", "share_area: nhiều,")
    assert f"events.yaml:{line}: “share_area” phải là số" in messages(small)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ("members: [tm-12, tm-12]", "ghi thành viên tm-12 hai lần"),
        ("until: 2022-01-01, members: [tm-12]", "Xã Một Hai không tồn tại trong thời gian"),
        ("members: tm-12", "“members” phải là danh sách"),
        ("members: [{unit: tm-12, since: hôm nay}]", "Ngày “hôm nay” không có trong lịch"),
    ],
)
def test_members_of_a_cluster_live_in_its_time(small: Path, members: str, words: str) -> None:
    plant(small, "groups.yaml", "members_kind: district", members)
    assert words in messages(small)


def test_a_set_that_lost_a_row_is_not_softer_unseen(small: Path) -> None:
    plant(small, "criteria/mau.yaml", "criteria: 3, indicators: 5", "criteria: 3, indicators: 6")
    assert "Bộ mau ghi 3 tiêu chí, 6 chỉ tiêu mà tệp có 3 và 5" in messages(small)


def test_criteria_and_indicators_are_counted_once(small: Path) -> None:
    plant(small, "criteria/mau.yaml", "{no: 3, name: Văn hóa", "{no: 2, name: Văn hóa")
    plant(small, "criteria/mau.yaml", 'code: "3.2", criterion: 3', 'code: "1.1", criterion: 1')
    plant(small, "criteria/mau.yaml", 'indicator: "3.2"', 'indicator: "1.1"')
    told = messages(small)
    assert "Tiêu chí số 2 được ghi 2 lần" in told
    assert "criteria/mau.yaml:25: Chỉ tiêu 1.1 đã có ở dòng 21" in told


def test_a_criterion_without_indicator_is_told(small: Path) -> None:
    plant(small, "criteria/mau.yaml", "{no: 3, name: Văn hóa", "{no: 4, name: Văn hóa")
    assert "Tiêu chí 4 Văn hóa chưa có chỉ tiêu nào" in messages(small)


def test_a_region_a_unit_can_have_needs_a_threshold_in_every_year(small: Path) -> None:
    plant(small, "criteria/mau.yaml", '  - {indicator: "1.1", region: mien_nui, value: 62.50}\n', "")
    plant(small, "criteria/mau.yaml", '  - {indicator: "2", region: "*", year: 2025, status: missing}\n', "")
    told = messages(small)
    assert "criteria/mau.yaml:21: Chỉ tiêu 1.1 thiếu ngưỡng cho vùng Miền núi, năm 2021, 2022, 2023, 2024, 2025" in told
    assert "criteria/mau.yaml:23: Chỉ tiêu 2 thiếu ngưỡng cho vùng Đồng bằng, năm 2025" in told


def test_a_set_reported_by_criteria_only_is_told_at_its_heading(small: Path) -> None:
    text = (small / "criteria/mau.yaml").read_text(encoding="utf-8")
    text = text.replace("document: bo", "detail: criterion\n  document: bo").replace("indicators: 5", "indicators: 3")
    head, rest = text.split("indicators:\n")
    rows = "".join(f'  - {{indicator: "{no}", region: "*", value: true}}\n' for no in (1, 2))
    (small / "criteria/mau.yaml").write_text(head + "thresholds:\n" + rows, encoding="utf-8")
    assert "criteria/mau.yaml:1: Chỉ tiêu 3 thiếu ngưỡng" in messages(small)


def test_a_criterion_without_owner_is_a_warning(small: Path) -> None:
    plant(small, "owners.yaml", ', "3": MTTQ', "")
    assert "Tiêu chí 3 Văn hóa chưa có cơ quan phụ trách" in messages(small, "warning")


def test_a_rule_that_fits_no_unit_is_a_warning(small: Path) -> None:
    plant(small, "units.yaml", "forms: [thị trấn]", "forms: [phường]")
    assert "Thuộc tính in_ntm_scope không rơi vào đơn vị nào" in messages(small, "warning")


@pytest.mark.parametrize(
    ("calendar", "words"),
    [
        ("holidays: {2025: [2025-02-30]}", "calendar.yaml:3: Ngày “2025-02-30” không có trong lịch"),
        ("holidays: {2024: [2025-01-01]}", "calendar.yaml:3: Ngày 2025-01-01 đặt dưới năm 2024"),
        ("holidays: {2025: [2025-01-04]}", "calendar.yaml:3: Ngày 2025-01-04 không hợp với bảng này"),
        ("holidays: {2025: [2025-01-05]}", "calendar.yaml:3: Ngày 2025-01-05 không hợp với bảng này"),
        ("working_saturdays: {2025: [2025-01-06]}", "calendar.yaml:3: Ngày 2025-01-06 không hợp với bảng này"),
        ("working_saturdays: {2025: [2025-01-05]}", "calendar.yaml:3: Ngày 2025-01-05 không hợp với bảng này"),
        ("holidays: {2025: 2025-01-01}", "calendar.yaml:3: Năm 2025 phải là danh sách ngày"),
        ("holidays: {2025: [2025-01-01, 2025-01-01]}", "calendar.yaml:3: Mã ngày “2025-01-01” đã dùng"),
    ],
)
def test_days_off_are_days_on_which_one_would_work(small: Path, calendar: str, words: str) -> None:
    (small / "calendar.yaml").write_text(f"source: a\nstatus: recalled\n{calendar}\n", encoding="utf-8")
    assert words in messages(small)


def test_a_good_calendar_is_told_once_as_unconfirmed(small: Path) -> None:
    text = "source: a\nstatus: recalled\nholidays: {2025: [2025-01-01]}\nworking_saturdays: {2025: [2025-01-04]}\n"
    (small / "calendar.yaml").write_text(text, encoding="utf-8")
    assert errors(small) == []
    assert messages(small, "note").count("Ngày nghỉ") == 1


def test_a_document_without_any_number_waits_for_one(small: Path) -> None:
    plant(small, "documents.yaml", "number: 34/QĐ-UBND, ", "")
    assert "documents.yaml:6: Quyết định ghi số chưa rõ số: chờ đính chính" in messages(small, "warning")


def test_a_file_nobody_reads_is_an_error(small: Path) -> None:
    (small / "rule.yml").write_text("figures: []\n", encoding="utf-8")
    assert "rule.yml:1: Gói dữ liệu không có tệp tên này" in messages(small)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp trống"),
        (b"- a\n", "Tệp phải bắt đầu bằng"),
        (b"\xff\xfe\x00", "bảng mã UTF-8"),
        (b"a: \x00", "ký tự điều khiển"),
        (b"a: " + b"[" * 30 + b"]" * 30, "lồng quá nhiều tầng"),
        (b"a: " + b"[" * 1000 + b"]" * 1000, "lồng quá nhiều tầng"),
        (b"#" * 2_000_001, "lớn hơn 2 MB"),
    ],
    ids=["empty", "list", "bytes", "control", "deep", "deeper", "large"],
)
def test_a_file_that_cannot_be_read_is_told_and_nothing_raises(small: Path, content: bytes, words: str) -> None:
    (small / "rules.yaml").write_bytes(content)
    assert "rules.yaml:1: " in messages(small)
    assert words in messages(small)


JUNK = ["", ":", "- ", "[", "{}", "²²", "null", "9" * 5000, "\t", "'", "2025-02-30", "~: "]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_whatever_a_file_says_reading_answers_with_findings(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))))
    text = (SMALL / file).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.sampled_from(JUNK))
    with TemporaryDirectory() as room:
        folder = Path(shutil.copytree(SMALL, Path(room) / "goi"))
        (folder / file).write_text(text[:start] + junk + text[start + len(junk) % 50 :], encoding="utf-8")
        assert all(finding.message and finding.line > 0 for finding in check_pack(folder))


def test_a_figure_may_hold_a_table(small: Path) -> None:
    plant(small, "rules.yaml", "value: all_parts", "value: {xã: 1, phường: [0.5, true, null]}")
    figures = {figure.key: figure.value for figure in pack_of(small).figures}
    assert figures["rule:merger_keeps_level"] == {"xã": 1, "phường": (Decimal("0.5"), True, None)}


def test_a_missing_file_is_told(small: Path) -> None:
    (small / "levels.yaml").unlink()
    assert "levels.yaml:1: Thiếu tệp levels.yaml" in messages(small)


PUBLISHED = """\
published:
  - {as_of: hết năm 2021, day: 2021-12-31, unit: tm, measure: xa_ntm, label: Xã đạt chuẩn, value: 2, of: 4, note: Làm tròn,
     source: báo, status: verified}
  - {as_of: năm 2022, unit: tm, measure: kien_truc, label: Có quy hoạch, value: true, source: báo, status: verified}
"""


def test_what_others_published_is_kept_with_its_place(small: Path) -> None:
    (small / "published.yaml").write_text(PUBLISHED, encoding="utf-8")
    assert errors(small) == []
    counted, yes = (dict(row) for row in pack_of(small).published)
    assert (counted["value"], counted["of"], counted["day"], counted["note"]) == (2, 4, date(2021, 12, 31), "Làm tròn")
    assert (counted["file"], counted["line"], yes["line"]) == ("published.yaml", 2, 4)
    assert yes == {
        "as_of": "năm 2022", "unit": "tm", "measure": "kien_truc", "label": "Có quy hoạch", "value": True, "source": "báo",
        "status": "verified", "file": "published.yaml", "line": 4,
    }  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [("value: 2", "value: hai"), ("of: 4", "of: bốn")])
def test_a_published_figure_in_words_cannot_be_compared(small: Path, old: str, new: str) -> None:
    on_its_own_line = PUBLISHED.replace(" of: 4", "\n     of: 4")
    (small / "published.yaml").write_text(on_its_own_line, encoding="utf-8")
    line = plant(small, "published.yaml", old, new)
    key, word = new.split(": ")
    told = f"“{key}” phải là số, hoặc true, false; đang là “{word}”."
    assert [(f.file, f.line, f.message) for f in errors(small)] == [("published.yaml", line, told)]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("owners.yaml", ', "3": MTTQ', "", "Tiêu chí 3 Văn hóa chưa có cơ quan phụ trách; bổ sung."),
        ("evidence.yaml", '      "3.2": {needs: [giay_chung_nhan]}\n', "",
         "Chỉ tiêu 3.2 chưa có loại minh chứng nào; bổ sung."),
    ],
)  # fmt: skip
def test_what_is_only_left_open_is_a_warning_and_no_fault(
    small: Path, file: str, old: str, new: str, words: str
) -> None:
    assert words not in messages(small, "warning")
    plant(small, file, old, new)
    assert words in messages(small, "warning")
    assert errors(small) == []


def test_proofs_of_a_set_that_is_not_there_are_a_fault_and_nothing_more_is_asked_of_them(small: Path) -> None:
    plant(small, "evidence.yaml", "set: mau", "set: la")
    assert "mã “la”" in messages(small)
    assert "chưa có loại minh chứng nào" not in messages(small, "warning")


def test_a_threshold_that_is_missing_is_told_with_the_name_of_the_region_and_the_years(small: Path) -> None:
    plant(small, "criteria/mau.yaml", '  - {indicator: "1.1", region: mien_nui, value: 62.50}\n', "")
    plant(small, "criteria/mau.yaml", '  - {indicator: "2", region: "*", year: 2022, value: 42.5}\n', "")
    told = messages(small)
    assert "Chỉ tiêu 1.1 thiếu ngưỡng cho vùng Miền núi, năm 2021, 2022, 2023, 2024, 2025;" in told
    assert "Chỉ tiêu 2 thiếu ngưỡng cho vùng Đồng bằng, năm 2022;" in told


def test_a_sample_is_kept_as_it_is_told(small: Path) -> None:
    (small / "a.xlsx").write_bytes(b"x")
    row = "samples:\n  - {file: a.xlsx, kind: indicator-values, set: mau, year: 2023, faulty: true, note: Có lỗi}\nprovince: tm"
    line = plant(small, "pack.yaml", "province: tm", row) + 1
    assert [dict(sample) for sample in pack_of(small).samples] == [
        {
            "file": "a.xlsx",
            "kind": "indicator-values",
            "set": "mau",
            "year": 2023,
            "faulty": True,
            "note": "Có lỗi",
            "line": line,
        }
    ]


def test_where_only_criteria_were_reported_each_is_its_own_yes_or_no() -> None:
    (old,) = [shape for shape in pack_of(SHIPPED).sets if shape.code == "xa_ntm_2016_2020"]
    first, criterion = old.indicators[0], old.criteria[0]
    assert (first.code, first.criterion, first.name) == ("1", 1, criterion.name)
    assert first.text == f"Tiêu chí số 1 về {criterion.name}"
    assert (first.kind, first.operator, first.set_by, first.measure) == (
        "boolean",
        "==",
        "national",
        "xa_ntm_2016_2020:1",
    )
    assert (first.by_sex, first.not_applicable_allowed, bool(first.status), bool(first.source)) == (
        False,
        False,
        True,
        True,
    )
