"""What the command line says to people."""

import json
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from chungsuc import cli
from chungsuc import settings as assembly
from chungsuc.cli import VERBS, main
from chungsuc.cli.vietnamese import Parser

ENGLISH = re.compile(
    r"\b(usage|error|options?|positional|arguments?|show|help|message|exit|required|invalid|choose|choice|expected|one|"
    r"unrecognized|ambiguous|could|match|allowed|ignored|explicit|default|subcommands?|value|from|the|with)\b",
    re.IGNORECASE,
)
PACK = assembly.PACKS_DIR / "dak_nong_2021_2025"


def said(capsys, call, *arguments):
    with pytest.raises(SystemExit) as ended:
        call(*arguments)
    out = capsys.readouterr()
    return ended.value.code, out.out + out.err


def every_shape():
    top = Parser(prog="thu")
    top.add_argument("--one", type=int)
    top.add_argument("--some", nargs="+")
    top.add_argument("--two", nargs=2)
    top.add_argument("--flag", action="store_true")
    top.add_argument("--pick", choices=["a", "b"])
    either = top.add_mutually_exclusive_group(required=True)
    either.add_argument("--xa", action="store_true")
    either.add_argument("--huyen", action="store_true")
    top.add_argument("place")
    return top


@pytest.mark.parametrize(
    "arguments",
    [
        ["-h"],
        [],
        ["p", "--xa", "--one", "k"],
        ["p", "--xa", "--one"],
        ["p", "--xa", "--some"],
        ["p", "--xa", "--two", "1"],
        ["p", "--xa", "--flag=1"],
        ["p", "--xa", "--pick", "c"],
        ["p", "--xa", "--huyen"],
        ["p"],
        ["p", "--xa", "thừa"],
        ["p", "--xa", "--so"],
    ],
)
def test_whatever_goes_wrong_is_said_in_vietnamese(capsys, arguments):
    code, text = said(capsys, every_shape().parse_args, arguments)
    names_of_options = re.sub(r"--\w+|\{a,b\}|place|ONE|SOME|TWO", "", text)
    assert not ENGLISH.search(names_of_options), text
    assert code == (0 if arguments == ["-h"] else 2)
    assert text.startswith("cách dùng: thu")


NAMES = [import_module(f"chungsuc.cli.{verb}").NAME for verb in VERBS]


@pytest.mark.parametrize("verb", [None, *NAMES])
def test_help_of_every_verb_is_vietnamese(capsys, verb):
    code, text = said(capsys, main, [verb, "-h"] if verb else ["-h"])
    assert code == 0
    assert "hiện trợ giúp này rồi thoát" in text
    assert not ENGLISH.search(re.sub(rf"--[\w-]+|{'|'.join(NAMES)}", "", text)), text


def test_every_module_of_a_verb_is_listed_once():
    folder = Path(cli.__file__).parent
    verbs = [file.stem for file in folder.glob("*.py") if re.search(r"^NAME = ", file.read_text("utf-8"), re.MULTILINE)]
    assert sorted(VERBS) == sorted(verbs)
    assert len(set(NAMES)) == len(NAMES)


def test_an_unknown_verb_lists_the_known_ones(capsys):
    code, text = said(capsys, main, ["nấu-cơm"])
    assert code == 2
    assert "check-pack" in text


@pytest.mark.parametrize("place", ["khong/co", str(assembly.BASE_DIR / "pyproject.toml")])
def test_a_folder_that_is_none_is_named(capsys, place):
    assert main(["check-pack", place]) == 2
    assert place in capsys.readouterr().err


def test_our_own_pack_has_no_errors(capsys):
    assert main(["check-pack", str(PACK)]) == 0
    assert f"{PACK}: " in capsys.readouterr().out


@pytest.fixture
def broken_pack(tmp_path):
    copy = tmp_path / "bộ hỏng"
    shutil.copytree(PACK, copy)
    for file in copy.rglob("*.yaml"):
        file.write_text("- : [", encoding="utf-8")
    return copy


def test_findings_are_placed_by_file_and_line(capsys, broken_pack):
    assert main(["check-pack", str(broken_pack)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(re.match(r".+:\d+: (lỗi|lưu ý): .+", line) for line in lines[:-1])
    assert re.match(r".+: \d+ lỗi, \d+ lưu ý\.", lines[-1])


def test_findings_can_be_read_by_machines_without_escapes(capsys, broken_pack):
    assert main(["check-pack", "--json", str(broken_pack)]) == 1
    text = capsys.readouterr().out
    given = json.loads(text)
    assert given["errors"] >= 1
    assert set(given["findings"][0]) == {"file", "line", "level", "message"}
    assert "\\u" not in text


@pytest.mark.django_db
def test_a_whole_journal_is_said_to_be_whole(capsys):
    assert main(["verify-audit"]) == 0
    assert "nguyên vẹn: 0 mục" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_changed_journal_is_found(capsys):
    from django.db import connection, transaction

    from chungsuc.audit.actions import record
    from chungsuc.audit.triggers import drop_triggers

    with transaction.atomic():
        for number in range(3):
            record("thu", actor="ha", subject_type="k", subject_id=str(number), subject_label="x")
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET actor = 'khac' WHERE seq = 2")
    assert main(["verify-audit"]) == 1
    assert "từ mục số 2" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_heads_file_that_is_none_is_named(capsys):
    assert main(["verify-audit", "--heads", "khong-co.tsv"]) == 2
    assert "khong-co.tsv" in capsys.readouterr().err
