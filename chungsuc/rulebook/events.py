"""What can happen to law and plan. Whoever must react to a changed figure is listed in `wiring.py`."""

from collections.abc import Callable, Iterable

PACK_LOADED = "rulebook.pack_loaded"
FIGURE_CONFIRMED = "rulebook.figure_confirmed"
FIGURE_AMENDED = "rulebook.figure_amended"
RULING_RECORDED = "rulebook.ruling_recorded"
CONFIRMATION_WITHDRAWN = "rulebook.confirmation_withdrawn"
NUMBER_CONFIRMED = "rulebook.number_confirmed"
NUMBER_WITHDRAWN = "rulebook.number_withdrawn"
PACK_CHANGED = "rulebook.pack_changed"

LABELS = {
    PACK_CHANGED: "Nhận thay đổi của gói dữ liệu về quy định",
    PACK_LOADED: "Nạp gói dữ liệu quy định",
    FIGURE_CONFIRMED: "Xác nhận một số liệu quy định",
    FIGURE_AMENDED: "Sửa một số liệu quy định",
    CONFIRMATION_WITHDRAWN: "Rút xác nhận một số liệu quy định",
    NUMBER_CONFIRMED: "Xác nhận số của một văn bản",
    NUMBER_WITHDRAWN: "Rút xác nhận số của một văn bản",
    RULING_RECORDED: "Ghi quyết định của người có thẩm quyền cho một việc thiếu quy định",
}

Reaction = Callable[[Iterable[str]], None]
_reactions: list[Reaction] = []


def when_figures_change(reaction: Reaction) -> None:
    """Registers who is told the keys of changed figures, inside the transaction that changes them."""
    if reaction not in _reactions:
        _reactions.append(reaction)


def figures_changed(keys: Iterable[str]) -> None:
    """Tells every registered room."""
    changed = sorted(set(keys))
    for reaction in _reactions if changed else ():
        reaction(changed)
