"""What a reloaded pack no longer names: it stays and is told, or ends from a day on when that is asked for."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.cli import main
from chungsuc.criteria.models import Owner
from chungsuc.organisations.models import Attribute, Group, Membership
from chungsuc.rulebook.models import Figure
from tests.province import PACK, Province
from tests.test_reloading import Edit, everything

DAY, LAST = "2026-07-01", date(2026, 6, 30)
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def reload(tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any) -> Run:
    """`reload(edits, "--option", …)`: a fresh copy of the pack with these edits is loaded: (exit status, what is told)."""
    settings.TODAY = "2026-06-01"

    def ran(edits: tuple[Edit, ...] = (), *options: str) -> tuple[int, str]:
        copy = tmp_path / "bo"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(PACK, copy)
        if GONE["a cluster"][0] in edits:  # a pack that scores a group it does not have is refused
            scored = copy / "scoring.yaml"
            scored.write_text(scored.read_text(encoding="utf-8").partition("  - code: luc-luong")[0], encoding="utf-8")
        for file, old, new in edits:
            path = copy / file
            text = path.read_text(encoding="utf-8")
            assert old in text, old
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        capsys.readouterr()
        status = main(["load-pack", str(copy), *options])
        return status, capsys.readouterr().out

    return ran


GONE: dict[str, tuple[Edit, Callable[[], Any]]] = {
    "an owner": (
        ("owners.yaml", '      "18.4": STP\n', ""),
        lambda: Owner.objects.filter(set__code="xa_ntm_2021_2025", part="18.4").latest("since"),
    ),
    "a member of a cluster": (
        ("groups.yaml", "[BCHQS, CAT, BDBP]", "[BCHQS, CAT]"),
        lambda: Membership.objects.get(unit__code="BDBP"),
    ),
    "a cluster": (
        (
            "groups.yaml",
            "  - {code: KHOI-4, kind: block, name: Khối thi đua lực lượng vũ trang, members: [BCHQS, CAT, BDBP]}\n",
            "",
        ),
        lambda: Group.objects.get(code="KHOI-4"),
    ),
    "a figure": (
        ("rules.yaml", '"days:evidence_expiry_warning"', '"days:other_warning"'),
        lambda: Figure.objects.current().get(key="days:evidence_expiry_warning"),
    ),
}


@pytest.mark.parametrize("name", GONE)
def test_it_ends_from_the_given_day_and_no_day_before_answers_otherwise(
    province: Province, reload: Run, name: str
) -> None:
    edit, row = GONE[name]
    reload((edit,))  # it stays for now, and whatever the edit adds is in
    state = everything()[-3:]
    assert row().until is None
    status, told = reload((edit,), "--retire-from", DAY)
    assert (status, "Chưa nhận" in told) == (0, False), told
    assert row().until == LAST
    assert everything()[-3:] == state
    assert verify_chain() is None
    before = Entry.objects.count()
    status, told = reload((edit,))
    assert (status, "không có gì mới" in told) == (0, True), told
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", GONE)
def test_a_row_written_into_the_pack_again_holds_again(province: Province, reload: Run, name: str) -> None:
    edit, row = GONE[name]
    reload((edit,), "--retire-from", DAY)
    told = reload()[1]
    assert row().until is None, told
    before = Entry.objects.count()
    reload()
    assert Entry.objects.count() == before
    assert reload((edit,))[0] == 1  # gone once more: told once more


BORDER = (
    "units.yaml",
    "  # Xã biên giới: ghi",
    '  - {key: border, value: "yes", status: verified, source: QĐ 99, from: 2026-01-01, units: [ld-24736]}\n'
    "  # Xã biên giới: ghi",
)


def test_an_attribute_of_a_unit_ends_and_comes_back(province: Province, reload: Run) -> None:
    reload((BORDER,))
    row = Attribute.objects.get(unit__code="ld-24736", key="border")
    assert (row.until, reload()[0]) == (None, 1)
    assert reload((), "--retire-from", DAY)[0] == 0
    row.refresh_from_db()
    assert row.until == LAST
    assert "không có gì mới" in reload()[1]
    reload((BORDER,))
    row.refresh_from_db()
    assert row.until is None


def test_what_had_ended_with_its_unit_keeps_its_last_day(province: Province, reload: Run) -> None:
    fewer = ("units.yaml", "dn-24722, dn-24724, dn-24736,", "dn-24722, dn-24724,")
    state = everything()
    assert reload((fewer,))[0] == 1
    assert reload((fewer,), "--retire-from", DAY)[0] == 0
    assert reload((fewer,))[0] == 0
    assert everything() == state


def test_the_members_of_a_cluster_end_and_come_back_with_it(province: Province, reload: Run) -> None:
    members = Membership.objects.filter(group__code="KHOI-4")
    count = members.count()
    reload((GONE["a cluster"][0],), "--retire-from", DAY)
    assert set(members.values_list("until", flat=True)) == {LAST}
    reload()
    assert set(members.values_list("until", flat=True)) == {None}
    assert members.count() == count


@pytest.mark.parametrize("name", GONE)
def test_without_a_day_it_stays_and_the_command_says_that_something_was_not_taken(
    province: Province, reload: Run, name: str
) -> None:
    status, told = reload((GONE[name][0],))
    assert status == 1
    assert "--retire-from" in told
    assert GONE[name][1]().until is None


def test_a_dry_run_tells_the_same_and_writes_nothing(province: Province, reload: Run) -> None:
    edit, row = GONE["an owner"]
    before = Entry.objects.count()
    status, rehearsed = reload((edit,), "--retire-from", DAY, "--dry-run")
    assert (status, row().until, Entry.objects.count()) == (0, None, before)
    assert rehearsed == reload((edit,), "--retire-from", DAY)[1] + "Chạy thử: chưa ghi gì.\n"
    assert Entry.objects.count() == before + 1


def test_a_day_that_has_passed_is_refused(province: Province, reload: Run) -> None:
    assert reload((GONE["an owner"][0],), "--retire-from", "2026-05-31")[0] == 2
    assert GONE["an owner"][1]().until is None


def test_what_an_indicator_has_to_reach_is_not_retired_and_says_so(province: Province, reload: Run) -> None:
    text = (PACK / "criteria/xa_ntm_2021_2025.yaml").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines(keepends=True) if "region: dong_bang_song_hong" in line)
    state = everything()
    status, told = reload((("criteria/xa_ntm_2021_2025.yaml", row, ""),), "--retire-from", DAY)
    assert (status, "mức yêu cầu" in told) == (1, True), told
    assert everything() == state
