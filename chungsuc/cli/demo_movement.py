"""The movement for a first look: a launch that most units read and two did not, a concern that awaits its answer."""

from collections.abc import Iterator
from datetime import date
from typing import Any

NUMBER, TITLE = "01/TD-UBND", "Phát động phong trào thi đua “Đắk Nông chung sức xây dựng nông thôn mới” (trình diễn)"
MESSAGE = "Đề nghị các đơn vị đọc phần việc kế hoạch giao cho mình và thực hiện đúng hạn (lời trình diễn)."
UNREAD = ("SXD", "ld-24751")  # their accounts find it in their work
LAUNCHED = date(2025, 7, 8)
WORRY = "Xã mới sau sắp xếp chưa được giao kinh phí tuyên truyền phong trào; đề nghị hướng dẫn nguồn chi (trình diễn)."


def movement(day: date) -> Iterator[str]:
    """Makes what is missing, as of `day`; nothing before the communes of 2025 got the movement."""
    from chungsuc.movement.launch_facts import the_plan
    from chungsuc.movement.models import Concern, Launch

    plan = the_plan()
    if plan is None or day < LAUNCHED:
        return
    if not Launch.objects.filter(number=NUMBER).exists():
        yield from _launched(plan)
    if not Concern.objects.exists():
        yield _raised(plan, day)


def _launched(plan: Any) -> Iterator[str]:
    from chungsuc.movement import actions
    from chungsuc.movement.actions.launches import Told
    from chungsuc.organisations.models import Unit

    by = Unit.objects.on(LAUNCHED).filter(kind="province").order_by("pk")[0]
    told = Told(NUMBER, TITLE, LAUNCHED, MESSAGE)
    made = actions.launch(plan, told, unit=by, by=_person("thidua", LAUNCHED), on=LAUNCHED)
    sent = list(made.dispatches.exclude(unit__code__in=UNREAD).select_related("unit", "launch"))
    for one in sent:
        actions.open_dispatch(one, by=_clerk_of(one.unit))
    yield f"Phát động {NUMBER}: {len(sent)} đơn vị đã đọc, {len(UNREAD)} đơn vị chưa đọc."


def _raised(plan: Any, day: date) -> str:
    from chungsuc.movement import actions
    from chungsuc.movement.actions.concerns import Told
    from chungsuc.organisations.models import Unit

    unit, office = Unit.objects.get(code="ld-24670"), Unit.objects.get(code="SNV")
    told = Told("difficulty", "Kinh phí tuyên truyền phong trào (trình diễn)", WORRY)
    made = actions.raise_concern(plan, told, unit=unit, office=office, by=_person("xadakgan", day), on=day)
    return f"Kiến nghị {made.code} của xã Đắk Mil: chờ Sở Nội vụ tiếp nhận."


def _person(username: str, day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=username), day)


def _clerk_of(unit: Any) -> Any:
    """Somebody of a unit that has no account in the demonstration, who says that the launch was read."""
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import Person
    from chungsuc.organisations.models import Post

    nobody = User(username="trinh-dien", full_name="Văn thư (trình diễn)")
    return Person(nobody, LAUNCHED, (Post(account=nobody, role="department", unit=unit, since=LAUNCHED),))
