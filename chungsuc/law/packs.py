"""Reading a pack: a folder of YAML files becomes one frozen `Pack`, and everything wrong on the way a finding.

What a pack contains and what its figures mean stands in `pack_shapes`; whether its parts agree with each other is
asked by `pack_checks`. Reading never raises on what a file says.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .pack_awards import read_awards
from .pack_duties import (
    read_audience,
    read_instruction,
    read_launch,
    read_milestone,
    read_phase,
    read_subject,
)
from .pack_entry import read_checks
from .pack_evidence import read_kind, read_proofs
from .pack_law import read_days_off, read_document, read_figure, read_level, read_published
from .pack_nodes import Ledger, read_yaml
from .pack_papers import read_papers
from .pack_plan import Heading, read_heading, read_target
from .pack_reports import read_reports
from .pack_rows import Row, file_row
from .pack_scoring import read_scoring
from .pack_sets import read_set
from .pack_shapes import Pack, PackReading, Place, UnitShape, unknown_region
from .pack_units import (
    AttributeRule,
    read_attribute,
    read_event,
    read_group,
    read_owners,
    read_under,
    read_unit,
    with_attributes,
)
from .pack_words import read_words


@dataclass
class Parts:
    """What has been read so far: `found` under the names of `Pack`'s fields."""

    heading: Heading | None = None
    readable: Heading | None = None
    found: dict[str, tuple] = field(default_factory=dict)
    rules: tuple[AttributeRule, ...] = ()

    def add(self, name: str, shapes: tuple) -> None:
        self.found[name] = self.found.get(name, ()) + shapes

    @property
    def units(self) -> dict[str, UnitShape]:
        return {unit.code: unit for unit in self.found.get("units", ())}


def _take_heading(parts: Parts, row: Row) -> None:
    parts.readable = read_heading(row)
    parts.heading = None if row.broken else parts.readable


def _take_documents(parts: Parts, row: Row) -> None:
    parts.add("documents", row.rows("documents", read_document, required=True))


def _take_units(parts: Parts, row: Row) -> None:
    parts.add("units", row.rows("units", read_unit))
    parts.add("units", read_under(row, "communes", "commune"))
    parts.rules += row.rows("attributes", read_attribute)


def _take_bodies(parts: Parts, row: Row) -> None:
    parts.add("units", read_under(row, "bodies"))


def _take_events(parts: Parts, row: Row) -> None:
    parts.add("events", row.rows("events", read_event, required=True))


def _take_groups(parts: Parts, row: Row) -> None:
    units = parts.units
    parts.add("groups", row.rows("groups", lambda item: read_group(item, units), required=True))


def _take_owners(parts: Parts, row: Row) -> None:
    units, events = parts.units, parts.found.get("events", ())
    for owners in row.rows("sets", lambda item: read_owners(item, units, events), required=True):
        parts.add("owners", owners)


def _take_levels(parts: Parts, row: Row) -> None:
    parts.add("levels", row.rows("levels", read_level, required=True))


def _take_set(parts: Parts, row: Row) -> None:
    shape, figures = read_set(row, parts.heading.regions if parts.heading else {})
    parts.add("figures", figures)
    parts.add("sets", (shape,) if shape else ())


def _take_plan(parts: Parts, row: Row) -> None:
    targets = row.rows("targets", read_target, required=True)
    parts.add("targets", tuple(target for target, _ in targets))
    parts.add("figures", tuple(figure for _, figure in targets))
    parts.add("subjects", row.rows("subjects", read_subject))
    parts.add("milestones", row.rows("milestones", read_milestone))


def _take_duties(parts: Parts, row: Row) -> None:
    parts.add("audiences", row.rows("audiences", read_audience, required=True))
    parts.add("instructions", row.rows("instructions", read_instruction))
    parts.add("launches", row.rows("launches", read_launch))
    parts.add("phases", row.rows("phases", read_phase))


def _take_figures(parts: Parts, row: Row) -> None:
    parts.add("figures", row.rows("figures", read_figure, required=True))


def _take_awards(parts: Parts, row: Row) -> None:
    parts.add("figures", read_awards(row))


def _take_scoring(parts: Parts, row: Row) -> None:
    parts.add("figures", read_scoring(row))


def _take_papers(parts: Parts, row: Row) -> None:
    parts.add("figures", read_papers(row))


def _take_reports(parts: Parts, row: Row) -> None:
    parts.add("figures", read_reports(row))


def _take_calendar(parts: Parts, row: Row) -> None:
    parts.add("days_off", read_days_off(row))


def _take_evidence(parts: Parts, row: Row) -> None:
    parts.add("kinds", row.rows("kinds", read_kind, required=True))
    for proofs in row.rows("proofs", read_proofs):
        parts.add("proofs", proofs)


def _take_published(parts: Parts, row: Row) -> None:
    parts.add("published", row.rows("published", read_published, required=True))


def _take_words(parts: Parts, row: Row) -> None:
    parts.add("figures", read_words(row))


def _take_checks(parts: Parts, row: Row) -> None:
    for checks in row.rows("sets", read_checks, required=True):
        parts.add("checks", checks)


# In reading order: a file may speak of what stands above it.
FILES: tuple[tuple[str, Callable[[Parts, Row], None]], ...] = (
    ("pack.yaml", _take_heading),
    ("documents.yaml", _take_documents),
    ("units.yaml", _take_units),
    ("units_*.yaml", _take_units),
    ("bodies.yaml", _take_bodies),
    ("events.yaml", _take_events),
    ("groups.yaml", _take_groups),
    ("owners.yaml", _take_owners),
    ("levels.yaml", _take_levels),
    ("criteria/*.yaml", _take_set),
    ("plan.yaml", _take_plan),
    ("duties.yaml", _take_duties),
    ("rules.yaml", _take_figures),
    ("awards.yaml", _take_awards),
    ("resources.yaml", _take_figures),
    ("budget.yaml", _take_figures),
    ("scoring.yaml", _take_scoring),
    ("papers.yaml", _take_papers),
    ("reports.yaml", _take_reports),
    ("calendar.yaml", _take_calendar),
    ("evidence.yaml", _take_evidence),
    ("published.yaml", _take_published),
    ("checks.yaml", _take_checks),
    ("words.yaml", _take_words),
)
REQUIRED = ("pack.yaml", "documents.yaml", "units.yaml", "levels.yaml", "plan.yaml")


def read_pack(folder: Path) -> PackReading:
    """Reads every file of a pack's folder. The pack is None when a file or a row had to be left out.

    Whoever loads a pack refuses it while `reading.errors` is not empty: a stray key leaves the pack whole, yet wrong.
    """
    ledger = Ledger()
    parts = Parts()
    read: list[str] = []
    for pattern, take in FILES:
        for name in _names(folder, pattern):
            read.append(name)
            _read_file(folder, name, ledger, parts, take)
    _refuse_strangers(folder, read, ledger)
    _check_rules(parts, ledger)
    readable = _pack(parts, parts.readable, read) if parts.readable else None
    pack = None if ledger.unusable or parts.heading is None else readable
    findings = tuple(sorted(ledger.findings, key=lambda finding: (finding.file, finding.line)))
    return PackReading(pack, findings, readable, ledger.said, frozenset(ledger.codes))


def _names(folder: Path, pattern: str) -> list[str]:
    there = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))
    return there or ([pattern] if pattern in REQUIRED else [])


def _read_file(folder: Path, name: str, ledger: Ledger, parts: Parts, take: Callable[[Parts, Row], None]) -> None:
    node = read_yaml(folder, name, ledger)
    if node is not None:
        row = file_row(node, ledger)
        take(parts, row)
        row.close()


def _refuse_strangers(folder: Path, read: list[str], ledger: Ledger) -> None:
    """A misspelled file name would silently drop a part of the law."""
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder).as_posix()
        if name not in read:
            ledger.error(Place(name, 1), "Gói dữ liệu không có tệp tên này; sửa tên tệp hoặc chuyển ra khỏi thư mục.")


def _check_rules(parts: Parts, ledger: Ledger) -> None:
    """An attribute rule names units that exist and speaks of at least one."""
    units = parts.units
    regions = parts.heading.regions if parts.heading else {}
    for rule in parts.rules:
        for code in (code for code in rule.units if code not in units and code not in ledger.codes):
            place = ledger.said.get((rule.place, code), rule.place)
            ledger.error(place, f"Không có đơn vị mã “{code}”; sửa mã hoặc bổ sung đơn vị này.")
        if rule.key == "region" and parts.heading and rule.value not in regions:
            place = ledger.said.get((rule.place, rule.value), rule.place)
            ledger.error(place, unknown_region(rule.value))
        if not any(rule.fits(unit) for unit in units.values()):
            ledger.say(
                rule.place, "warning", f"Thuộc tính {rule.key} không rơi vào đơn vị nào; xem lại điều kiện hoặc bỏ."
            )


def _pack(parts: Parts, heading: Heading, read: list[str]) -> Pack:
    found = dict(parts.found)
    found["units"] = with_attributes(found.get("units", ()), parts.rules)
    return Pack(
        code=heading.code,
        name=heading.name,
        short_name=heading.short_name,
        province=heading.province,
        plan_document=heading.plan_document,
        since=heading.since,
        until=heading.until,
        files=tuple(read),
        samples=heading.samples,
        regions=heading.regions,
        **found,
    )
