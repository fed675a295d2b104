"""The tables of eligibility: lines of the rules, open cases, former awards."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import Person
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, outcome_cell

from .access import BARS
from .models import Bar
from .rules.eligibility import MET, NEEDS_HUMAN, RESULTS, Line
from .rules.matching import Former
from .rules.rule_names import OPEN, rule_words

SIGNS = {NEEDS_HUMAN: "undetermined"}
"""The sign of a result that is none of the three verdicts; its words tell it apart."""


def in_groups(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that decide, what stands in the way first; and those that are met, in their own order."""
    every = list(lines)
    order = [*RESULTS]
    still = sorted((one for one in every if one.result != MET), key=lambda one: order.index(one.result))
    return still, [one for one in every if one.result == MET]


def line_table(lines: Iterable[Line], title: str = "Từng quy tắc") -> Table:
    """What each rule says, with where it stands."""
    columns = [
        Column("rule", "Nội dung", sortable=False),
        Column("result", "Kết quả", sortable=False, priority=1),
        Column("reason", "Vì sao", sortable=False),
        Column("citation", "Căn cứ", sortable=False),
    ]
    rows = [
        Row(
            {
                "rule": Cell(rule_words(line.rule, line.about)),
                "result": outcome_cell(SIGNS.get(line.result, line.result), line.words.capitalize()),
                "reason": Cell(line.reason),
                "citation": Cell(line.citation),
            }
        )
        for line in lines
    ]
    return Table(columns, rows, title, hide_caption=True)


def lines_as_text(lines: Iterable[Line]) -> str:
    """The lines to copy into a letter, one a paragraph."""
    told = (
        f"{rule_words(line.rule, line.about)}: {line.words}. {line.reason} Căn cứ: {line.citation}." for line in lines
    )
    return "\n".join(told)


def bar_kind(bar: Bar) -> str:
    """The kind of an open case in words."""
    return OPEN.get(bar.kind, "việc đang làm rõ")


def bar_table(bars: Iterable[Bar], person: Person, day: date, *, whole: bool) -> Table:
    """Open cases; in part (that there is one, since when, from where) for who only keeps the file."""
    columns = [
        Column("since", "Từ ngày", sortable=False),
        Column("kind", "Việc", sortable=False, priority=1),
        Column("source", "Nguồn", sortable=False),
        Column("state", "Tình trạng", sortable=False),
    ]
    rows = []
    for bar in bars:
        what = (bar_kind(bar).capitalize(), bar.note) if whole else ("Có việc đang làm rõ", "")
        href = reverse("award_bar_lift", args=[bar.pk]) if person.may(BARS) and bar.lifted_on is None else ""
        lifted = f"{bar.lift_reason} ({bar.lift_paper}; {bar.lifted_by_name or bar.lifted_by})" if whole else ""
        state = Cell(_bar_state(bar, day), href, None, lifted if bar.lifted_on else "")
        cells = {"since": day_cell(bar.since), "kind": Cell(what[0], "", None, what[1]), "source": Cell(bar.source)}
        rows.append(Row({**cells, "state": state}))
    return Table(columns, rows, "Việc đang làm rõ", hide_caption=True, empty="Chưa ghi việc nào về đối tượng này.")


def _bar_state(bar: Bar, day: date) -> str:
    if bar.lifted_on:
        return f"đã gỡ ngày {show_day(bar.lifted_on)}"
    if bar.until and bar.until < day:
        return f"hết ngày {show_day(bar.until)}"
    return f"đang đứng, đến hết ngày {show_day(bar.until)}" if bar.until else "đang đứng"


def former_table(found: Sequence[Former], subject: Any, *, may: bool) -> Table:
    """Former awards that may be the subject's own, each with why it was found."""
    columns = [
        Column("on", "Ngày", sortable=False),
        Column("award", "Khen thưởng", sortable=False, priority=1),
        Column("name", "Tên trong văn bản", sortable=False),
        Column("why", "Vì sao nêu", sortable=False),
        Column("state", "Kết luận", sortable=False),
    ]
    rows = []
    for one in found:
        kind, _, number = one.award.key.partition(":")
        href = reverse("award_match", args=[subject.pk, kind, int(number)]) if may else ""
        told = "đã thu hồi, hủy bỏ" if one.award.revoked else "chưa kết luận"
        state = Cell("không tính" if one.dismissed else told, href, None, one.dismissed)
        rows.append(
            Row(
                {
                    "on": day_cell(one.award.decided_on),
                    "award": Cell(one.award.words),
                    "name": Cell(one.award.name if one.own or not subject.private or may else "không hiện tên"),
                    "why": Cell(one.why),
                    "state": state,
                }
            )
        )
    empty = "Không thấy khen thưởng nào của đối tượng này, của đơn vị cũ hay ghi theo tên giống."
    return Table(columns, rows, "Khen thưởng cũ", hide_caption=True, empty=empty)
