"""What decides stands first on the pages of eligibility, of a round and of a line; what is met is folded away."""

from collections.abc import Callable
from typing import Any

import pytest

from chungsuc.awards.eligibility_tables import in_groups
from chungsuc.awards.rules.eligibility import MET, NEEDS_HUMAN, NOT_MET, UNDETERMINED, Line
from chungsuc.awards.tests import proposing
from tests.province import Province


def line(result: str, rule: str = "form") -> Line:
    return Line(rule, result, "Vì sao.", "Điều 1")


def test_what_stands_in_the_way_comes_first_and_what_is_met_apart() -> None:
    lines = [line(MET, "form"), line(NEEDS_HUMAN), line(NOT_MET), line(MET, "regime"), line(UNDETERMINED)]
    still, met = in_groups(lines)
    assert [one.result for one in still] == [NOT_MET, UNDETERMINED, NEEDS_HUMAN]
    assert [one.rule for one in met] == ["form", "regime"]
    assert in_groups([]) == ([], [])


@pytest.mark.parametrize("met", [0, 2])
def test_a_line_of_a_round_tells_what_is_open_and_folds_what_is_met(
    province: Province, client_as: Callable[[Any], Any], settings: Any, met: int
) -> None:
    settings.TODAY = proposing.DAY.isoformat()
    made = proposing.line_of(proposing.round_of(), proposing.worthy())
    said = [
        {"rule": "quota", "result": UNDETERMINED, "reason": "Chưa có hạn mức.", "citation": "QĐ 587"},
        {"rule": "revoked", "result": NOT_MET, "reason": "Đã bị thu hồi.", "citation": ""},
        *[{"rule": "form", "result": MET, "reason": f"Có hình thức {n}.", "citation": ""} for n in range(met)],
    ]
    type(made).objects.filter(pk=made.pk).update(lines=said, outcome=NOT_MET)
    client = client_as(province.account("emulation"))
    page = client.get(f"/khen-thuong/dot/dong/{made.pk}/").content.decode()
    assert page.index("Đã bị thu hồi.") < page.index("Chưa có hạn mức.") and "<b>Hạn mức</b>" in page
    assert ("2 quy tắc đủ điều kiện</summary>" in page) == (met == 2)
    shown = client.get(f"/khen-thuong/dot/{made.round_id}/").content.decode()
    assert "Đã bị thu hồi." in shown and "Chưa có hạn mức." not in shown
