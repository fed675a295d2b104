"""What clusters and blocks came to: the frozen results that stood on the cut-off day."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.urls import reverse

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.scoring.facts import RoundResult, UnitResult, open_rounds, results_on

from ..registry import AnnexColumn, AnnexTable, Asked, Fact

UNKNOWN = "chưa đủ căn cứ"


def _results(asked: Asked) -> list[RoundResult]:
    return asked.once("scores", lambda: results_on(asked.day, asked.year))


def _points(found: RoundResult, own: UnitResult, key: str, label: str) -> Fact:
    text = UNKNOWN if own.points is None else show_decimal(own.points.normalize())
    source = f"{found.group_name}: kết quả năm {found.year}, chốt ngày {show_day(found.on)}, {found.paper}."
    return Fact(key, label, own.points, text, "điểm", source, _page(found))


def _rank(found: RoundResult, own: UnitResult, key: str, label: str) -> Fact:
    number = None if own.rank is None else Decimal(own.rank)
    source = f"{found.group_name}: xếp hạng năm {found.year}, chốt ngày {show_day(found.on)}, {found.paper}."
    return Fact(key, label, number, own.place, "", source, _page(found))


def _page(found: RoundResult) -> str:
    return reverse("score_ranking", args=[found.code])


def score_figures(asked: Asked) -> Mapping[int, tuple[Fact, ...]]:
    """Points and place of each unit in its group's newest frozen result. Two queries."""
    told: dict[int, tuple[Fact, ...]] = {}
    for found in _results(asked):
        for own in found.ranking:
            if own.unit_id in asked.unit_ids and own.unit_id is not None:
                key, words = f"scores.{found.group}", f"{found.group_name}, năm {found.year}"
                facts = (
                    _points(found, own, f"{key}.points", f"Điểm thi đua ({words})"),
                    _rank(found, own, f"{key}.rank", f"Xếp hạng ({words})"),
                )
                told[own.unit_id] = (*told.get(own.unit_id, ()), *facts)
    return told


def province_scores(asked: Asked) -> Iterator[Fact]:
    """How many groups have a frozen result of the report's year. Two queries."""
    count = sum(found.year == asked.year for found in _results(asked))
    source = f"Kết quả chấm điểm năm {asked.year} đã chốt đến {show_day(asked.day)}."
    label = "Cụm, khối đã chốt kết quả chấm điểm của năm"
    yield Fact(
        "scores.closed", label, Decimal(count), show_decimal(count), "cụm, khối", source, reverse("score_rounds")
    )


def scores_annex(asked: Asked) -> Iterator[AnnexTable]:
    """The newest frozen ranking of each group; the rounds of the year that were still open are named below."""
    columns = (
        AnnexColumn("STT", 0.6, "centre"), AnnexColumn("Cụm, khối", 2.0), AnnexColumn("Năm", 0.7, "centre"),
        AnnexColumn("Đơn vị", 2.4), AnnexColumn("Điểm", 0.9, "right"), AnnexColumn("Xếp hạng", 1.2, "right"),
    )  # fmt: skip
    rows: list[list[str | Fact]] = []
    for found in _results(asked):
        for own in found.ranking:
            key = f"score.{found.code}.{own.unit}"
            points = _points(found, own, f"{key}.points", f"{own.name}: điểm thi đua")
            rank = _rank(found, own, f"{key}.rank", f"{own.name}: xếp hạng")
            rows.append([str(len(rows) + 1), found.group_name, str(found.year), own.name, points, rank])
    waiting = open_rounds(asked.day, asked.year)
    note = f"Chưa chốt đến ngày {show_day(asked.day)}: {'; '.join(waiting)}." if waiting else ""
    yield AnnexTable("scores", "Kết quả chấm điểm của các cụm, khối thi đua", columns, rows, note)
