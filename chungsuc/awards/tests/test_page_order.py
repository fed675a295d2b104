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


def test_lines_of_a_round_are_marked_together_but_those_that_are_refused(
    province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = proposing.DAY.isoformat()
    round = proposing.round_of()
    good, bad = (proposing.line_of(round, proposing.worthy(name)) for name in ("Điểu A", "Điểu B"))
    type(bad).objects.filter(pk=bad.pk).update(outcome=NOT_MET)
    client, address = client_as(province.account("emulation")), f"/khen-thuong/dot/{round.pk}/"
    plain = client.get(address).content.decode()
    assert " checked" not in plain and "?danh_dau=1" in plain
    marked = client.get(f"{address}?danh_dau=1").content.decode()
    assert f'value="{good.pk}" checked' in marked and f'value="{bad.pk}">' in marked
    assert "Bỏ mọi dấu" in marked
