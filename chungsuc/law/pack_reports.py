"""Reading what is reported upward: `reports.yaml` becomes figures like every other rule of law.

Keys: `report:<kind>` (who reports, which sections, which figures are filled in) and `report-round:<code>` (the days of
one round of a kind).
"""

import re
from collections.abc import Iterator
from typing import Any

from .pack_law import stated
from .pack_nodes import Ledger
from .pack_rows import Row
from .pack_shapes import FigureShape, Pack, Place
from .pack_units import UNIT_KINDS

KIND, ROUND = "report:", "report-round:"
PROVINCE = "province"
# What the system fills in by itself, by the name of the group of figures; a group that no room offers stays away.
GROUPS = (
    "targets", "recognitions", "reports", "area", "own", "owned_criteria", "surveys",
    "tasks", "sponsorship", "contributions", "exemplars", "coverage", "scores",
)  # fmt: skip
# The figures of the whole province that an opening may name besides targets and recognitions.
WHOLE = frozenset(
    (
        "reports.asked", "reports.received", "reports.late",
        "tasks.plans", "tasks.targets", "tasks.registered", "tasks.done", "tasks.late", "scores.closed",
        "contributions.value", "contributions.money", "contributions.labour", "contributions.land",
        "contributions.unvalued",
        "exemplars.verified", "exemplars.found", "exemplars.copies", "exemplars.results",
        "coverage.pieces", "coverage.minutes", "coverage.exemplars",
    )
)  # fmt: skip
TOKEN = re.compile(r"\[\[([^\[\]]+)\]\]")
BLANKS = ("year", "next_year", "cut_off", "plan")
_BLANK = re.compile(r"\{([^{}]*)\}")


def read_reports(row: Row) -> tuple[FigureShape, ...]:
    """Every figure of reports.yaml."""
    kinds = row.rows("kinds", read_kind_of_report, required=True)
    return (*kinds, *row.rows("rounds", read_round, required=True))


def read_kind_of_report(row: Row) -> FigureShape:
    """A kind of report: its words, who reports, the sections to write and the figures to fill in."""
    code = row.text("code")
    value = {
        "name": row.text("label"),
        "title": _with_blanks(row, "title"),
        "milestone": row.text("milestone"),
        "upward": row.text_or("upward"),
        "receiver": row.text("receiver"),
        "programme": row.flag("programme"),
        "sent_to": row.texts("sent_to"),
        "recipients": row.texts("recipients"),
        "bases": row.texts("bases"),
        "reporters": row.rows("reporters", _read_reporters, required=True),
        "sections": row.rows("sections", _read_section, required=True),
        "figures": row.rows("figures", _read_groups, required=True),
    }
    return stated(row, f"{KIND}{code}", f"Loại báo cáo: {value['name']}", value)


def _read_reporters(row: Row) -> dict[str, Any]:
    """Kinds of units that report, while the last day of the report lies in these dates."""
    since, until = row.period()
    return {"kinds": _kinds(row, "kinds"), "since": since.isoformat(), "until": until.isoformat() if until else ""}


def _read_section(row: Row) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "heading": _with_blanks(row, "heading"),
        "question": row.text("question"),
        "opening": _with_blanks(row, "opening") if row.find("opening") else "",
        "required": row.flag("required"),
    }


def _read_groups(row: Row) -> dict[str, Any]:
    """The groups of figures that are filled in for some kinds of units; `province` is the province's own report."""
    groups = row.texts("groups")
    for group in groups:
        if group not in GROUPS:
            row.refuse(f"Nhóm số liệu “{group}” không dùng được; chọn trong: {', '.join(GROUPS)}.", row.find("groups"))
    return {"for": _kinds(row, "for"), "groups": groups}


def _kinds(row: Row, key: str) -> tuple[str, ...]:
    kinds = row.texts(key)
    if not kinds:
        row.refuse(f"Thiếu “{key}”; ghi các loại đơn vị.")
    for kind in kinds:
        if kind not in UNIT_KINDS:
            row.refuse(f"Loại đơn vị “{kind}” không dùng được; chọn trong: {', '.join(UNIT_KINDS)}.", row.find(key))
    return kinds


def _with_blanks(row: Row, key: str) -> str:
    text = row.text(key)
    for blank in _BLANK.findall(text):
        if blank not in BLANKS:
            known = ", ".join(f"{{{one}}}" for one in BLANKS)
            row.refuse(f"Không có chỗ trống {{{blank}}}; chọn trong: {known}.", row.find(key))
    return text


def read_round(row: Row) -> FigureShape:
    """One round of a kind: the day it opens, the last day for units, and the day to which its figures speak."""
    opens_on, due, cut_off = row.day("opens_on"), row.day("due"), row.day("cut_off")
    year = row.integer("year")
    if due < opens_on:
        row.refuse(
            f"Hạn gửi {due:%d/%m/%Y} trước ngày mở {opens_on:%d/%m/%Y}; xem lại opens_on và due.", row.find("due")
        )
    if cut_off < opens_on:
        row.refuse(
            f"Ngày chốt {cut_off:%d/%m/%Y} trước ngày mở {opens_on:%d/%m/%Y}; xem lại opens_on và cut_off.",
            row.find("cut_off"),
        )
    if year != cut_off.year:
        row.refuse(
            f"Ngày chốt {cut_off:%d/%m/%Y} không thuộc năm {year}; xem lại year và cut_off.", row.find("cut_off")
        )
    value = {
        "name": row.text("label"),
        "kind": row.text("kind"),
        "year": year,
        "opens_on": opens_on.isoformat(),
        "due": due.isoformat(),
        "cut_off": cut_off.isoformat(),
        "award_round": row.text_or("award_round"),
    }
    return stated(row, f"{ROUND}{row.text('code')}", f"Kỳ báo cáo: {value['name']}", value)


def check_reports(pack: Pack, ledger: Ledger) -> None:
    """Kinds name milestones, bodies and figures that exist; rounds name a kind; nothing is said twice."""
    kinds = {f.key.removeprefix(KIND): f for f in pack.figures if f.key.startswith(KIND)}
    rounds = [f for f in pack.figures if f.key.startswith(ROUND)]
    milestones = {milestone.code for milestone in pack.milestones}
    units = {unit.code for unit in pack.units}
    for shape in kinds.values():
        for code in (shape.value["milestone"], shape.value["upward"]):
            if code and code not in milestones:
                ledger.error(_at(ledger, shape.place, code), f"Kế hoạch không có mốc mã “{code}”; sửa mã.")
        if shape.value["receiver"] not in units:
            code = shape.value["receiver"]
            ledger.error(_at(ledger, shape.place, code), f"Không có đơn vị mã “{code}”; sửa mã.")
        for place, what in _faults_of_sections(shape, pack, ledger):
            ledger.error(place, what)
    seen: dict[tuple[str, int], Place] = {}
    for shape in rounds:
        kind, year = shape.value["kind"], shape.value["year"]
        if kind not in kinds:
            ledger.error(_at(ledger, shape.place, kind), f"Không có loại báo cáo mã “{kind}”; sửa mã.")
        if (kind, year) in seen:
            ledger.error(
                shape.place, f"Năm {year} đã có kỳ báo cáo loại này ở dòng {seen[kind, year].line}; bỏ một dòng."
            )
        seen.setdefault((kind, year), shape.place)


def _faults_of_sections(shape: FigureShape, pack: Pack, ledger: Ledger) -> Iterator[tuple[Place, str]]:
    targets = {target.code for target in pack.targets}
    levels = {level.code for level in pack.levels}
    seen: set[str] = set()
    for section in shape.value["sections"]:
        if section["code"] in seen:
            yield shape.place, f"Mã mục “{section['code']}” dùng hai lần trong một loại báo cáo; đặt mã khác."
        seen.add(section["code"])
        for token in TOKEN.findall(section["opening"]):
            if not _known(token, targets, levels):
                found = (
                    at
                    for (_, said), at in ledger.said.items()
                    if f"[[{token}]]" in said and at.file == shape.place.file
                )
                yield next(found, shape.place), f"Không có số liệu “{token}” để điền; sửa tên trong [[…]]."


def _known(token: str, targets: set[str], levels: set[str]) -> bool:
    head, _, rest = token.partition(".")
    if head == "target":
        code, _, part = rest.partition(".")
        return code in targets and part in ("", "planned", "of")
    if head == "recognitions":
        return rest in levels
    return token in WHOLE


def _where(ledger: Ledger, row: Place, part: str) -> Place:
    """The line of the text of a file that holds a part."""
    found = (at for (_, said), at in ledger.said.items() if part in said and at.file == row.file)
    return next(found, row)


def _at(ledger: Ledger, row: Place, text: str) -> Place:
    return ledger.said.get((row, text), row)
