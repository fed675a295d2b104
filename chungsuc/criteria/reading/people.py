"""Which units a sheet's rows speak of: communes, the districts above them as headings, totals, signatures."""

from dataclasses import dataclass
from datetime import date, timedelta

from chungsuc.law.spelling import fold
from chungsuc.organisations.facts import UnitFact, UnitTree, name_index, tree_on
from chungsuc.organisations.models import LegalEvent
from chungsuc.organisations.rules import Found, Match, NameIndex

TOTALS = ("tong cong", "tong", "cong", "binh quan", "toan tinh", "trung binh")
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

    def fact(self, unit_id: int) -> UnitFact:
        return self.tree.units[unit_id]


def roll_of(year: int, names: list[str], said: date | None = None) -> Roll:
    """The units as of the year's end, or just before a legal event of that year when the names fit those better.

    Where the names fit several maps alike, the day that the sheet's title says (`said`) decides.
    """
    end = date(year, 12, 31)
    events = LegalEvent.objects.filter(effective_on__year=year).values_list("effective_on", flat=True)
    days = [end, *sorted({on - timedelta(days=1) for on in events} - {end})]
    rolls = [_roll(day) for day in days]

    def fit(roll: Roll) -> tuple[int, bool]:
        return sum(roll.communes.match(name).found is not Found.UNKNOWN for name in names), roll.tree.day == said

    return max(rolls, key=fit)


def _roll(day: date) -> Roll:
    tree = tree_on(day)
    return Roll(tree, name_index(tree), name_index(tree, kinds=("district", "province")))


def is_total(text: str) -> bool:
    """Whether a row's name says that it sums up others."""
    return fold(text).startswith(TOTALS)


def is_signature(text: str) -> bool:
    """Whether a row belongs to the lines under a table."""
    return fold(text).startswith(SIGNATURES)


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
