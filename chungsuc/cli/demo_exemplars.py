"""Exemplars and coverage for a first look: one household that agreed to its name, one that did not; one was copied.

Every step is a real act on its own day; nothing is told of people who exist.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

MARK = "trình diễn"
COMMUNE, COPIER = "ld-24751", "SXD"
FOUND, SEEN, COPIED, TOLD = date(2025, 7, 21), date(2025, 7, 28), date(2025, 8, 4), date(2025, 9, 15)
STORIES = (
    ("Hộ bà Nguyễn Thị Trình Diễn", "Hiến 300 m² đất mở rộng đường thôn", "Hộ này hiến đất, vận động bốn hộ cùng làm"),
    ("Hộ ông Trần Văn Trình Diễn", "Tổ tự quản thu gom rác ở thôn", "Hộ này đứng ra lập tổ thu gom, nay có 24 hộ"),
)


def demonstrate(day: date) -> Iterator[str]:
    """Makes what is missing as of `day`; nothing before all of it has happened."""
    from chungsuc.exemplars.models import Exemplar

    if day < TOLD or Exemplar.objects.exists():
        return
    first, second = (_found(*story) for story in STORIES)
    _agreed(first)
    _copied(first)
    pieces = _told_of(first)
    yield f"Điển hình số {first.pk} (đồng ý nêu tên, đã có nơi làm theo) và số {second.pk} (chưa đồng ý nêu tên)."
    if pieces:
        yield f"Truyền thông: {pieces} tin, bài."


def _person(username: str, day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=username), day)


def _found(name: str, title: str, text: str) -> Any:
    """Found by the commune, looked at on the spot by a department."""
    from chungsuc.exemplars import actions
    from chungsuc.organisations.models import Unit

    written = actions.Written(name, title, f"{text} ({MARK}).")
    at, who = Unit.objects.get(code=COMMUNE), _person("xanhanco", FOUND)
    made = actions.find(kind="household", unit=at, found_on=FOUND, written=written, acting=who)
    how = f"Đã xem tại thôn ({MARK})."
    actions.verify(made, made.version, outcome="confirmed", on=SEEN, reason=how, acting=_person("soxaydung", SEEN))
    made.refresh_from_db()
    return made


def _agreed(made: Any) -> None:
    from chungsuc.exemplars import actions

    said = actions.Agreed("name", "public", SEEN, None, f"Trưởng thôn ({MARK})")
    actions.give_consent(made, made.version, said, acting=_person("thidua", SEEN))
    made.refresh_from_db()


def _copied(made: Any) -> None:
    """A body takes it over and tells what came of it."""
    from chungsuc.exemplars import actions
    from chungsuc.organisations.models import Unit

    by = {"acting": _person("thidua", COPIED)}
    taken = actions.copy(made, made.version, unit=Unit.objects.get(code=COPIER), since=COPIED, **by)
    text = f"Hai thôn do Sở giúp đỡ đã mở rộng đường theo cách này ({MARK})."
    actions.tell_result(taken, 1, outcome="spread", text=text, on=TOLD, acting=_person("thidua", TOLD))


def _told_of(made: Any) -> int:
    """Two pieces of two outlets, one about the exemplar, entered by whoever keeps the register."""
    from chungsuc.exemplars import actions
    from chungsuc.exemplars.models import Outlet

    who, count = _person("thidua", TOLD), 0
    told = (("Đường mới ở thôn (trình diễn)", 180, made), ("Chung sức làm đường (trình diễn)", None, None))
    for outlet, (title, seconds, about) in zip(Outlet.objects.order_by("pk")[:2], told, strict=False):
        actions.enter(actions.Piece(outlet, TOLD, title, seconds=seconds, exemplar=about), acting=who)
        count += 1
    return count
