"""A thousand hostile files as templates and as papers to lint: each is taken or refused in words; none breaks the service."""

import io
import time
from typing import Any

import pytest

from chungsuc.typesetting import docx_child, docx_in, templates
from chungsuc.typesetting.docx_in import SENTENCES, DocxRefused
from chungsuc.typesetting.docx_limits import Limits
from chungsuc.typesetting.lines import Line, Text

from .hostile import WAYS, hostile
from .packages import package, paragraph
from .test_templates import changed, standard


@pytest.fixture
def child_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads in this process with the code of the child; a thousand processes would take minutes (`benchmarks/run.py s4docx`)."""

    def read(content: bytes, limits: Limits = docx_in.DEFAULT, *, strict: bool = False) -> Text:
        if len(content) > limits.file_bytes:
            raise DocxRefused("too_large", limits)
        verdict, found = docx_child.told(io.BytesIO(content), limits, strict=strict)
        if verdict != "text":
            raise DocxRefused(found, limits)
        return Text(tuple(Line(text) for text, *_ in found))

    monkeypatch.setattr(docx_in, "read", read)


@pytest.mark.slow
def test_a_thousand_hostile_files_are_taken_or_refused_and_none_takes_long(
    child_at_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chungsuc.typesetting.tests.hostile.SIZES", (1, 2))  # the whole sizes are the benchmark's
    met: dict[str, set[bool]] = {}
    slowest = (0.0, "")
    for number, (way, content) in enumerate(hostile(1_000, standard())):
        began = time.process_time()
        found = templates.faults(content)
        slowest = max(slowest, (time.process_time() - began, f"{way} {number}"))
        assert all(fault.place and fault.message for fault in found)
        met.setdefault(way, set()).add(bool(found))
        if number % 5 == 0:
            verdict, told = docx_child.told(io.BytesIO(content), docx_in.DEFAULT)
            assert verdict == "text" or DocxRefused(told).code in SENTENCES
    assert set(met) == {way.__name__ for way in WAYS} and all(True in answers for answers in met.values())
    assert slowest[0] < 2, slowest


def looped(deep: int, name: str = "noi_nhan") -> str:
    opened = "".join(f"{{%p for x{n} in {name} %}}</w:t></w:r></w:p><w:p><w:r><w:t>" for n in range(deep))
    return opened + "a</w:t></w:r></w:p>" + paragraph("{%p endfor %}") * deep + "<w:p><w:r><w:t>"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (looped(2), "không lặp lại bên trong chính nó"),
        ("{{ sai }}</w:t></w:r></w:p><w:p><w:r><w:t>" * 300, "còn chỗ sai nữa"),
        ("{{ trich_yeu }}" * 2_001, "quá nhiều trường (trên 2000)"),
        ("{%p if trich_yeu %}</w:t></w:r></w:p><w:p><w:r><w:t>" * 13, "lồng quá 4 vòng lặp hoặc 12 lớp"),
    ],
)
def test_a_template_that_would_multiply_is_refused(said: str, told: str) -> None:
    found = templates.faults(changed(standard(), "{{ trich_yeu }}", said))
    assert any(told in fault.message for fault in found) and len(found) <= 51


@pytest.mark.parametrize("said", ["{% ", "{{", "{{ x", "{# "])
def test_a_run_of_braces_that_nothing_closes_costs_no_more_than_its_length(said: str) -> None:
    content = changed(standard(), "{{ trich_yeu }}", said * 20_000)
    began = time.process_time()
    assert templates.faults(content)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "hidden",
    ["<w:del><w:r><w:delText>{{ trich_yeu }}</w:delText></w:r></w:del>", "<w:r><w:instrText>{</w:instrText></w:r>"],
)
def test_braces_that_no_page_shows_are_refused(hidden: str) -> None:
    (fault,) = templates.faults(changed(standard(), "<w:body>", f"<w:body><w:p>{hidden}</w:p>"))
    assert "ở phần không in ra" in fault.message


def test_a_template_is_small_where_a_paper_may_be_large() -> None:
    many = package(paragraph("a") * 15_000)
    assert len(docx_in.read(many).lines) == 15_000
    (fault,) = templates.faults(many)
    assert "quá dài" in fault.message


def test_whatever_the_filling_program_trips_over_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def trips(*_: Any, **__: Any) -> None:
        raise RecursionError

    monkeypatch.setattr("docxtpl.DocxTemplate.render", trips)
    assert [fault.place for fault in templates.faults(standard())] == ["cả mẫu"]
