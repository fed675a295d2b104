"""What the movement raised in the year, as its receivers confirmed it: sums, never a giver's name."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.urls import reverse

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.resources.facts import totals_on
from chungsuc.resources.facts.totals import Totals
from chungsuc.resources.rules.counting import Total

from ..registry import AnnexColumn, AnnexTable, Asked, Fact

NOT_ADDED = "Đóng góp chưa có căn cứ quy đổi chỉ đếm theo đơn vị riêng, không cộng vào giá trị."
_PARTS = (
    ("value", "Giá trị đóng góp trong năm", "đồng"),
    ("money", "Tiền đóng góp trong năm", "đồng"),
    ("labour", "Ngày công đóng góp trong năm", "ngày công"),
    ("land", "Đất hiến trong năm", "m²"),
    ("unvalued", "Đóng góp chưa quy đổi được ra tiền", "đóng góp"),
)


def _totals(asked: Asked) -> Totals:
    return asked.once("contributions", lambda: totals_on(asked.day, year=asked.year))


def _page(asked: Asked) -> str:
    return f"{reverse('contribution_totals')}?nam={asked.year}&ngay={show_day(asked.day)}"


def _told(found: Total, asked: Asked, key: str = "contributions", name: str = "") -> Iterator[Fact]:
    source = f"Đóng góp năm {asked.year} nơi nhận đã xác nhận, tính đến {show_day(asked.day)}."
    for part, label, measure in _PARTS:
        number = Decimal(getattr(found, part))
        words = f"{name}: {label[:1].lower()}{label[1:]}" if name else label
        yield Fact(f"{key}.{part}", words, number, show_decimal(number), measure, source, _page(asked))


def contribution_figures(asked: Asked) -> Mapping[int, tuple[Fact, ...]]:
    """What each unit and those below it received, as placed on the day. Ten queries at most."""
    totals = _totals(asked)
    return {pk: tuple(_told(totals.of_unit(pk), asked)) for pk in asked.unit_ids}


def province_contributions(asked: Asked) -> Iterator[Fact]:
    """Everything that was received in the province. Ten queries at most."""
    yield from _told(_totals(asked).whole, asked)


def contributions_annex(asked: Asked) -> Iterator[AnnexTable]:
    """What came from each source, and all of it. Ten queries at most."""
    totals = _totals(asked)
    columns = [AnnexColumn("STT", 0.6, "centre"), AnnexColumn("Nguồn", 2.2)]
    heads = ("Giá trị (đồng)", "Trong đó tiền (đồng)", "Ngày công", "Đất (m²)", "Chưa quy đổi được")
    columns += [AnnexColumn(head, 1.1, "right") for head in heads]
    rows: list[list[str | Fact]] = []
    for code, name in totals.sources.items():
        cells = _told(totals.of_source(code), asked, f"contributions.{code}", name)
        rows.append([str(len(rows) + 1), name, *cells])
    rows.append(["", "Tổng cộng", *_told(totals.whole, asked, "contributions.all", "Tổng cộng")])
    title = f"Nguồn lực đóng góp năm {asked.year}"
    yield AnnexTable("contributions", title, columns, rows, NOT_ADDED, landscape=True)
