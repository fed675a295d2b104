"""Outlines of units for drawing, out of a GeoJSON file. They decide nothing about territory."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chungsuc.cli.words import CannotRun, existing_file
from chungsuc.law.periods import show_day

if TYPE_CHECKING:
    from chungsuc.organisations.facts import UnitFact, UnitTree

NAME = "import-boundaries"
HELP = "Nhập đường bao của các đơn vị từ tệp GeoJSON, chỉ để vẽ bản đồ."

MOST_BYTES = 20 * 1024 * 1024
MOST_FEATURES, MOST_RINGS, MOST_POINTS = 2000, 200, 20_000
# Viet Nam with its sea, generously: anything outside is another coordinate system or swapped axes
WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 118.0, 24.0
TOLERANCE = 0.0008  # degrees, about 90 m: less than half a pixel on a map of the province
PLACES = 4
CODE_PROPERTIES = ("code", "gso_code", "gso", "ma", "ma_xa", "MA_XA", "maxa")
NAME_PROPERTIES = ("name", "ten", "ten_xa", "TEN_XA", "tenxa")
DISTRICT_PROPERTIES = ("district", "huyen", "ten_huyen", "TEN_HUYEN")
Rings = list[list[list[float]]]


class Refused(ValueError):
    """A feature that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Refusal:
    """Which feature was refused and why."""

    place: int
    label: str
    why: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="TỆP", help="tệp GeoJSON gồm các đường bao (FeatureCollection)")
    parser.add_argument("--source", default="", metavar="NGUỒN", help="nguồn của đường bao; bỏ trống thì ghi tên tệp")
    parser.add_argument(
        "--on", default="", metavar="NGÀY", help="đường bao của đơn vị vào ngày nào; bỏ trống: ngày trước khi sắp xếp"
    )


def run(options: argparse.Namespace) -> int:
    """0 when every feature was taken in; 1, and nothing written, when any was refused."""
    path = existing_file(options.file)
    features = read_features(path)
    day = _day(options.on)
    outlines, refusals = match_features(features, day)
    if refusals:
        for refusal in refusals:
            print(f"Đối tượng {refusal.place} ({refusal.label}): {refusal.why}")
        print(f"Chưa ghi gì: {len(refusals)}/{len(features)} đối tượng chưa dùng được. Hãy sửa rồi nhập lại.")
        return 1
    from chungsuc.organisations.actions import import_boundaries

    written = import_boundaries(outlines, source=(options.source or path.name)[:300], by="lệnh import-boundaries")
    points = sum(len(ring) for rings in outlines.values() for ring in rings)
    print(f"Đã nhập {written} đường bao ({points} điểm) của đơn vị ngày {show_day(day)}.")
    return 0


def read_features(path: Path) -> list[Any]:
    """The features of a GeoJSON FeatureCollection; raises CannotRun for anything else."""
    if path.stat().st_size > MOST_BYTES:
        raise CannotRun(
            f"{path.name}: lớn hơn {MOST_BYTES // 1024 // 1024} MB. Hãy giản lược đường bao rồi nhập lại.", 1
        )
    try:
        read = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise CannotRun(
            f"{path.name}: không đọc được dạng GeoJSON. Hãy xuất lại tệp dạng GeoJSON, mã UTF-8.", 1
        ) from None
    features = read.get("features") if isinstance(read, dict) and read.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        raise CannotRun(f"{path.name}: không có đối tượng nào. Tệp cần là một FeatureCollection của GeoJSON.", 1)
    if len(features) > MOST_FEATURES:
        raise CannotRun(f"{path.name}: quá {MOST_FEATURES} đối tượng. Hãy chỉ giữ đường bao của các đơn vị cần vẽ.", 1)
    return features


def match_features(features: Iterable[Any], day: date) -> tuple[dict[int, Rings], list[Refusal]]:
    """Outlines by unit id, and what was refused. A unit takes one feature; a second one for it is refused."""
    finder = Finder(day)
    outlines: dict[int, Rings] = {}
    refusals: list[Refusal] = []
    for place, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        try:
            rings = read_rings(feature.get("geometry") if isinstance(feature, dict) else None)
            unit = finder.find(properties)
            if unit in outlines:
                raise Refused("đơn vị này đã có đường bao ở một đối tượng trước. Hãy gộp hoặc bỏ bớt một.")
            outlines[unit] = rings
        except Refused as refused:
            label = "".join(letter for letter in _text(properties, NAME_PROPERTIES)[:80] if letter.isprintable())
            refusals.append(Refusal(place, label or "không tên", str(refused)))
    return outlines, refusals


class Finder:
    """Finds the unit of a day that a feature's properties mean: by its GSO code, else by its name."""

    def __init__(self, day: date) -> None:
        from chungsuc.organisations.facts import name_index, tree_on

        self.day = day
        self.tree: UnitTree = tree_on(day)
        self.names = name_index(self.tree, kinds=("commune", "district"))
        self.by_code: dict[str, list[UnitFact]] = {}
        for unit in self.tree.units.values():
            self.by_code.setdefault(unit.gso_code, []).append(unit)

    def find(self, properties: dict[str, Any]) -> int:
        """The unit's id; raises Refused with what to do."""
        from chungsuc.law.spelling import unit_key
        from chungsuc.organisations.rules import Found

        code, name = _text(properties, CODE_PROPERTIES), _text(properties, NAME_PROPERTIES)
        coded = self.by_code.get(code, []) if code else []
        if len(coded) == 1:
            if name and unit_key(name) != unit_key(coded[0].name) and self._named(name) != coded[0].id:
                raise Refused(f"mã {code} là của {coded[0].name}, không khớp với tên. Hãy sửa mã hoặc tên.")
            return coded[0].id
        if not name:
            raise Refused(f"không có đơn vị mã {code or '(trống)'} vào ngày {show_day(self.day)} và không có tên.")
        match = self.names.match(name, within=_text(properties, DISTRICT_PROPERTIES))
        if match.unit_id is not None:
            return match.unit_id
        names = ", ".join(candidate.name for candidate in match.candidates)
        if match.found is Found.AMBIGUOUS:
            raise Refused(f"tên có thể là: {names}. Hãy ghi thêm mã đơn vị hoặc tên huyện.")
        near = f" Gần giống: {names}." if names else ""
        raise Refused(f"không có đơn vị nào tên ấy vào ngày {show_day(self.day)}.{near} Hãy sửa tên hoặc ghi mã.")

    def _named(self, name: str) -> int | None:
        return self.names.match(name).unit_id


def _text(properties: dict[str, Any], keys: Iterable[str]) -> str:
    found = (properties[key] for key in keys if properties.get(key) not in (None, ""))
    value = next(found, "")
    return str(value).strip()[:3000] if isinstance(value, str | int) else ""


def read_rings(geometry: Any) -> Rings:
    """The rings of a Polygon or MultiPolygon, checked and simplified; raises Refused."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise Refused("hình không phải là Polygon hay MultiPolygon. Hãy xuất lại đường bao dạng vùng.")
    parts = geometry.get("coordinates")
    polygons = [parts] if kind == "Polygon" else parts
    if not isinstance(polygons, list) or not all(isinstance(polygon, list) for polygon in polygons):
        raise Refused("thiếu tọa độ. Hãy xuất lại đường bao.")
    rings = [_ring(ring) for polygon in polygons for ring in polygon]
    if not rings or len(rings) > MOST_RINGS:
        raise Refused(f"có {len(rings)} vòng, cần từ 1 đến {MOST_RINGS}. Hãy giản lược đường bao.")
    return rings


def _ring(ring: Any) -> list[list[float]]:
    from chungsuc.web.outlines import simplified

    if not isinstance(ring, list) or not 4 <= len(ring) <= MOST_POINTS:
        raise Refused(f"một vòng cần từ 4 đến {MOST_POINTS} điểm. Hãy xuất lại hoặc giản lược đường bao.")
    points = tuple(_point(point) for point in ring)
    kept = simplified(points, TOLERANCE)
    # A tiny island may lose its shape to the tolerance; its own points are kept then.
    return [[round(x, PLACES), round(y, PLACES)] for x, y in (kept if len(set(kept)) > 2 else points)]


def _point(point: Any) -> tuple[float, float]:
    numbers = point[:2] if isinstance(point, list) else []
    if len(numbers) != 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        raise Refused("một điểm không phải là cặp số kinh độ, vĩ độ. Hãy xuất lại đường bao.")
    x, y = numbers
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        raise Refused(
            f"điểm ({str(x)[:12]}; {str(y)[:12]}) nằm ngoài Việt Nam. "
            "Hãy xuất lại theo kinh độ, vĩ độ WGS 84, kinh độ đứng trước."
        )
    return float(x), float(y)


def _day(written: str) -> date:
    """The day asked for, else the eve of the newest reorganisation of districts, else today."""
    from chungsuc.law.periods import DayError, read_day
    from chungsuc.organisations.models import LegalEvent
    from chungsuc.web.day import today

    if written:
        try:
            return read_day(written)
        except DayError as fault:
            raise CannotRun(str(fault)) from None
    turns = LegalEvent.objects.filter(lineage__predecessor__kind="commune", effective_on__lte=today())
    newest = turns.order_by("-effective_on").values_list("effective_on", flat=True).first()
    return newest - timedelta(days=1) if newest else today()
