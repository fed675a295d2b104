"""Exemplars and what the media told of the movement: counts and lists, never a person's name."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.urls import reverse

from chungsuc.exemplars.facts import ExemplarFact, QuarterTable, coverage_by_quarter, exemplars_of
from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.organisations.facts import UnitTree, tree_on
from chungsuc.organisations.heirs import heirs_on

from ..registry import AnnexColumn, AnnexTable, Asked, Fact

NO_NAMES = "Cá nhân, hộ gia đình không nêu tên ở bảng này: việc đồng ý nêu tên có thể rút lại."


def _exemplars(asked: Asked) -> list[ExemplarFact]:
    return asked.once("exemplars", lambda: exemplars_of(asked.day))


def _count(key: str, label: str, count: Decimal | int, measure: str, source: str, href: str) -> Fact:
    return Fact(key, label, Decimal(count), show_decimal(Decimal(count)), measure, source, href)


def _told(found: Iterable[ExemplarFact], asked: Asked) -> Iterator[Fact]:
    kept = list(found)
    href, source = reverse("exemplars"), f"Sổ điển hình đã xác minh, tính đến {show_day(asked.day)}."
    new = sum(one.found_on.year == asked.year for one in kept)
    copies, results = sum(one.copies for one in kept), sum(one.results for one in kept)
    yield _count("exemplars.verified", "Điển hình đã xác minh", len(kept), "điển hình", source, href)
    yield _count("exemplars.found", "Điển hình phát hiện trong năm", new, "điển hình", source, href)
    yield _count("exemplars.copies", "Nơi đã học, làm theo", copies, "nơi", source, href)
    yield _count("exemplars.results", "Nơi làm theo đã có kết quả", results, "nơi", source, href)


def exemplar_figures(asked: Asked) -> Mapping[int, tuple[Fact, ...]]:
    """The exemplars in each unit and the units below it, as placed on the day. Six queries at most."""
    tree, heirs = tree_on(asked.day), heirs_on(asked.day)
    at: dict[int, list[ExemplarFact]] = {}
    for one in _exemplars(asked):
        holder = heirs.of(one.unit_id, one.unit_until)
        for pk in _above(tree, holder):
            at.setdefault(pk, []).append(one)
    return {pk: tuple(_told(at.get(pk, ()), asked)) for pk in asked.unit_ids}


def _above(tree: UnitTree, unit_id: int | None) -> Iterator[int]:
    """The unit and those above it; a unit outside of the tree stands alone."""
    if unit_id is None:
        return
    yield unit_id
    if unit_id in tree.units:
        yield from (unit.id for unit in tree.above(unit_id) if unit.id != unit_id)


def province_exemplars(asked: Asked) -> Iterator[Fact]:
    """All exemplars that stood verified on the day. One query."""
    yield from _told(_exemplars(asked), asked)


def exemplars_annex(asked: Asked) -> Iterator[AnnexTable]:
    """The exemplars that stood verified on the day, the newest first. One query."""
    columns = (
        AnnexColumn("STT", 0.6, "centre"), AnnexColumn("Điển hình", 2.0), AnnexColumn("Việc làm được", 2.6),
        AnnexColumn("Nơi", 1.6), AnnexColumn("Xác minh ngày", 1.1), AnnexColumn("Tin, bài", 0.7, "right"),
        AnnexColumn("Nơi làm theo", 0.9, "right"), AnnexColumn("Đã có kết quả", 0.9, "right"),
    )  # fmt: skip
    rows: list[list[str | Fact]] = []
    source = f"Sổ điển hình, tính đến {show_day(asked.day)}."
    for one in _exemplars(asked):
        key, name = f"exemplar.{one.number}", f"Điển hình số {one.number}"
        counts = (("told", "tin, bài", one.told), ("copies", "nơi làm theo", one.copies),
                  ("results", "nơi làm theo đã có kết quả", one.results))  # fmt: skip
        cells = [_count(f"{key}.{part}", f"{name}: {label}", n, "", source, one.href) for part, label, n in counts]
        on = show_day(one.verified_on) if one.verified_on else ""
        rows.append([str(len(rows) + 1), f"Số {one.number}: {one.public_label}", one.title, one.unit_name, on, *cells])
    yield AnnexTable("exemplars", "Điển hình tiên tiến, mô hình, cách làm hay", columns, rows, NO_NAMES, landscape=True)


def _media(asked: Asked) -> QuarterTable:
    return asked.once("coverage", lambda: coverage_by_quarter(asked.year, until=asked.day))


def _page(asked: Asked) -> str:
    return f"{reverse('coverage_quarters')}?nam={asked.year}"


def province_coverage(asked: Asked) -> Iterator[Fact]:
    """What the media told in the year up to the day. Two queries."""
    whole = _media(asked).whole
    href, source = _page(asked), f"Sổ tin, bài năm {asked.year}, đến {show_day(asked.day)}."
    yield _count(
        "coverage.pieces", "Tin, bài, chương trình về phong trào trong năm", whole.pieces, "tin, bài", source, href
    )
    yield _count("coverage.minutes", "Thời lượng phát sóng trong năm", whole.minutes, "phút", source, href)
    yield _count("coverage.exemplars", "Tin, bài nêu điển hình trong năm", whole.exemplars, "tin, bài", source, href)


def coverage_annex(asked: Asked) -> Iterator[AnnexTable]:
    """What each outlet told in each quarter of the year. Two queries."""
    table = _media(asked)
    columns = [AnnexColumn("STT", 0.6, "centre"), AnnexColumn("Cơ quan báo chí, truyền thông", 2.4)]
    columns += [AnnexColumn(quarter.label, 0.8, "right") for quarter in table.quarters]
    columns += [AnnexColumn("Cả năm", 0.8, "right"), AnnexColumn("Phút phát sóng", 0.9, "right")]
    source, href = f"Sổ tin, bài năm {asked.year}, đến {show_day(asked.day)}.", _page(asked)
    rows: list[list[str | Fact]] = []
    for line in table.lines:
        key, name = f"outlet.{line.outlet_id}", line.name
        counts = [(f"q{one.number}", one.label.lower(), line.by_quarter.get(one.number)) for one in table.quarters]
        told: list[tuple[str, str, Decimal | int]] = [
            (k, words, said.pieces if said else 0) for k, words, said in counts
        ]
        told += [("year", "cả năm", line.year.pieces), ("minutes", "phút phát sóng", line.year.minutes)]
        cells = [_count(f"{key}.{k}", f"{name}: {words}", n, "", source, href) for k, words, n in told]
        rows.append([str(len(rows) + 1), name, *cells])
    yield AnnexTable("coverage", f"Tin, bài, chương trình về phong trào năm {asked.year}", columns, rows)
