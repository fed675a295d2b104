"""The journal speaks to people: what an act was about, and from which state to which."""

import re
from pathlib import Path
from typing import Any

import pytest

import chungsuc
from chungsuc.audit.actions import record
from chungsuc.audit.models import Entry
from chungsuc.reports.facts.journal import SUBJECTS, lines


def test_everything_that_acts_are_about_has_a_word_for_people() -> None:
    sources = (p for p in Path(chungsuc.__file__).parent.rglob("*.py") if "tests" not in p.parts)
    named = {kind for path in sources for kind in re.findall(r'subject_type="([a-z.]+)"', path.read_text())}
    assert named and not named - set(SUBJECTS)


STATES: dict[str, tuple[str, str, str]] = {
    "a case": ("recognition.case", "assessing", "“đang tự đánh giá”"),
    "a report": ("criteria.report", "verifying", "“các cơ quan đang thẩm định”"),
    "a part of a report": ("criteria.report", "waiting", "“chờ thẩm định”"),
    "a session": ("councils.session", "convened", "“đã triệu tập”"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", STATES)
def test_a_state_is_told_by_its_label(name: str) -> None:
    kind, code, label = STATES[name]
    given: dict[str, Any] = {"actor": "an", "subject_type": kind, "subject_id": "1", "subject_label": "thử"}
    record("recognition.case_step", **given, details={"from": code, "to": code})
    [line] = lines(Entry.objects.order_by("-seq")[:1])
    assert line.details == (("từ", label), ("thành", label))
