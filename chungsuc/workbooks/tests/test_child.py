"""The child's own code, and what the parent makes of a child that misbehaves."""

import io
import json
import resource
import subprocess
import sys
from dataclasses import asdict

import pytest

from chungsuc.workbooks import child, listening
from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.reading import WorkbookRefused
from chungsuc.workbooks.telling import Teller

from .making import packed, parts


def told(content, kind="zip", limits=None):
    lines = []
    child.serve(io.BytesIO(content), kind, limits or Limits(), lines.append)
    return lines


def test_the_child_tells_a_workbook_line_by_line(tmp_path):
    content = packed(tmp_path / "a.xlsx", parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')).read_bytes()
    lines = told(content)
    assert [line[0] for line in lines if line != ["strings", []]] == [
        "book",
        "strings",
        "sheet",
        "rows",
        "rows",
        "end",
        "done",
    ]
    assert ["strings", ["Đạt"]] in lines
    assert [line[2] for line in lines if line[0] == "rows"] == [[[1, 1, ["s0"]]], []]


def test_the_child_tells_a_text_table(tmp_path):
    assert told(b"a;b\n", "text")[1:] == [
        ["sheet", "", False],
        ["rows", 4, [[1, 1, ["ta", "tb"]]]],
        ["end", []],
        ["done"],
    ]


def test_whatever_goes_wrong_ends_in_a_refusal(tmp_path):
    assert told(b"PK\x03\x04")[-1][:2] == ["refused", "damaged"]
    assert told(b"\xff\xff", "text")[-1][:2] == ["refused", "not_a_workbook"]


def test_exhausted_memory_is_a_refusal():
    class Exhausted(io.BytesIO):
        def seek(self, *_):
            raise MemoryError

    lines = []
    child.serve(Exhausted(b"a"), "text", Limits(), lines.append)
    assert lines == [["refused", "too_large", "", ""]]


def test_a_parent_that_left_ends_the_work_silently():
    def gone(_):
        raise BrokenPipeError

    assert child.serve(io.BytesIO(b"a,b"), "text", Limits(), gone) is None


def test_the_real_child_is_limited_and_knows_neither_django_nor_its_surroundings():
    probe = (
        "import json, os, resource, sys; sys.path.insert(0, sys.argv[1]);"
        "from chungsuc.workbooks import child; from chungsuc.workbooks.limits import Limits; child.restrict(Limits());"
        "print(json.dumps(['django' in sys.modules, 'openpyxl' in sys.modules,"
        "[resource.getrlimit(k)[0] for k in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE,"
        "resource.RLIMIT_FSIZE)], resource.getrlimit(resource.RLIMIT_NOFILE)[0]]))"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-B", "-c", probe, str(listening._PROJECT)], capture_output=True, check=True
    )
    assert json.loads(answer.stdout) == [False, False, [512 << 20, 60, 0, 0], 16]


def test_main_speaks_json_lines(tmp_path, monkeypatch):
    class Out:
        buffer = io.BytesIO()

    class In:
        buffer = io.BytesIO("Xã,b".encode())

    monkeypatch.setattr(sys, "stdin", In)
    monkeypatch.setattr(sys, "stdout", Out)
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)  # the test's own process must stay unlimited
    child.main(["text", json.dumps(asdict(Limits()))])
    lines = [json.loads(line) for line in Out.buffer.getvalue().splitlines()]
    assert lines[2] == ["rows", 5, [[1, 1, ["tXã", "tb"]]]]


def child_that(monkeypatch, tmp_path, script, **limits):
    """Listen to a stand-in for the child, a real process that runs the given script."""
    monkeypatch.setattr(listening, "_START", script)
    path = tmp_path / "a"
    path.write_bytes(b"x")
    with path.open("rb") as file:
        return list(listening.listen(file, "zip", Limits(**limits)))


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "timeout"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timeout"),
        ("raise SystemExit(3)", "damaged"),
        ("pass", "damaged"),
        ("print('nonsense')", "damaged"),
        ("print('{}')", "damaged"),
        ("print('[[]]')", "damaged"),
        ("print('[' * 100000)", "damaged"),
        ('print(\'["refused", "unknown"]\')', "damaged"),
        ('print(\'["refused", "macros"]\')', "macros"),
        ("import time; time.sleep(60)", "timeout"),
    ],
)
def test_a_child_that_dies_hangs_or_talks_nonsense_is_a_refusal(monkeypatch, tmp_path, script, code):
    with pytest.raises(WorkbookRefused) as refused:
        child_that(monkeypatch, tmp_path, script, seconds=1)
    assert refused.value.code == code


def test_a_line_without_end_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(listening, "_LONGEST_LINE", 1 << 20)
    with pytest.raises(WorkbookRefused) as refused:
        child_that(monkeypatch, tmp_path, "import sys\nwhile True: sys.stdout.write('x' * 100000)")
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "line",
    [
        ["surprise"],
        ["book"],
        ["rows", 1, [[1, 1, ["nx"]]]],
        ["rows", 1, [[1, 1, ["x1"]]]],
        ["rows", 1, [[1, 1, [""]]]],
        ["rows", 1, [[1, 999, ["n1"]]]],
        ["rows", 1, [[1, 0, ["n1"]]]],
        ["rows", 1, [[1, [1, 1], ["n1", "n2"]]]],
        ["rows", 1, [[1, [1, 3], ["n1"]]]],
        ["rows", 1, [[1, 1, ["s5"]]]],
        ["rows", 1, [[1, 1, [5]]]],
        ["rows", 1, [[1, 1, [["n", "1"]]]]],
        ["rows", 1, 5],
        ["strings", 5],
    ],
)
def test_lines_that_make_no_sense_are_refused(line):
    teller = Teller(Limits())
    teller.rows(["sheet", "Biểu", False])
    with pytest.raises(WorkbookRefused) as refused:
        for row in teller.rows(line):
            assert row.cells
    assert refused.value.code == "damaged"


def test_rows_before_any_sheet_are_refused():
    with pytest.raises(WorkbookRefused):
        Teller(Limits()).rows(["rows", 1, []])
