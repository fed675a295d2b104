"""The tables of this room's pages."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse

from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell, number_cell

from .facts import HamletFact, SurveyFact
from .models import DRAWN, Survey
from .registry import levels
from .rules import Kind, Tally, percent

_SHARES = (
    Column("asked", "Hộ được hỏi", numeric=True, sortable=False),
    Column("answered", "Hộ đã nộp phiếu", numeric=True, sortable=False),
    Column("share", "Tỷ lệ tham gia", numeric=True, sortable=False, priority=1),
)


def survey_table(facts: Iterable[SurveyFact]) -> Table:
    """Surveys with their state and coverage."""
    names = levels()
    columns = [
        Column("unit", "Đơn vị", sortable=False),
        Column("level", "Mức", sortable=False),
        Column("year", "Năm", numeric=True, sortable=False),
        Column("state", "Tình trạng", sortable=False, priority=1),
        Column("closes", "Hạn cuối", sortable=False),
        *_SHARES[:2],
        Column("share", "Tỷ lệ tham gia", numeric=True, sortable=False),
    ]
    rows = [
        Row(
            {
                "unit": name_cell(fact.unit_name, reverse("survey", args=[fact.survey.pk])),
                "level": Cell(names.get(fact.survey.level, ("không rõ", ""))[0]),
                "year": Cell(str(fact.survey.year)),
                "state": Cell(f"{fact.state.shape} {fact.state.label}"),
                "closes": day_cell(fact.survey.closes_on),
                **_share(fact.coverage.asked, fact.coverage.answered, fact.coverage.share),
            }
        )
        for fact in facts
    ]
    empty = "Chưa có cuộc lấy ý kiến nào. Mặt trận Tổ quốc lập cuộc lấy ý kiến khi có hồ sơ đề nghị công nhận."
    return Table(columns, rows, "Các cuộc lấy ý kiến", empty=empty, hide_caption=True)


def coverage_table(fact: SurveyFact, may_open: bool) -> Table:
    """How many households of each hamlet were asked and have answered."""
    columns = [Column("hamlet", "Thôn", sortable=False), *_SHARES]
    rows = [
        Row(
            {
                "hamlet": name_cell(
                    one.name, reverse("survey_hamlet", args=[fact.survey.pk, one.id]) if may_open else ""
                ),
                **_share(one.coverage.asked, one.coverage.answered, one.coverage.share),
            }
        )
        for one in fact.hamlets
    ]
    whole = fact.coverage
    total = Row({"hamlet": Cell(whole.name), **_share(whole.asked, whole.answered, whole.share)}, total=True)
    return Table(columns, [*rows, total], "Tỷ lệ hộ tham gia theo thôn", hide_caption=True)


def result_table(kind: Kind, tallied: Sequence[Tally]) -> Table:
    """The answers of one kind of ballot, content by content."""
    columns = [
        Column("content", "Nội dung", sortable=False),
        Column("share", "Tỷ lệ hài lòng", numeric=True, sortable=False, priority=1),
        Column("yes", "Hài lòng", numeric=True, unit="phiếu", sortable=False),
        Column("no", "Chưa hài lòng", numeric=True, unit="phiếu", sortable=False),
        Column("none", "Không có ý kiến", numeric=True, unit="phiếu", sortable=False),
    ]
    rows = [
        Row(
            {
                "content": Cell(one.content.text),
                "share": Cell(percent(one.share) if one.share is not None else ""),
                **{key: number_cell(Decimal(getattr(one, key))) for key in ("yes", "no", "none")},
            }
        )
        for one in tallied
    ]
    return Table(columns, rows, kind.name)


def _share(asked: int, answered: int, share: Fraction | None) -> dict[str, Cell]:
    return {
        "asked": number_cell(Decimal(asked)),
        "answered": number_cell(Decimal(answered)),
        "share": Cell(percent(share) if share is not None else ""),
    }


def hamlet_line(survey: Survey, hamlet: HamletFact) -> str:
    """A hamlet as it is typed in the list."""
    line = f"{hamlet.name}; {hamlet.households}"
    return f"{line}; {hamlet.coverage.asked}" if survey.mode == DRAWN else line
