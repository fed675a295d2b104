"""What a dossier consists of by form and regime: what is required, what is held already, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.evidence.facts import DocumentFact, documents_asked
from chungsuc.law.citations import Citation
from chungsuc.law.pack_awards import DOSSIER, SHEET
from chungsuc.law.periods import show_day
from chungsuc.organisations.lineage import past_of
from chungsuc.questions.asking import Asking, answer, rows_of, together
from chungsuc.recognition.models import Case
from chungsuc.recognition.models.cases import SUBJECT as CASE
from chungsuc.rulebook.rule_facts import RuleFact, rules_under_asked

from ..models import AchievementUse, Dossier
from ..rules.naming import report_forms
from ..workflow.dossiers import ANNOUNCED, APPRAISED, AWARDED, CONTENT_STOPPED, DRAFT, FORMAL_STOPPED, FORWARDED, PASSED
from .file import EVIDENCE
from .law import Law, cited, law_asked

EDITABLE = (DRAFT, FORMAL_STOPPED, CONTENT_STOPPED)
"""States in which the unit has the dossier in hand: it writes and adds papers."""
FOUND_RIGHT = (APPRAISED, PASSED, ANNOUNCED, FORWARDED, AWARDED)
REPORT, COPIES = "báo cáo thành tích", "rule:copies_"
MANY = 40


@dataclass(frozen=True)
class Component:
    """One thing that the dossier has to contain. `sheet`: the form to be used for it; `attached`: what was put in."""

    part: str
    attached: tuple[Any, ...]
    sheet: str = ""

    @property
    def missing(self) -> bool:
        """Whether nothing was put in for it yet."""
        return not self.attached


@dataclass(frozen=True)
class Contents:
    """The components with the law they rest on. `expected`: not received yet, so the regime is today's and may change.

    `gaps`: which rules nobody has found, a sentence each. `more`: papers that no rule asks for. `offered`: documents
    that the system holds already and that one press puts in.
    """

    regime: str
    expected: bool
    components: tuple[Component, ...]
    more: tuple[Any, ...]
    copies: str
    gaps: tuple[str, ...]
    citation: Citation | None
    offered: tuple[DocumentFact, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is still missing."""
        return tuple(one.part for one in self.components if one.missing)


def contents_of(dossier: Dossier, day: date, *, offer: bool = True) -> Contents:
    """What the dossier has to contain and what is there. At most four queries; one without `offer`."""
    return answer(contents_asked(dossier, day, offer=offer))[1]


def contents_asked(dossier: Dossier, day: date, *, offer: bool = True) -> Asking[tuple[Law, Contents]]:
    """`contents_of`, and the law of the dossier's day, for whoever asks more in the same queries. One round, at most
    two more to `offer`, and one query where the dossier's uses are not in hand.
    """
    on = dossier.received_on or day
    papers = dossier.papers.filter(removed_on=None).select_related("document", "paper").order_by("pk")
    prefixes = (f"{DOSSIER}{dossier.form}", SHEET, COPIES)
    askings: list[Asking[Any]] = [law_asked(on), rules_under_asked(prefixes, on), rows_of(papers)]
    law, found, rows = yield from together(askings)
    held = (yield from _offered_asked(dossier, day)) if offer else ()
    return law, _contents(dossier, on, law, found, rows, held)


def _contents(
    dossier: Dossier, on: date, law: Law, found: dict[str, RuleFact], rows: list[Any], held: Iterable[DocumentFact]
) -> Contents:
    rule = found.get(f"{DOSSIER}{dossier.form}")
    parts = [*_parts(rule), *_needs(law, dossier)]
    sheet, gaps = _sheet(law, dossier, found), []
    if rule is None:
        gaps.append(f"Chưa có quy định về thành phần hồ sơ của hình thức này cho hồ sơ nhận ngày {show_day(on)}.")
    if not sheet:
        gaps.append(f"Chưa rõ mẫu báo cáo thành tích cho hồ sơ nhận ngày {show_day(on)}.")
    copies = _copies(dossier.form, found)
    if not copies:
        gaps.append("Chưa có quy định về số bộ hồ sơ của hình thức này.")
    components = tuple(
        Component(part, tuple(row for row in rows if row.part == part), sheet if part.startswith(REPORT) else "")
        for part in parts
    )
    more = tuple(row for row in rows if row.part not in parts)
    regime = str(law.regime.value["name"]) if law.regime else ""
    if law.regime is None:
        gaps.insert(0, f"Ngày {show_day(on)} không thuộc thời kỳ pháp luật khen thưởng nào đã ghi.")
    put_in = {row.document_id for row in rows}
    offered = tuple(one for one in held if one.id not in put_in)
    return Contents(
        regime,
        dossier.received_on is None,
        components,
        more,
        copies,
        tuple(gaps),
        cited(rule) if rule else None,
        offered,
    )


def _parts(rule: RuleFact | None) -> list[str]:
    return [str(name) for name in rule.value["documents"]] if rule else []


def _needs(law: Law, dossier: Dossier) -> list[str]:
    kind = law.subjects.get(dossier.subject.kind)
    return [str(name) for name in kind.value["needs"]] if kind else []


def _sheet(law: Law, dossier: Dossier, found: dict[str, RuleFact]) -> str:
    """The form of the report and what it is for, "" where nobody knows it."""
    kind = law.subjects.get(dossier.subject.kind)
    collective = kind is None or kind.value["as"] != "individual"
    codes = report_forms(dossier.merit_kind, collective=collective)
    rule = next((found[f"{SHEET}{code}"] for code in codes if f"{SHEET}{code}" in found), None)
    return f"{rule.value['name']}: {rule.value['use']}" if rule else ""


def _copies(form: str, found: dict[str, RuleFact]) -> str:
    code = form.lower()
    rule = found.get(f"{COPIES}{code}") or found.get(f"{COPIES}{code.rpartition('_')[0]}")
    return f"{rule.whole} {rule.unit}" if rule is not None and not rule.missing else ""


def _offered_asked(dossier: Dossier, day: date) -> Asking[list[DocumentFact]]:
    """The proofs of the achievements used, and the papers of the unit's own recognition. Two rounds."""
    ids = [str(use.achievement_id) for use in dossier.uses.all() if use.achievement_id]
    cases = Case.objects.none()
    if dossier.subject.itself:
        past = past_of(dossier.subject.unit_id)
        cases = Case.objects.filter(unit_id__in=past).order_by("-pk")[:MANY]
    askings: list[Asking[Any]] = [documents_asked(EVIDENCE, ids, day), rows_of(cases)]
    proofs, known = yield from together(askings)
    papers = yield from documents_asked(CASE, [str(case.pk) for case in known], day)
    every = [one for each in (*proofs.values(), *papers.values()) for one in each]
    return list({one.id: one for one in every}.values())[:MANY]


def claimed(dossier: Dossier, mine: Iterable[tuple[str, str, str]]) -> list[str]:
    """Which achievements (key, level, words) another standing dossier of the same level rests on, in sentences that
    name it. One query.
    """
    words = {(key, level): told for key, level, told in mine}
    others = AchievementUse.objects.filter(live=True, key__in={key for key, _ in words}).exclude(dossier=dossier)
    return [
        f"Thành tích «{words[use.key, use.level]}» đang làm căn cứ của hồ sơ số {use.dossier_id}; một thành tích chỉ "
        "khen một lần ở một cấp. Hãy bỏ thành tích này hoặc rút hồ sơ kia."
        for use in others.order_by("dossier_id", "id")
        if (use.key, use.level) in words
    ]


def higher_forms(law: Law, form: str) -> tuple[str, ...]:
    """The forms above one, as the pack orders them: a dossier for it may go on to these."""
    codes = [code for code, rule in law.forms.items() if not rule.value["outside"]]
    if form not in codes:
        return ()
    after = codes[codes.index(form) + 1 :]
    return tuple(code for code in after if law.forms[code].value["level"] in ("tinh", "nha_nuoc"))


def may_pass_up(dossier: Dossier, law: Law) -> str:
    """Why a dossier cannot be the ground of one for a higher form, in words; "" when it can. No query."""
    if dossier.state not in FOUND_RIGHT:
        return "Hồ sơ này chưa được thẩm định đạt nên chưa chuyển lên được. Hãy chờ kết luận thẩm định."
    if not higher_forms(law, dossier.form):
        return "Không có hình thức nào cao hơn hình thức của hồ sơ này."
    return ""
