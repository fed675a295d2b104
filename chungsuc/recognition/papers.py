"""The register as a workbook: what goes out here comes in again unchanged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.organisations.access import Scope
from chungsuc.organisations.facts import UnitFact, UnitTree, known_as, tree_on
from chungsuc.organisations.models import LegalEvent
from chungsuc.workbooks.writing import CellValue, SheetSpec, plain_header

from .models import Recognition

TITLE = "SỔ THEO DÕI CÔNG NHẬN ĐẠT CHUẨN NÔNG THÔN MỚI"
COLUMNS = (
    "TT", "Đơn vị", "Huyện", "Mức công nhận", "Công nhận cho năm", "Số quyết định", "Ngày ký", "Ngày công bố",
    "Ghi chú",
)  # fmt: skip
CERTIFICATE = "Số Bằng công nhận"
REVOKED = ("Thu hồi theo quyết định", "Ngày ký thu hồi", "Lý do thu hồi")
WIDTHS = {
    1: 6.0,
    2: 28.0,
    3: 24.0,
    4: 30.0,
    5: 12.0,
    6: 20.0,
    7: 12.0,
    8: 12.0,
    9: 40.0,
    10: 20.0,
    11: 20.0,
    12: 14.0,
    13: 40.0,
}


@dataclass(frozen=True)
class Entry:
    """An entry of the register with its unit as it stood on the day of the decision."""

    recognition: Recognition
    name: str
    district: str


def register_entries(scope: Scope) -> list[Entry]:
    """The entries of a scope in the order of their decisions. Three queries for each map between legal events."""
    found = scope.filter(Recognition.objects.standing().select_related("level", "revocation"))
    entries = list(found.order_by("signed_on", "id"))
    maps = _Maps(recognition.signed_on for recognition in entries)
    gone = known_as(r.unit_id for r in entries if maps.unit(r) is None)
    return [Entry(r, *_names(r, maps, gone)) for r in entries]


class _Maps:
    """The units of every span between legal events in which something was signed."""

    def __init__(self, days: Iterable[date]) -> None:
        self._turns = sorted(LegalEvent.objects.values_list("effective_on", flat=True).distinct())
        self._trees: dict[date, UnitTree] = {}
        for day in sorted(set(days)):
            span = self._span(day)
            if span not in self._trees:
                self._trees[span] = tree_on(day)

    def _span(self, day: date) -> date:
        """The legal event that a day follows; the first day of all when it follows none."""
        return max((turn for turn in self._turns if turn <= day), default=date.min)

    def tree(self, recognition: Recognition) -> UnitTree:
        return self._trees[self._span(recognition.signed_on)]

    def unit(self, recognition: Recognition) -> UnitFact | None:
        return self.tree(recognition).units.get(recognition.unit_id)


def _names(recognition: Recognition, maps: _Maps, gone: dict[int, UnitFact]) -> tuple[str, str]:
    unit = maps.unit(recognition)
    if unit is None:
        return gone[recognition.unit_id].name, ""
    district = maps.tree(recognition).district_of(unit) if unit.kind == "commune" else None
    return unit.name, district.name if district else ""


def register_columns(entries: Sequence[Entry]) -> list[str]:
    """The headings; more of them when an entry has a certificate's number or was revoked."""
    certified, revoked = _extras(entries)
    return [*COLUMNS, *([CERTIFICATE] if certified else []), *(REVOKED if revoked else [])]


def _extras(entries: Iterable[Entry]) -> tuple[bool, bool]:
    """Whether some entry has a certificate's number, and whether some was revoked."""
    rows = [entry.recognition for entry in entries]
    return any(row.certificate_number for row in rows), any(hasattr(row, "revocation") for row in rows)


def register_rows(entries: Sequence[Entry]) -> Iterator[list[CellValue]]:
    """One row an entry."""
    certified, revoked = _extras(entries)
    for number, entry in enumerate(entries, start=1):
        r = entry.recognition
        row: list[CellValue] = [number, entry.name, entry.district or None, r.level.name, r.for_year]
        row += [r.decision_number, r.signed_on, r.announced_on, r.note or None]
        row += [r.certificate_number or None] if certified else []
        if revoked:
            end = getattr(r, "revocation", None)
            row += [end.decision_number, end.signed_on, end.reason] if end else [None, None, None]
        yield row


def register_sheet(entries: list[Entry]) -> SheetSpec:
    """The register as a sheet."""
    return SheetSpec(
        name="Sổ công nhận",
        title=[TITLE],
        header=plain_header(register_columns(entries)),
        rows=register_rows(entries),
        widths=WIDTHS,
        freeze_columns=2,
    )
