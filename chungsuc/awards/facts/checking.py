"""The lines of a dossier's checks, each with what its examiners found, and what the rules say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.law.periods import show_day
from chungsuc.questions.together import rows_together

from ..models import Dossier, Finding
from ..models.appraisal import CONTENT, FORMAL, NTM
from ..rules.eligibility import NEEDS_HUMAN, RESULTS
from ..rules.naming import PROVINCE
from ..rules.rule_names import line_words
from .answering import UPHELD, answered_late, upheld_of, upheld_rows
from .dossiers import contents_of
from .eligibility import Eligibility, eligibility, eligibility_many

MET, NOT_MET = "met", "not_met"
NTM_UNITS = ("district", "commune", "village")
NTM_KEYS = ("assessment:", "recognition:")
NO_LIST = "Thành phần hồ sơ: chưa có quy định trong phần mềm; đối chiếu văn bản hướng dẫn"
MERIT = "Thành tích nêu trong hồ sơ đúng với giấy tờ, minh chứng"
NTM_LINE = "Kết quả xây dựng nông thôn mới nêu trong hồ sơ đúng với số liệu"
LONGEST = 300


@dataclass(frozen=True)
class CheckLine:
    """One line of a check. `result`: what the rules say of it ("" nothing); `said`: the last finding, None without.

    `needs_note`: whoever finds it met has to say what that rests on: no rule says it, or it is not in the dossier;
    `about`: the text of a criterion.
    """

    line: str
    said: Any = None
    result: str = ""
    reason: str = ""
    citation: Any = None
    needs_note: bool = False
    about: str = ""

    @property
    def words(self) -> str:
        """What is looked at, in words."""
        return line_words(self.line, self.about)

    @property
    def outcome(self) -> str:
        """Met, not met or undetermined; the rules' "not met" stands whatever an examiner found."""
        if self.result == NOT_MET:
            return NOT_MET
        if self.said is not None:
            return MET if self.said.met else NOT_MET
        return MET if self.result == MET else "undetermined"

    @property
    def result_words(self) -> str:
        """What the rules say, in words."""
        return RESULTS.get(self.result, "")


def last_findings(dossier: Dossier) -> dict[tuple[str, str], Any]:
    """The finding that holds on each (kind, line). One query."""
    return {(row.kind, row.line): row for row in Finding.objects.filter(dossier=dossier).order_by("pk")}


def eligibility_of(dossier: Dossier, day: date) -> Eligibility | None:
    """What the rules make of a received dossier, open cases as of `day`; None before it was received."""
    received = dossier.received_on
    if received is None:
        return None
    on = max(day, received)
    asked: dict[str, Any] = {"round": dossier.round, "but": dossier, "on": on, "merit_kind": dossier.merit_kind}
    return eligibility(dossier.subject, dossier.form, received, **asked)


def eligibilities(rows: Sequence[Any], day: date) -> dict[int, Eligibility]:
    """What the rules say of each dossier, by its id: the law of its receipt, open cases as of `day`. Fixed queries for
    each form, day of receipt and round among them."""
    groups: dict[tuple[str, date, int | None], list[Any]] = {}
    for row in rows:
        groups.setdefault((row.form, row.received_on, row.round_id), []).append(row)
    found: dict[int, Eligibility] = {}
    for (form, received, _), group in groups.items():
        subjects = list({row.subject_id: row.subject for row in group}.values())
        asked = {"round": group[0].round, "but": group, "on": max(day, received)}
        kinds = {row.subject_id: row.merit_kind for row in group}
        said = eligibility_many(subjects, form, received, merit_kinds=kinds, **asked)
        found |= {row.pk: said[row.subject_id] for row in group}
    return found


def formal_lines(dossier: Dossier, day: date, said: Mapping[tuple[str, str], Any]) -> tuple[CheckLine, ...]:
    """The components that the law of the day of receipt asks for; where it names none, one line about that."""
    contents = contents_of(dossier, day, offer=False)
    lines = [
        CheckLine(line, said.get((FORMAL, line)), reason=_there(one), needs_note=one.missing)
        for one in contents.components
        for line in [one.part[:LONGEST]]
    ]
    if contents.citation is None:
        reason = "; ".join(str(row.part) for row in contents.more) or "Chưa có giấy tờ nào trong hồ sơ."
        lines.append(CheckLine(NO_LIST, said.get((FORMAL, NO_LIST)), reason=reason, needs_note=True))
    return tuple(lines)


def _there(component: Any) -> str:
    return "Chưa có trong hồ sơ." if component.missing else f"Có {len(component.attached)} giấy tờ trong hồ sơ."


def content_lines(
    found: Eligibility | None, said: Mapping[tuple[str, str], Any], upheld: date | None = None
) -> tuple[CheckLine, ...]:
    """What is always looked at by a person, then every rule's own line, then that an objection was found right."""
    lines = [CheckLine(MERIT, said.get((CONTENT, MERIT)))]
    for one in found.lines if found else ():
        line = rule_line(one)
        lines.append(
            CheckLine(
                line, said.get((CONTENT, line)), one.result, one.reason, one.citation, one.result != MET, one.about
            )
        )
    if upheld is not None:
        reason = f"Ý kiến khi công khai được kết luận là đúng, trả lời ngày {show_day(upheld)}."
        lines.append(CheckLine(UPHELD, said.get((CONTENT, UPHELD)), NEEDS_HUMAN, reason, needs_note=True))
    return tuple(lines)


def content_of(dossier: Dossier, day: date, said: Mapping[tuple[str, str], Any]) -> tuple[CheckLine, ...]:
    """The lines of the content of one dossier as of `day`."""
    return content_lines(eligibility_of(dossier, day), said, upheld_of([dossier.pk]).get(dossier.pk))


def content_found(dossier: Dossier, day: date) -> tuple[CheckLine, ...]:
    """`content_of` with what was found on each line: one query beside those of the rules."""
    found = Finding.objects.filter(dossier=dossier).order_by("pk")
    told = rows_together({"said": found, "upheld": upheld_rows([dossier.pk])})
    said = {(row.kind, row.line): row for row in told["said"]}
    return content_lines(eligibility_of(dossier, day), said, dict(told["upheld"]).get(dossier.pk))


def rule_line(line: Any) -> str:
    """How a rule's line is called in the findings: its code, which stays when its words change."""
    return str(line.rule)[:LONGEST]


def ntm_lines(dossier: Dossier, said: Mapping[tuple[str, str], Any]) -> tuple[CheckLine, ...]:
    """The line that the coordination office answers for, with the results that the dossier rests on; none where nothing
    rests on a result of the programme. One query.
    """
    if dossier.body.kind != PROVINCE:
        return ()
    unit = dossier.subject.itself and dossier.subject.unit.kind in NTM_UNITS
    results = [f"{use.words}, năm {use.year}" for use in dossier.uses.all() if use.key.startswith(NTM_KEYS)]
    if not unit and not results:
        return ()
    told = "; ".join(results) or "Hồ sơ chưa chọn kết quả nào làm căn cứ; xem nội dung đề nghị"
    return (CheckLine(NTM_LINE, said.get((NTM, NTM_LINE)), reason=f"{told}."),)


def findable(dossier: Dossier, kind: str, day: date) -> tuple[CheckLine, ...]:
    """The lines of one kind of check on which something may be found on `day`."""
    said: dict[tuple[str, str], Any] = {}
    if kind == FORMAL:
        return formal_lines(dossier, dossier.received_on or dossier.drafted_on, said)
    if kind == NTM:
        return ntm_lines(dossier, said)
    return tuple(one for one in content_of(dossier, day, said) if answered_late(dossier.state, one.line))
