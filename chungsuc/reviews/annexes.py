"""The annexes of the province's report: the room's own tables, then those of the rooms that offer some."""

from collections.abc import Iterator

from django.urls import reverse

from chungsuc.law.periods import show_day

from .asking import UNKNOWN, Amount, Asking, dated, whole
from .lateness import reasons_of
from .registry import AnnexColumn, AnnexTable, Fact, annexes
from .rules import STANDINGS

MARKS = {"met": "●", "not_met": "○", "undetermined": "◌"}
SIGNS = {"met": "●", "overdue": "▲"}


def tables(asking: Asking) -> Iterator[AnnexTable]:
    """The annexes of the province's report: the room's own, then those of the rooms that offer some."""
    yield _targets_table(asking)
    if (table := _criteria_table(asking)) is not None:
        yield table
    yield _recognitions_table(asking)
    yield _reporters_table(asking)
    yield from annexes(asking.asked)


def _targets_table(asking: Asking) -> AnnexTable:
    facts = {fact.key: fact for fact in asking.target_facts()}
    columns = (
        AnnexColumn("STT", 0.6, "centre"),
        AnnexColumn("Chỉ tiêu của kế hoạch", 2.4),
        AnnexColumn("Kế hoạch", 0.8, "right"),
        AnnexColumn("Thực hiện", 0.9, "right"),
        AnnexColumn("Đơn vị tính", 0.9),
        AnnexColumn("Đánh giá", 1.1),
    )
    rows = [
        (
            str(number),
            item.name,
            facts[f"target.{item.code}.planned"],
            facts[f"target.{item.code}"],
            item.unit,
            f"{item.outcome.shape} {item.outcome.label}",
        )
        for number, item in enumerate(asking.targets, 1)
    ]
    return AnnexTable("targets", "Kết quả thực hiện các chỉ tiêu của kế hoạch", columns, rows)


def _criteria_table(asking: Asking) -> AnnexTable | None:
    results, tree = asking.results, asking.readings.tree(asking.day)
    if results is None:
        return None
    numbers = sorted(asking.criteria)
    columns = [AnnexColumn("STT", 0.8, "centre"), AnnexColumn("Xã", 2.6), AnnexColumn("Huyện", 2.2)]
    columns += [AnnexColumn("Số TC đạt", 0.9, "right"), *(AnnexColumn(str(no), 0.6, "centre") for no in numbers)]
    rows: list[list[str | Fact]] = []
    for number, unit in enumerate(tree.ntm_communes, 1):
        said, counts = asking.verdicts.get(unit.id, {}), results.by_unit.get(unit.id)
        district = tree.district_of(unit)
        href = dated(reverse("unit", args=[unit.code]), asking.day)
        met: Amount = whole(counts[0]) if counts else (None, UNKNOWN)
        fact = Fact(
            f"commune.{unit.code}.met", f"{unit.name}: số tiêu chí đạt", *met, "", asking.said_of(results), href
        )
        marks = [MARKS.get(said.get(no, "undetermined"), "◌") for no in numbers]
        rows.append([str(number), unit.name, district.name if district else "", fact, *marks])
    title = f"Kết quả thực hiện tiêu chí của các xã năm {results.year} ({results.set.name})"
    note = "● đạt; ○ chưa đạt; ◌ chưa đủ căn cứ. Cột số là số thứ tự tiêu chí."
    return AnnexTable("criteria", title, columns, rows, note, landscape=True)


def _recognitions_table(asking: Asking) -> AnnexTable:
    signed = [entry for entry in asking.readings.in_force(asking.day) if entry.signed_on.year == asking.round.year]
    columns = (
        AnnexColumn("STT", 0.6, "centre"),
        AnnexColumn("Đơn vị", 1.8),
        AnnexColumn("Mức công nhận", 2.0),
        AnnexColumn("Số quyết định", 1.4),
        AnnexColumn("Ngày ký", 1.0),
        AnnexColumn("Cho năm", 0.7, "centre"),
    )
    lives = asking.readings.lives
    rows = [
        (
            str(number),
            lives[entry.unit_id].on(asking.day).name if entry.unit_id in lives else "",
            entry.level.name,
            entry.decision_number,
            show_day(entry.signed_on),
            str(entry.for_year),
        )
        for number, entry in enumerate(sorted(signed, key=lambda e: (e.signed_on, e.pk)), 1)
    ]
    return AnnexTable("recognitions", f"Các đơn vị được công nhận trong năm {asking.round.year}", columns, rows)


def _reporters_table(asking: Asking) -> AnnexTable:
    columns = (
        AnnexColumn("STT", 0.6, "centre"),
        AnnexColumn("Đơn vị", 2.4),
        AnnexColumn("Hạn gửi", 1.2),
        AnnexColumn("Ngày gửi", 1.2),
        AnnexColumn("Tình trạng", 1.4),
        AnnexColumn("Lý do của đơn vị", 2.0),
    )
    why = reasons_of(asking.round.code, asking.day)
    rows = []
    for number, one in enumerate(asking.reporters, 1):
        on, state = asking.sent.get(one.unit_id), asking.standing_of(one.unit_id)
        words, sign = STANDINGS[state]
        shape = SIGNS.get(sign, "◌")
        sent, told = show_day(on) if on else "", why.get(one.unit_id, "")
        due = show_day(asking.later.get(one.unit_id, asking.round.due))
        rows.append((str(number), one.name, due, sent, f"{shape} {words}", told))
    return AnnexTable("reporters", "Tình hình gửi báo cáo của các đơn vị", columns, rows)
