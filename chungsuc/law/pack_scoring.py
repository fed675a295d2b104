"""Reading how clusters and blocks are scored: `scoring.yaml`. Each table becomes one dated figure, `scoring:<table>`.

An item is marked from 0 to `most`, and counts `weight` times; a table's items together make its `total`. `how`: "typed"
by the unit and by those who cross-score it, "document": a result entered with the paper it stands in, "automatic": read
from a named figure of the system and turned into points by `bands`.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

from .pack_law import read_figure, stated
from .pack_nodes import Ledger
from .pack_rows import Row
from .pack_shapes import FigureShape, Pack, Place
from .pack_units import overlap

PREFIX = "scoring"
AUTOMATIC, TYPED, DOCUMENT = "automatic", "typed", "document"
HOW = (TYPED, DOCUMENT, AUTOMATIC)
READINGS: Mapping[str, str] = {
    "criteria_share": "tỷ lệ tiêu chí xã nông thôn mới đạt, theo số liệu đã kết luận của năm",
    "recognised_share": "tỷ lệ xã trên địa bàn có quyết định công nhận đạt chuẩn nông thôn mới đến ngày chốt",
    "helped_progress": "tỷ lệ tiêu chí đạt, theo số liệu đã kết luận, của các xã được phân công giúp đỡ",
    "late_duties": "số báo cáo, kế hoạch phải nộp trong năm mà nộp chậm hoặc chưa nộp",
}
"""The figures that an automatic item may read; the room of scoring answers each of them."""
ROUNDINGS = ("half_up", "half_even", "down")
ROUND_AT = ("item", "total")
HUNDRED = 100
MOST_PLACES = 6


def read_scoring(row: Row) -> tuple[FigureShape, ...]:
    """Every figure of scoring.yaml: its rules and its tables."""
    return (*row.rows("rules", read_figure), *row.rows("tables", read_table, required=True))


def read_table(row: Row) -> FigureShape:
    """One scoring table as a figure; its value is a table whose `name` is what people read."""
    code, name = row.text("code"), row.text("name")
    value = {
        "name": name,
        "groups": row.texts("groups"),
        "total": row.number("total"),
        "shares": _shares(row),
        "reviewers": _count(row, "reviewers"),
        "least_reviews": _count(row, "least_reviews"),
        "places": row.integer("places"),
        "rounding": row.one_of("rounding", ROUNDINGS),
        "round_at": row.one_of("round_at", ROUND_AT),
        "items": row.rows("items", _item, required=True),
        "deductions": row.rows("deductions", _deduction),
        "bonus": _bonus(row),
        "ties": row.texts("ties"),
    }
    _agree(row, value)
    return stated(row, f"{PREFIX}:{code}", f"Bảng điểm thi đua: {name}", value)


def _count(row: Row, key: str) -> int:
    found = row.integer(key)
    if found < 1:
        row.refuse(f"“{key}” phải từ 1 trở lên; đang là {found}.", row.find(key))
    return found


def _shares(row: Row) -> dict[str, Any]:
    node = row.find("shares")
    if node is None:
        row.refuse("Thiếu “shares”; ghi phần của điểm tự chấm và điểm chấm chéo, ví dụ {self: 40, cross: 60}.")
        return {"self": 0, "cross": 0}
    found = row.inside(node, lambda inner: {key: inner.number(key) for key in ("self", "cross")})
    if found and (sum(found.values()) != HUNDRED or min(found.values()) < 0):
        row.refuse(f"Phần tự chấm và chấm chéo phải cộng lại bằng 100; đang là {sum(found.values())}.", node)
    return found or {"self": 0, "cross": 0}


def _item(row: Row) -> dict[str, Any]:
    item: dict[str, Any] = {
        "code": row.text("code"),
        "name": row.text("name"),
        "short": row.text_or("short"),
        "ground": row.text("ground"),
        "most": _points(row, "most"),
        "weight": _points(row, "weight"),
        "how": row.one_of("how", HOW),
        "anchors": row.rows("anchors", _anchor),
    }
    if item["how"] == AUTOMATIC:
        item |= {"figure": row.one_of("figure", READINGS), "bands": row.rows("bands", _band, required=True)}
        _check_bands(row, item)
    for anchor in item["anchors"]:
        if anchor["points"] > item["most"]:
            row.refuse(
                f"Mức “{anchor['text']}” cho {anchor['points']} điểm, quá {item['most']} điểm.", row.find("anchors")
            )
    return item


def _points(row: Row, key: str) -> int | Decimal:
    found = row.number(key)
    if row.find(key) is not None and found <= 0:
        row.refuse(f"“{key}” phải lớn hơn 0; đang là {found}.", row.find(key))
    return found


def _anchor(row: Row) -> dict[str, Any]:
    return {"points": row.number("points"), "text": row.text("text")}


def _band(row: Row) -> dict[str, Any]:
    return {"least": row.number("least"), "points": row.number("points")}


def _check_bands(row: Row, item: Mapping[str, Any]) -> None:
    """Bands go down to 0, so that every value of the figure finds its points."""
    bands = item["bands"]
    if any(one["least"] <= other["least"] for one, other in pairwise(bands)) or (bands and bands[-1]["least"] != 0):
        row.refuse("Các khoảng phải xếp từ cao xuống thấp và kết thúc ở least: 0.", row.find("bands"))
    for band in bands:
        if not 0 <= band["points"] <= item["most"]:
            row.refuse(
                f"Khoảng từ {band['least']} cho {band['points']} điểm, ngoài 0 đến {item['most']}.", row.find("bands")
            )


def _deduction(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": row.text("code"),
        "name": row.text("name"),
        "ground": row.text("ground"),
        "most": _points(row, "most"),
        "how": row.one_of("how", (TYPED, AUTOMATIC)),
    }
    if found["how"] == AUTOMATIC:
        found |= {"figure": row.one_of("figure", READINGS), "each": _points(row, "each")}
    return found


def _bonus(row: Row) -> dict[str, Any]:
    node = row.find("bonus")
    if node is None:
        return {"most": 0, "ranks": False, "items": ()}
    return row.inside(node, _bonus_of) or {"most": 0, "ranks": False, "items": ()}


def _bonus_of(row: Row) -> dict[str, Any]:
    return {
        "most": _points(row, "most"),
        "ranks": row.flag("ranks"),
        "items": row.rows("items", _bonus_item, required=True),
    }


def _bonus_item(row: Row) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "name": row.text("name"),
        "ground": row.text("ground"),
        "most": _points(row, "most"),
    }


def _agree(row: Row, value: Mapping[str, Any]) -> None:
    """What the parts of a table must have in common; nothing is said of a table of which a part could not be read."""
    if row.broken:
        return
    reached = sum(item["most"] * item["weight"] for item in value["items"])
    if reached != value["total"]:
        row.refuse(
            f"Điểm tối đa nhân hệ số của các mục cộng lại là {reached}, khác total {value['total']}.", row.find("total")
        )
    codes = [part["code"] for part in (*value["items"], *value["deductions"], *value["bonus"]["items"])]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        row.refuse(f"Mã mục “{code}” dùng hai lần trong một bảng điểm; đặt mã khác.")
    known = {item["code"] for item in value["items"]}
    for code in (code for code in value["ties"] if code not in known):
        row.refuse(f"“ties” nêu mục “{code}” không có trong bảng điểm; sửa mã.", row.find("ties"))
    if not value["groups"]:
        row.refuse("Thiếu “groups”; ghi mã các cụm, khối chấm theo bảng này.")
    if not 0 <= value["places"] <= MOST_PLACES:
        row.refuse(f"“places” phải từ 0 đến {MOST_PLACES}.", row.find("places"))
    if value["least_reviews"] > value["reviewers"]:
        row.refuse("“least_reviews” không được nhiều hơn “reviewers”.", row.find("least_reviews"))


def tables_of(figures: Iterable[FigureShape]) -> Iterator[FigureShape]:
    """The scoring tables among some figures."""
    return (figure for figure in figures if figure.key.startswith(f"{PREFIX}:") and figure.value)


def named_groups(figures: Iterable[FigureShape]) -> Iterator[tuple[str, Place]]:
    """The group codes that scoring tables name, with the place of the table."""
    for table in tables_of(figures):
        yield from ((code, table.place) for code in table.value["groups"])


def check_tables(pack: Pack, ledger: Ledger) -> None:
    """A group is scored by one table at a time; versions of one table are compared with every other figure's."""
    for one, other in combinations(tables_of(pack.figures), 2):
        shared = set(one.value["groups"]) & set(other.value["groups"])
        if shared and one.key != other.key and overlap(one.since, one.until, other.since, other.until):
            ledger.error(
                other.place,
                f"{', '.join(sorted(shared))} có hai bảng điểm cùng lúc (bảng kia ở {one.place.file} dòng "
                f"{one.place.line}); sửa groups, since hoặc until.",
            )
