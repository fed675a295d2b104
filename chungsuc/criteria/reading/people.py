"""Which units a sheet's rows speak of: communes, the districts above them as headings, totals, signatures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chungsuc.law.spelling import fold, unit_form
from chungsuc.organisations.facts import UnitFact, UnitTree, name_index, tree_on
from chungsuc.organisations.models import LegalEvent
from chungsuc.organisations.rules import Found, Match, NameIndex, read_name

TOTALS = ("tong cong", "tong", "cong", "binh quan", "toan tinh", "toan huyen", "trung binh")
SIGNATURES = ("nguoi lap", "noi nhan", "thu truong", "giam doc", "chu tich", "tm ubnd", "ghi chu", "chanh van phong")


@dataclass
class Roll:
    """The units of the day that a workbook speaks of, findable by any spelling."""

    tree: UnitTree
    communes: NameIndex
    districts: NameIndex

    def commune(self, written: str, within: str) -> Match:
        """The commune that a name means; the district heading above it settles equal names."""
        return self.communes.match(written, within=within)

    def district(self, written: str) -> str:
        """The official name of the district that a heading means, or ""."""
        match = self.districts.match(written)
        return match.candidates[0].name if match.found is Found.MATCHED else ""

    def is_heading(self, written: str, match: Match) -> bool:
        """Whether a row without values only heads the communes of a district ("ĐẮK MIL" is a district and a town)."""
        outside = match.found is Found.MATCHED and not self.fact(match.unit_id or 0).in_ntm_scope
        return outside and bool(self.district(written)) and not unit_form(read_name(written)[0])

    def fact(self, unit_id: int) -> UnitFact:
        return self.tree.units[unit_id]


def rolls_of(year: int) -> list[Roll]:
    """The units as of the year's end, and just before each legal event of that year."""
    end = date(year, 12, 31)
    events = LegalEvent.objects.filter(effective_on__year=year).values_list("effective_on", flat=True)
    return [_roll(day) for day in (end, *sorted({on - timedelta(days=1) for on in events} - {end}))]


def fit(roll: Roll, names: Iterable[str]) -> int:
    """How many of the names are communes of a roll."""
    return sum(roll.communes.knows(name) for name in names)


def best_roll(rolls: list[Roll], names: list[str], said: date | None = None) -> Roll:
    """The roll that most names fit; where several fit alike, the day that the sheet's title says (`said`) decides."""
    return max(rolls, key=lambda roll: (fit(roll, names), roll.tree.day == said))


def _roll(day: date) -> Roll:
    tree = tree_on(day)
    return Roll(tree, name_index(tree), name_index(tree, kinds=("district", "province")))


def is_total(text: str) -> bool:
    """Whether a row's name says that it sums up others."""
    return fold(read_name(text)[0]).startswith(TOTALS)


def is_signature(text: str) -> bool:
    """Whether a row belongs to the lines under a table."""
    return fold(read_name(text)[0]).startswith(SIGNATURES)


def question(match: Match) -> tuple[dict, str]:
    """What to ask about a name that fits no unit or several: the choices and a sentence."""
    choices = [{"unit": c.unit_id, "name": c.name, "within": c.parent_key} for c in match.candidates]
    names = ", ".join(c.name for c in match.candidates)
    if match.found is Found.AMBIGUOUS:
        return {"choices": choices}, f"“{match.read_as}” có thể là: {names}. Hãy chọn đúng xã ở dòng này."
    near = f" Gần giống: {names}." if names else ""
    what = "Hãy chọn đúng xã ở dòng này hoặc sửa tên trong tệp."
    text = f"Không có xã nào tên “{match.read_as}” vào ngày của biểu.{near} {what}"
    return {"choices": choices}, text
