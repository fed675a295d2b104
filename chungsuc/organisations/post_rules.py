"""Which posts may be: a role fits a kind of unit, and a post lies within its unit's life. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chungsuc.law.periods import show_day

from .rules import ROLES

PROVINCIAL = frozenset(
    {
        "province",
        "department",
        "coordination_office",
        "central_body",
        "armed_forces",
        "fatherland_front",
        "mass_organisation",
        "press",
    }
)
_OWN_LEVEL = {
    "commune": frozenset({"commune"}),
    "district": frozenset({"district"}),
    "press": frozenset({"press"}),
}
_SENTENCES = {
    "commune": "Vai trò này chỉ giao tại một đơn vị cấp xã",
    "district": "Vai trò này chỉ giao tại một đơn vị cấp huyện",
    "press": "Vai trò này chỉ giao tại một cơ quan báo chí",
}
_PROVINCIAL_SENTENCE = "Vai trò cấp tỉnh chỉ giao tại tỉnh hoặc cơ quan của tỉnh"


@dataclass(frozen=True)
class Seat:
    """The unit of a post, as far as the rule asks: its name, kind, first and last day."""

    name: str
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Refusal:
    """Why a post may not be, at which field; `proposed_until` is the last day that would do."""

    field: str
    text: str
    proposed_until: date | None = None


def kinds_for(role: str) -> frozenset[str]:
    """The kinds of units at which a role may be held."""
    return _OWN_LEVEL.get(role, PROVINCIAL)


def post_refusals(role: str, seat: Seat, since: date, until: date | None) -> list[Refusal]:
    """Everything that stands against a post; an empty list when nothing does."""
    if role not in ROLES:
        return [Refusal("role", "Không có vai trò này. Hãy chọn một vai trò trong danh sách.")]
    return [*_kind_refusals(role, seat), *_day_refusals(seat, since, until)]


def _kind_refusals(role: str, seat: Seat) -> Iterator[Refusal]:
    if seat.kind not in kinds_for(role):
        sentence = _SENTENCES.get(role, _PROVINCIAL_SENTENCE)
        yield Refusal("unit", f"{sentence}; {seat.name} không phải như vậy. Hãy chọn đơn vị khác hoặc vai trò khác.")


def _day_refusals(seat: Seat, since: date, until: date | None) -> Iterator[Refusal]:
    if since < seat.since:
        yield Refusal("since", f"{seat.name} có từ ngày {show_day(seat.since)}. Chức vụ không thể bắt đầu sớm hơn.")
    if seat.until is not None and since > seat.until:
        last = show_day(seat.until)
        yield Refusal("since", f"{seat.name} kết thúc ngày {last}. Chức vụ không thể bắt đầu sau ngày đó.")
        return
    if until is not None and until < since:
        yield Refusal("until", f"Ngày cuối trước ngày đầu {show_day(since)}. Hãy sửa một trong hai ngày.")
    elif seat.until is not None and (until is None or until > seat.until):
        last = show_day(seat.until)
        text = f"{seat.name} kết thúc ngày {last}, nên ngày cuối của chức vụ không sau ngày đó. Đề nghị: {last}."
        yield Refusal("until", text, seat.until)
