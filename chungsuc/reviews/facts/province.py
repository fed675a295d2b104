"""The province's text: what the pack begins with, the units' paragraphs with their origin, the officer's edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..models import ReportRound, ReportVersion, RoundEvent, SectionEdit
from ..outline import AnyRound, Reporter, reporters_of
from ..registry import Fact
from ..rules import TOKEN, Kind, Section, filled
from ..workflow import PROVINCE_ACTS
from .reports import Told, newest_versions


@dataclass(frozen=True)
class Origin:
    """A paragraph that a unit wrote, and the version of its report that it stands in."""

    reporter: Reporter
    version_id: int
    text: str

    @property
    def marked(self) -> str:
        """The paragraph with its origin before it. Its own brackets never become a reference to a figure."""
        return f"[{self.reporter.name}] {self.text.replace('[[', '[ [')}"


@dataclass(frozen=True)
class SectionText:
    """A section of the province's report: its text with references to figures, and where the text comes from."""

    section: Section
    heading: str
    text: str
    origins: Sequence[Origin]
    edit: SectionEdit | None

    @property
    def unmerged(self) -> Sequence[Origin]:
        """Paragraphs that arrived, or were sent anew, after the officer edited the section."""
        if self.edit is None:
            return ()
        return [one for one in self.origins if one.version_id not in self.edit.merged]

    @property
    def with_unmerged(self) -> str:
        """The text with those paragraphs put at its end."""
        return "\n".join([self.text, *(one.marked for one in self.unmerged)]).strip()


@dataclass(frozen=True)
class Segment:
    """A piece of a paragraph; a figure has its key, an address and a name."""

    text: str
    href: str = ""
    label: str = ""


def sections_of(round: AnyRound, kind: Kind, plan_name: str) -> list[SectionText]:
    """Every section of the province's report. Three queries; none for a round that was never opened."""
    words = {"year": round.year, "cut_off": round.cut_off, "plan": plan_name}
    edits: dict[str, SectionEdit] = {}
    versions: Mapping[int, ReportVersion] = {}
    reporters: list[Reporter] = []
    if isinstance(round, ReportRound) and round.pk is not None:
        edits = {row.section: row for row in SectionEdit.objects.filter(round=round).newest()}
        versions, reporters = newest_versions(round), reporters_of(round, kind)
    return [_section(section, words, edits.get(section.code), versions, reporters) for section in kind.sections]


def _section(
    section: Section,
    words: Mapping[str, Any],
    edit: SectionEdit | None,
    versions: Mapping[int, ReportVersion],
    reporters: Sequence[Reporter],
) -> SectionText:
    origins = [
        Origin(one, versions[one.unit_id].pk, text)
        for one in reporters
        if one.unit_id in versions and (text := str(versions[one.unit_id].texts.get(section.code, "")).strip())
    ]
    merged = "\n".join([filled(section.opening, **words), *(one.marked for one in origins)]).strip()
    return SectionText(section, filled(section.heading, **words), edit.text if edit else merged, origins, edit)


def segments(text: str, facts: Mapping[str, Fact]) -> list[list[Segment]]:
    """A text by paragraphs, every figure apart from the words around it."""
    return [_segments(line.strip(), facts) for line in text.split("\n") if line.strip()]


def _segments(line: str, facts: Mapping[str, Fact]) -> list[Segment]:
    found, at = [], 0
    for token in TOKEN.finditer(line):
        if token.start() > at:
            found.append(Segment(line[at : token.start()]))
        fact = facts.get(token[1].strip())
        found.append(Segment(fact.text, fact.href, fact.label) if fact else Segment("(chưa có số)"))
        at = token.end()
    return [*found, Segment(line[at:])] if at < len(line) else found


def names_of(facts: Sequence[Fact]) -> dict[str, str]:
    """What people call each figure in a text, by key; two that share a name are told apart by their key's end."""
    seen: dict[str, str] = {}
    for fact in facts:
        taken = set(seen.values())
        seen[fact.key] = fact.label if fact.label not in taken else f"{fact.label} ({fact.key.rsplit('.', 1)[-1]})"
    return seen


def history_of_province(round: ReportRound) -> list[Told]:
    """The steps of the province's report, the newest first. One query."""
    rows = RoundEvent.objects.filter(round=round).order_by("-seq")
    return [Told(row.on, PROVINCE_ACTS[row.act].label, row.by_name or row.by, row.reason, row.paper) for row in rows]
