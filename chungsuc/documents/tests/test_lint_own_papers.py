"""The papers that this project makes give the linter nothing to say."""

from datetime import date

import pytest

from chungsuc.documents.facts import layout_on
from chungsuc.documents.lint_facts import lint_facts
from chungsuc.documents.rules.lint import lint
from chungsuc.documents.rules.lint_parts import taken_apart
from chungsuc.typesetting.docx_in import read
from chungsuc.typesetting.docx_out import write
from chungsuc.typesetting.tests.sample_papers import KINDS
from tests.province import Province


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_our_own_has_nothing_to_look_at(bare_province: Province, kind: str) -> None:
    made = KINDS[kind]
    sheet = made() if callable(made) else made
    text = read(write(sheet, layout_on(sheet.day or date(2024, 2, 5))))
    facts = lint_facts(sheet.day or date(2024, 2, 5))
    assert lint(text, facts) == []
    paper = taken_apart(text, facts.kinds)
    assert paper.day == sheet.day
    if sheet.kind_name and sheet.letterhead.body:
        assert paper.kind is not None and paper.kind.name.upper() == sheet.kind_name
    assert len(paper.bases) == len(sheet.bases) and len(paper.parts) == 1 + len(sheet.annexes) or kind == "phu-luc"
