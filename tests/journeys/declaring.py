"""The first half of a commune's journey: values typed on the form, one returned, verified by every body, concluded."""

import re
from datetime import timedelta
from typing import Any

from chungsuc.criteria import actions
from chungsuc.criteria.facts.entry import prefix_of
from chungsuc.criteria.models import Check, CheckReturn, CriteriaSet, Declared, Indicator, Report, Value
from chungsuc.law.figures import show_decimal
from chungsuc.organisations.models import Unit
from chungsuc.recognition.tests.casework import COMMUNE, START
from tests.journeys.hands import press
from tests.journeys.watching import WIDTHS

SET, YEAR = "xa_ntm_2021_2025", 2023
HERE = f"/khai/{COMMUNE}/{SET}/{YEAR}/"
WORK = "/viec-cua-toi/"
BY_HAND = (9, 10, 12, 13)  # a count and a share, a number, women and men apart, ticks and what does not apply


def declare_and_verify(journey: Any) -> None:
    """Everything that is declared and decided before a case of recognition is opened."""
    journey.today(START - timedelta(days=20))
    declare(journey)
    send(journey)
    verify(journey)
    conclude(journey)
    journey.today(START)


def declare(journey: Any) -> None:
    """Screens with every kind of place are filled and saved by hand; then the rest as the tables of the year have it."""
    journey.as_("commune")
    values = list(Value.objects.current().filter(unit__code=COMMUNE, year=YEAR, measure__in=_measures()))
    for no in BY_HAND:
        page = journey.open(f"{HERE}{no}/")
        page.locator("#may-nay[data-waiting='0']").wait_for()
        asked = Indicator.objects.filter(criterion__set__code=SET, criterion__no=no)
        pairs = [(one, row) for one in asked for row in values if row.measure_id == one.measure_id]
        places = [fill(page, indicator, row) for indicator, row in pairs]
        page.get_by_role("button", name="Lưu", exact=True).click()
        for place in places:
            page.locator(f"#{place} [data-state]", has_text="đã lưu").wait_for()
        if no == 10:
            journey.watch.look(WIDTHS[1:])
    typed = {(row.measure_id, row.sex) for row in Declared.objects.filter(is_current=True)}
    assert len(typed) == 12
    declare_the_rest(journey, [row for row in values if (row.measure_id, row.sex) not in typed])
    found = {(row.measure_id, row.sex): figure(row) for row in Declared.objects.filter(is_current=True)}
    assert found == {(row.measure_id, row.sex): figure(row) for row in values}


def declare_the_rest(journey: Any, rows: list[Value]) -> None:
    """The other screens take the same acts; they are spared, as one journey would take minutes."""
    entries = [
        actions.Entry(
            row.measure_id, row.sex, row.state, row.number, row.flag, row.numerator, row.denominator,
            bare=row.numerator is None and row.number is not None,
        )
        for row in rows
    ]  # fmt: skip
    person = journey.office.person("commune", journey.day)
    unit, chosen = Unit.objects.get(code=COMMUNE), CriteriaSet.objects.get(code=SET)
    actions.declare(unit, chosen, YEAR, entries, acting=person)


def _measures() -> set[int]:
    return set(Indicator.objects.filter(criterion__set__code=SET).values_list("measure_id", flat=True))


def figure(row: Any) -> tuple[Any, ...]:
    """What somebody typed, or an office's table has."""
    return row.state, row.number, row.flag, row.numerator, row.denominator


def fill(page: Any, indicator: Indicator, row: Value) -> str:
    """One place of the form: a count, a share, two numbers, a tick, or that it does not apply."""
    place = prefix_of(indicator.code, row.sex)
    if row.state == Declared.NOT_APPLICABLE:
        page.locator(f"#{place}-na").check()
    elif row.flag is not None:
        page.locator(f"#{place} input[value={'yes' if row.flag else 'no'}]").check()
    elif row.numerator is not None:
        page.locator(f"#{place}-numerator").fill(show_decimal(row.numerator))
        page.locator(f"#{place}-denominator").fill(show_decimal(row.denominator or 0))
    else:
        page.locator(f"#{place}-number").fill(show_decimal(row.number or 0))
    return place


def send(journey: Any) -> None:
    """The commune gives its reasons for the warnings and sends; the district passes the report on."""
    page = journey.open(HERE)
    for why in page.locator("textarea[name^=warning-]").all():
        why.fill("Đã rà soát, số liệu đúng.")
    press(page, "Trình")
    page.get_by_text("Đã trình báo cáo năm 2023").wait_for()
    journey.as_("district").open(WORK).get_by_role("link", name="thẩm tra báo cáo").click()
    press(page, "Chuyển tỉnh thẩm định")


def verify(journey: Any) -> None:
    """Every responsible body confirms a part on its page; the one for income first returns a value with a reason.

    The further parts of the same body are confirmed by the same act without its page.
    """
    came: set[str] = set()
    for check in Check.objects.filter(report=Report.objects.get()).select_related("body").order_by("pk"):
        assert check.body is not None
        body = check.body.code
        if check.part == "10":
            give_back(journey, body)
        elif body in came:
            actions.verify(check, check.version, acting=journey.office.person(f"department:{body}", journey.day))
            continue
        came.add(body)
        page = open_part(journey, body, check.part)
        page.get_by_role("button", name="Xác nhận thẩm định", exact=True).click()
        page.get_by_text(f"Đã thẩm định phần {check.part}").wait_for()
    assert set(Check.objects.values_list("state", flat=True)) == {"verified"}


def open_part(journey: Any, body: str, part: str) -> Any:
    """A body comes to its part from its own work."""
    page = journey.as_(f"department:{body}").open(WORK)
    page.get_by_role("link", name=re.compile(rf"thẩm định (tiêu chí|chỉ tiêu) {re.escape(part)}\. ")).click()
    page.get_by_role("heading", name=f"Phần {part}.").wait_for()
    return page


def give_back(journey: Any, body: str) -> None:
    """The exact value comes back to the top of the commune's work, and is answered there."""
    page = open_part(journey, body, "10")
    page.locator("#c10-back").fill("Chưa thấy phiếu điều tra thu nhập.")
    press(page, "Trả lại xã chỗ đã ghi lý do")
    journey.as_("commune").open(WORK).get_by_role("link", name="sửa hoặc trả lời 1 chỗ bị trả lại").click()
    page.get_by_text("Chưa thấy phiếu điều tra thu nhập.").first.wait_for()
    journey.watch.look(WIDTHS[1:])
    page = journey.open(f"{HERE}10/")
    page.locator("#c10").get_by_text("Bị trả lại: Chưa thấy phiếu điều tra thu nhập.").wait_for()
    page.get_by_label("Trả lời: chỉ tiêu 10").fill("Phiếu đã gửi kèm báo cáo ngày 10/01/2024.")
    press(page, "Gửi lại")
    assert CheckReturn.objects.get().answer == "Phiếu đã gửi kèm báo cáo ngày 10/01/2024."


def conclude(journey: Any) -> None:
    """The coordination office concludes what every body has verified."""
    page = journey.as_("ntm_coordinator").open(WORK)
    page.get_by_role("link", name="kết luận báo cáo").click()
    press(page, "Kết luận")
    page.get_by_text("Báo cáo nay “đã kết luận”").wait_for()
    journey.watch.look(WIDTHS[1:])
