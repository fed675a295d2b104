"""What a changed row said and says, in words that a person reads in the journal."""

from datetime import date
from typing import Any

import pytest

from chungsuc.audit.changes import said
from chungsuc.criteria.models import Indicator
from chungsuc.rulebook.models import LegalDocument


@pytest.mark.parametrize(
    ("field", "before", "after", "words"),
    [
        ("title", "Kế hoạch", "", ("trích yếu: Kế hoạch", "trích yếu: trống")),
        (
            "status",
            "verified",
            "recalled",
            ("tình trạng: đã kiểm chứng", "tình trạng: ghi theo trí nhớ, chưa đối chiếu"),
        ),
        ("since", date(2022, 7, 13), None, ("hiệu lực từ: 13/07/2022", "hiệu lực từ: trống")),
        ("numbers_printed", ["137", "1337"], [], ("số như in: 137, 1337", "số như in: trống")),
    ],
)
def test_a_change_is_told_before_and_after(field: str, before: Any, after: Any, words: tuple[str, str]) -> None:
    assert said(LegalDocument(**{field: before}), {field: after}) == words


def test_yes_and_no_are_words() -> None:
    name = next(f for f in Indicator._meta.get_fields() if f.get_internal_type() == "BooleanField")
    label = name.verbose_name
    assert said(Indicator(**{name.name: True}), {name.name: False}) == (f"{label}: có", f"{label}: không")
