"""Every command but those of packs as its users run it: what it prints, what it writes, how it ends, what it says when it cannot."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.cli import main
from chungsuc.criteria.models import Assessment, CriteriaSet, Value
from chungsuc.imports.models import Batch
from tests.province import PACK, Province

VALUES = PACK / "samples" / "bieu-tong-hop-2023.xlsx"
FAULTY = PACK / "samples" / "bieu-tong-hop-2023-co-loi.xlsx"
REGISTER = PACK / "samples" / "so-cong-nhan.xlsx"
SET = "xa_ntm_2021_2025"
CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """`run("verb", …)`: (exit status, standard output, error output)."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out = capsys.readouterr()
        return status, out.out, out.err

    return ran


@pytest.fixture
def machine(run: Any) -> Any:
    """`machine(status, "verb", …)`: the JSON a script would read, after the status it would see."""

    def read(expected: int, *arguments: object) -> Any:
        status, out, err = run(*arguments, "--json")
        assert (status, err) == (expected, "")
        assert "\\u" not in out  # people read it too
        return json.loads(out)

    return read


# import


def test_an_import_tells_counts_and_messages_and_ends_with_0(bare_province: Province, machine: Any) -> None:
    told = machine(0, "import", VALUES, "--as", "indicator-values", "--dry-run")
    assert list(told) == ["counts", "messages"]
    told = machine(0, "import", VALUES, "--as", "indicator-values", "--details")
    counts = told["counts"]
    assert (counts["rows"], counts["matched"], counts["refused"], counts["written"]) == (60, 60, 0, 3660)
    assert Value.objects.filter(is_current=True).count() == 3660
    assert (told["set"], told["year"]) == (SET, 2023)


def test_a_faulty_file_ends_with_1_and_writes_no_value(bare_province: Province, machine: Any) -> None:
    told = machine(1, "import", FAULTY, "--as", "indicator-values")
    assert told["counts"]["refused"] > 0
    assert all(set(message) == {"cell", "level", "message"} for message in told["messages"])
    assert all(CELL.fullmatch(message["cell"]) for message in told["messages"])
    assert {message["level"] for message in told["messages"]} <= {"error", "warning"}
    assert told["counts"]["written"] == Value.objects.count() == Assessment.objects.count() == 0


def test_people_read_the_same_messages_cell_by_cell(bare_province: Province, run: Any, machine: Any) -> None:
    told = machine(1, "import", FAULTY, "--as", "indicator-values", "--dry-run")
    status, out, _ = run("import", FAULTY, "--as", "indicator-values")
    assert status == 1
    assert all(f"{message['cell']}: " in out and message["message"] in out for message in told["messages"])
    assert "--only-good" in out


def test_a_dry_run_writes_nothing_at_all(bare_province: Province, machine: Any) -> None:
    before = Entry.objects.count()
    told = machine(0, "import", VALUES, "--as", "indicator-values", "--dry-run")
    assert (told["counts"]["matched"], told["counts"]["written"]) == (60, 0)
    assert (Batch.objects.count(), Value.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_only_good_rows_go_in_when_asked_and_the_status_still_says_that_some_did_not(
    bare_province: Province, machine: Any
) -> None:
    told = machine(1, "import", FAULTY, "--as", "indicator-values", "--only-good")
    counts = told["counts"]
    units = set(Value.objects.values_list("unit_id", flat=True))
    assert counts["written"] == Value.objects.count() > 0
    assert len(units) == counts["matched"] == counts["rows"] - counts["refused"]


def test_the_register_goes_in_by_its_own_kind(bare_province: Province, machine: Any) -> None:
    from chungsuc.recognition.models import Recognition

    told = machine(0, "import", REGISTER, "--as", "recognitions")
    assert told["counts"]["written"] == told["counts"]["matched"] == Recognition.objects.count() > 0


@pytest.mark.parametrize("content", [b"", b"khong phai bang tinh", b"PK\x03\x04 cut short", b"\x00" * 512])
@pytest.mark.parametrize("name", ["tep.xlsx", "tep.csv", "tep.pdf"])
def test_what_is_no_workbook_is_refused_in_words(
    bare_province: Province, machine: Any, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    told = machine(1, "import", file, "--as", "indicator-values")
    assert told["counts"]["refused"] >= 1
    assert len(told["messages"]) == 1 and "Hãy" in told["messages"][0]["message"]
    assert not Value.objects.exists()


def test_a_workbook_of_another_kind_is_refused_in_words(bare_province: Province, machine: Any) -> None:
    told = machine(1, "import", REGISTER, "--as", "indicator-values")
    assert "dòng tiêu đề" in told["messages"][0]["message"]
    told = machine(1, "import", VALUES, "--as", "recognitions")
    assert "dòng tiêu đề" in told["messages"][0]["message"]


# evaluate


def test_an_evaluation_lists_the_60_communes_in_official_order(province: Province, machine: Any) -> None:
    rows = machine(0, "evaluate", "--set", SET, "--year", 2023)
    fields = ["gso_code", "name", "district", "criteria_met", "criteria_failed", "criteria_undetermined"]
    assert all(list(row) == fields for row in rows)
    assert len({row["gso_code"] for row in rows}) == len(rows) == 60
    assert all(row["criteria_met"] + len(row["criteria_failed"]) == 19 for row in rows)
    assert sum(row["criteria_met"] for row in rows) == 997  # 16,62 on average
    assert {type(no) for row in rows for no in row["criteria_failed"]} == {int}


def test_a_year_that_the_set_is_not_for_is_undetermined_and_said_so(province: Province, run: Any) -> None:
    status, out, err = run("evaluate", "--set", SET, "--year", 2019, "--json")
    assert (status, "không dùng cho năm 2019" in err) == (0, True)
    assert not any(row["criteria_met"] or row["criteria_failed"] for row in json.loads(out))


def test_a_year_without_values_is_wholly_undetermined_and_nobody_fails(province: Province, machine: Any) -> None:
    rows = machine(0, "evaluate", "--set", SET, "--year", 2024)
    assert len(rows) == 60
    assert all((row["criteria_met"], row["criteria_failed"]) == (0, []) for row in rows)
    assert all(len(row["criteria_undetermined"]) == 19 for row in rows)


def test_an_evaluation_can_be_read_by_people(province: Province, run: Any) -> None:
    status, out, _ = run("evaluate", "--set", SET, "--year", 2023)
    assert status == 0
    assert len(out.splitlines()) == 60
    assert all("đạt " in line and "chưa đạt: " in line for line in out.splitlines())


# progress

TARGETS = ["xa_ntm", "xa_ntm_nang_cao", "xa_ntm_kieu_mau", "average_criteria", "communes_below_15", "new_districts"]


def test_progress_tells_every_target_with_its_status(province: Province, machine: Any) -> None:
    told = machine(0, "progress", "--on", "2023-12-31")
    assert told["on"] == "2023-12-31"
    by_code = {row["code"]: row for row in told["targets"]}
    assert list(by_code) == TARGETS
    assert {row["status"] for row in told["targets"]} <= {"met", "not_met", "undetermined"}
    assert list(told) == ["on", "targets"]
    assert all(list(row) == ["code", "operator", "target", "actual", "gap", "status"] for row in by_code.values())
    details = machine(0, "progress", "--on", "2023-12-31", "--details")["targets"]
    assert all(row["as_of"] and "reasons" in row for row in details)
    assert (by_code["xa_ntm"]["actual"], by_code["xa_ntm"]["target"], by_code["xa_ntm"]["gap"]) == (36, 43, 7)
    assert by_code["average_criteria"]["actual"] == 16.62


def test_progress_takes_the_day_as_vietnamese_write_it(province: Province, machine: Any) -> None:
    assert machine(0, "progress", "--on", "31/12/2023") == machine(0, "progress", "--on", "2023-12-31")


def test_after_the_communes_were_merged_their_targets_are_undetermined_with_a_reason(
    province: Province, machine: Any
) -> None:
    rows = {row["code"]: row for row in machine(0, "progress", "--on", "01/07/2025", "--details")["targets"]}
    assert {rows[code]["status"] for code in TARGETS[:5]} == {"undetermined"}
    assert all(rows[code]["reasons"] for code in TARGETS[:5])
    assert rows["xa_ntm"]["former_units"]["frozen_on"] == "2025-06-30"
    assert rows["new_districts"]["frozen_on"] == "2025-06-30"


def test_progress_can_be_read_by_people(province: Province, run: Any) -> None:
    status, out, _ = run("progress", "--on", "31/12/2023")
    assert status == 0
    assert "tính đến 31/12/2023" in out and "36/43 xã" in out and "16,62/17,2" in out


# units


def test_the_units_of_the_last_day_of_the_districts(bare_province: Province, machine: Any) -> None:
    units = machine(0, "units", "--on", "30/06/2025")
    kinds = [unit["kind"] for unit in units]
    assert (kinds.count("province"), kinds.count("district"), kinds.count("commune")) == (1, 8, 71)
    by_code = {unit["gso_code"]: unit for unit in units}
    assert len(by_code) == 80
    assert sum(unit["in_ntm_scope"] for unit in units) == 60
    assert all(by_code[u["parent_gso_code"]]["kind"] == "district" for u in units if u["kind"] == "commune")
    assert {u["parent_gso_code"] for u in units if u["kind"] == "district"} == {"67"}
    fields = ["gso_code", "name", "kind", "parent_gso_code", "in_ntm_scope"]
    assert all(list(unit) == fields for unit in units)
    assert set(machine(0, "units", "--on", "30/06/2025", "--details")[0]) == {*fields, "code", "form"}


def test_the_units_of_the_first_day_without_districts(bare_province: Province, machine: Any) -> None:
    units = machine(0, "units", "--on", "2025-07-01")
    kinds = [unit["kind"] for unit in units]
    assert (kinds.count("province"), kinds.count("district"), kinds.count("commune")) == (1, 0, 28)
    assert sum(unit["in_ntm_scope"] for unit in units) == 25
    assert {u["parent_gso_code"] for u in units if u["kind"] == "commune"} == {"68"}
    assert next(u["name"] for u in units if u["kind"] == "province") == "Tỉnh Lâm Đồng"


def test_people_read_the_units_as_a_tree(bare_province: Province, run: Any) -> None:
    status, out, _ = run("units", "--on", "30/06/2025")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 80)
    assert [sum(line.startswith(" " * n) and line[n] != " " for line in lines) for n in (0, 2, 4)] == [1, 8, 71]


# verify-audit


def test_the_journal_of_a_real_province_is_whole(province: Province, run: Any) -> None:
    status, out, _ = run("verify-audit")
    assert (status, f"{Entry.objects.count()} mục" in out) == (0, True)


def test_a_change_behind_the_systems_back_is_named(province: Province, run: Any) -> None:
    from django.db import connection

    from chungsuc.audit.triggers import drop_triggers

    drop_triggers(connection)
    victim = Entry.objects.order_by("seq")[2].seq
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'sửa lén' WHERE seq = %s", [victim])
    status, out, _ = run("verify-audit")
    assert (status, f"mục số {victim}" in out) == (1, True)
    assert "sao lưu" in out  # and what to do


# migrate


@pytest.mark.django_db
def test_migrating_what_is_up_to_date_changes_nothing(run: Any) -> None:
    assert run("migrate") == (0, "Cơ sở dữ liệu đã đúng phiên bản, không cần cập nhật.\n", "")


# calls that cannot be


WRONG_CALLS = {
    "a day that is none": (["progress", "--on", "31/02/2023"], "31/02/2023"),
    "a day in words": (["units", "--on", "hôm nay"], "hôm nay"),
    "a set that is not known": (["evaluate", "--set", "khong_co", "--year", "2023"], SET),
    "a year that is none": (["evaluate", "--set", SET, "--year", "99999"], "bốn chữ số"),
    "a year in words": (["evaluate", "--set", SET, "--year", "năm nay"], "năm nay"),
    "a file that is not there": (["import", "khong-co.xlsx", "--as", "indicator-values"], "khong-co.xlsx"),
    "a folder instead of a file": (["import", str(PACK), "--as", "indicator-values"], "thư mục"),
    "a kind that is not known": (["import", str(VALUES), "--as", "khac"], "indicator-values"),
    "an import into a set that is not known": (
        ["import", str(VALUES), "--as", "indicator-values", "--set", "khong_co"],
        SET,
    ),
    "an import for a year that is none": (["import", str(VALUES), "--as", "indicator-values", "--year", "0"], "năm"),
    "a pack that is not there": (["load-pack", "khong/co"], "khong/co"),
    "a file instead of a pack": (["check-pack", str(VALUES)], str(VALUES)),
}


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_a_wrong_call_is_answered_with_one_sentence_and_status_2(bare_province: Province, run: Any, name: str) -> None:
    arguments, told = WRONG_CALLS[name]
    before = Entry.objects.count()
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert told in err and "Traceback" not in err
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_before_any_pack_is_loaded_the_commands_say_what_to_do_first(run: Any) -> None:
    status, _, err = run("progress", "--on", "31/12/2023")
    assert (status, "load-pack" in err) == (1, True)
    status, _, err = run("evaluate", "--set", SET, "--year", 2023)
    assert (status, "chưa nạp" in err) == (2, True)
    assert run("units", "--on", "31/12/2023") == (0, "", "")


def test_todays_figures_never_depend_on_the_clock_of_the_machine(province: Province, machine: Any) -> None:
    assert machine(0, "progress", "--on", "2021-12-31")["targets"][0]["actual"] == 29
    assert CriteriaSet.objects.get(code=SET).years[0] <= date(2023, 1, 1).year


# working-days


def test_working_days_are_counted_through_tet(bare_province: Province, machine: Any) -> None:
    told = machine(0, "working-days", "--from", "2024-02-07", "--days", "3")
    assert told["until"] == "2024-02-19"
    assert told["skipped"] == [f"2024-02-{day:02d}" for day in (8, 9, 10, 11, 12, 13, 14, 17, 18)]
    assert "chưa đối chiếu" in told["source"]


def test_a_swapped_saturday_counts_as_a_working_day(bare_province: Province, machine: Any) -> None:
    assert machine(0, "working-days", "--from", "26/04/2024", "--days", "2")["until"] == "2024-05-03"
    assert machine(0, "working-days", "--from", "26/04/2024", "--days", "3")["until"] == "2024-05-04"


def test_a_year_without_a_calendar_is_told_not_guessed(bare_province: Province, run: Any) -> None:
    status, out, err = run("working-days", "--from", "2030-01-02", "--days", "3", "--json")
    assert (status, out) == (1, "")
    assert "năm 2030" in err
