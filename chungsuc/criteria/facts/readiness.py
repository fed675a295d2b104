"""What is still missing before a report may be sent: every item with the place where it is mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..models import CheckReturn, Declared, Report
from ..plausibility import Doubt
from ..workflow import ANSWERED, COMPLETE, UNLOCKED
from .sheets import Sheet, as_rule, check_rules

SEX_WORDS = {"": "", "m": " (nam)", "f": " (nữ)"}


@dataclass(frozen=True)
class Missing:
    """One thing that stands against an act: the guard it belongs to, in words, and the criterion where it is mended."""

    guard: str
    text: str
    no: int | None = None
    indicator: str = ""
    is_error: bool = False  # a figure that stands there but cannot be right


@dataclass(frozen=True)
class Readiness:
    """Whether a report may be sent: what is missing, the errors among its figures, the warnings that ask a reason."""

    missing: tuple[Missing, ...]
    warnings: tuple[Doubt, ...]

    @property
    def ready(self) -> bool:
        return not self.missing


def readiness(
    sheet: Sheet, *, returns: Iterable[CheckReturn] = (), locked: str = "", answers: Mapping[int, str] | None = None
) -> Readiness:
    """What is missing. `returns`: the open ones of the district; `locked`: the sentence of a lock in force, if any.

    Warnings do not stand in `missing`: they ask for a reason in the act itself. One query.
    """
    missing = [Missing(UNLOCKED, locked)] if locked else []
    for indicator, sex in sheet.empty_places():
        text = f"Chỉ tiêu {indicator.code}{SEX_WORDS[sex]} {indicator.name}: chưa khai."
        missing.append(Missing(COMPLETE, text, indicator.criterion.no, indicator.code))
    found = sheet.doubts(as_rule(row) for row in check_rules(sheet.criteria_set).values())
    by_code = {indicator.code: indicator.criterion.no for indicator in sheet.indicators}
    missing += [
        Missing(COMPLETE, doubt.text, by_code.get(doubt.indicator), doubt.indicator, True)
        for doubt in found
        if doubt.blocks
    ]
    codes = {indicator.measure_id: indicator for indicator in sheet.indicators}
    for back in unanswered(returns, sheet.declared, answers or {}):
        at = codes.get(back.measure_id)
        text = f"Chỉ tiêu {at.code if at else ''}: bị trả lại, chưa sửa và chưa trả lời ({back.reason})."
        missing.append(Missing(ANSWERED, text, at.criterion.no if at else None, at.code if at else ""))
    return Readiness(tuple(missing), tuple(doubt for doubt in found if not doubt.blocks))


def unanswered(
    returns: Iterable[CheckReturn], declared: Mapping[tuple[int, str], Declared], answers: Mapping[int, str]
) -> list[CheckReturn]:
    """Those open returns whose value is still the one that came back and that have no answer in words."""
    return [
        back
        for back in returns
        if back.answered_at is None
        and not answers.get(back.pk, "").strip()
        and (back.document is not None or _unchanged(back, declared.get((back.measure_id, back.sex))))
    ]


def _unchanged(back: CheckReturn, row: Declared | None) -> bool:
    return row is None or row.pk == back.declared_id


def report_places(report: Report) -> str:
    """The report as the journal names it."""
    return f"{report.unit.code}/{report.set.code}/{report.year}"
