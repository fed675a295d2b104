"""Every page in every state, looked at in a browser: with axe, at phone and desk width, at 400 % zoom and on paper."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from tests.access_matrix import NOT_PAGES, READING, World, addresses, row, url
from tests.journeys.watching import WIDTHS, Watch
from tests.province import PACK, Province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.looks, pytest.mark.slow]
DAY, PHONE = "31/12/2023", WIDTHS[1:]
Looking = Callable[[str], tuple[Any, Watch]]


@pytest.fixture
def looking(page_as: Any, live_server: Any) -> Looking:
    """`looking("leader")`: a page with that person signed in, and who watches it."""

    def looking_as(account: Any) -> tuple[Any, Watch]:
        page = page_as(account)
        return page, Watch(page, urlsplit(live_server.url).netloc)

    return looking_as


def a_world() -> World:
    """One object of every kind; made once in a database."""
    return World("ld-24751", "ld-24616", date(2026, 3, 2))


def pages_of(role: str, world: World, *, every: bool) -> Iterator[str]:
    """The addresses that the matrix opens for a role: with every kind of object, or with the first."""
    for address in addresses():
        if address.name in NOT_PAGES or address.name not in READING:
            continue
        objects = [
            (label, parts)
            for label, parts in world.objects(address).items()
            if row(READING[address.name][label])[role] == "2"
        ]
        for _, parts in objects if every else objects[:1]:
            yield url(address, parts, DAY)


@pytest.mark.parametrize(
    ("who", "widths"),
    [("coordinator", WIDTHS), ("leader", PHONE), ("commune", PHONE), ("administrator", WIDTHS)],
)
def test_every_page_that_somebody_may_open_is_fit_to_be_read(
    province: Province, looking: Looking, who: str, widths: Any
) -> None:
    page, watch = looking(province.account(who))
    for address in pages_of(who, a_world(), every=who in ("coordinator", "administrator")):
        answer = page.goto(address)
        assert answer.status == 200, address
        watch.look(widths)
    watch.nothing_wrong()


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_a_page_without_data_says_what_will_be_there(bare_province: Province, looking: Looking, who: str) -> None:
    page, watch = looking(bare_province.account(who))
    for address in (
        "/", "/xa/", "/tieu-chi/", "/tieu-chi/xa_ntm_2021_2025/1/", "/ban-do/", "/so-cong-nhan/", "/danh-gia-thu/",
        "/nhap-so-lieu/", "/tim/", "/tim/?q=khongcogi", "/don-vi/dn-24751/", "/don-vi/dn-666/", "/chi-tieu/xa_ntm/",
        "/nhat-ky/?tu=01/01/2020&den=02/01/2020", "/tai-khoan/?chu=khongcoai",
    ):  # fmt: skip
        answer = page.goto(address)
        assert answer.status in (200, 403), address
        watch.look(PHONE)
    watch.nothing_wrong()


def test_days_before_and_after_everything_are_fit_to_be_read(province: Province, looking: Looking) -> None:
    page, watch = looking(province.account("leader"))
    for address in (
        "/?ngay=31/12/2019", "/?ngay=31/12/2021", "/?ngay=01/07/2025", "/?ngay=hôm+qua", "/xa/?ngay=01/07/2025",
        "/ban-do/?ngay=01/07/2025", "/ban-do/?xem=cong-nhan&ngay=31/12/2023", "/ban-do/?xem=8&ngay=31/12/2023",
        "/chi-tieu/xa_ntm/?ngay=01/07/2025", "/don-vi/dn-24751/?ngay=01/07/2025", "/don-vi/dn-67/?ngay=01/07/2025",
        "/tieu-chi/xa_ntm_nang_cao_2021_2025/1/", "/xa/?sap=-dat&huyen=dn-666",
    ):  # fmt: skip
        answer = page.goto(address)
        assert answer.status == 200, address
        watch.look(PHONE)
    watch.nothing_wrong()


def test_signing_in_and_being_refused_are_fit_to_be_read(province: Province, page: Any, live_server: Any) -> None:
    watch = Watch(page, urlsplit(live_server.url).netloc)
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập").click()
    watch.look()
    page.get_by_label("Tên đăng nhập").fill("khong.co")
    page.get_by_label("Mật khẩu").fill("không đúng")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_text("không đúng").first.wait_for()
    watch.look()
    watch.nothing_wrong()


def test_what_is_forbidden_missing_or_wrongly_filled_in_is_fit_to_be_read(province: Province, looking: Looking) -> None:
    page, watch = looking(province.account("coordinator"))
    for address, status in (("/khong-co/", 404), ("/tai-khoan/", 403)):
        assert page.goto(address).status == status
        watch.look()
    page.goto("/nhap-so-lieu/")
    press(page, watch, "Tải lên và xem trước", "Chưa chọn tệp")
    page.goto("/doi-mat-khau/")
    press(page, watch, "Đổi mật khẩu", "Còn chỗ cần sửa")
    for status, button in (("missing", "Xem trước"), ("recalled", "Xác nhận")):
        page.goto(f"/quy-dinh/{figure_with(status)}/")
        press(page, watch, button, "Còn chỗ cần sửa")
    page.goto("/nhat-ky/?tu=ba+mươi")
    watch.look()
    watch.nothing_wrong()


def test_forms_about_people_wrongly_filled_in_are_fit_to_be_read(province: Province, looking: Looking) -> None:
    page, watch = looking(province.account("administrator"))
    page.goto("/tai-khoan/moi/")
    press(page, watch, "Lập tài khoản", "Còn chỗ cần sửa")
    page.goto(f"/tai-khoan/{province.account('commune').pk}/")
    press(page, watch, "Giao chức vụ", "Còn chỗ cần sửa")
    watch.nothing_wrong()


def test_every_state_of_an_import_is_fit_to_be_read(province: Province, looking: Looking) -> None:
    from chungsuc.imports import actions
    from chungsuc.imports.tests.pages_support import FAULTY, GOOD, read_batch, read_file
    from chungsuc.jobs.models import Job

    by = province.account("coordinator").username
    page, watch = looking(province.account("coordinator"))
    with (PACK / "samples" / GOOD).open("rb") as stream:
        received = actions.receive(stream, filename=GOOD, kind="indicator-values", by=by)
    preview, unchanged, faulty = read_batch(GOOD), read_batch(GOOD), read_batch(FAULTY)
    refused = read_file(PACK / "pack.yaml", "indicator-values")
    actions.confirm(unchanged, by=by)
    for batch, query in (
        (received, ""), (preview, ""), (preview, "?loc=khop"), (faulty, ""), (faulty, "?loc=sai"), (faulty, "?loc=luu-y"),
        (unchanged, ""), (refused, ""),
    ):  # fmt: skip
        page.goto(f"/nhap-so-lieu/{batch.pk}/{query}")
        watch.look()
    page.goto(f"/nhap-so-lieu/{faulty.pk}/")
    page.get_by_label("Giá trị đúng của ô I15").fill("chín mươi")
    page.keyboard.press("Enter")
    page.locator("[aria-invalid=true]").wait_for()
    watch.look()
    confirmed = imported("bieu-tong-hop-2023.xlsx")
    page.goto(f"/nhap-so-lieu/{confirmed}/")
    press(page, watch, "Hoàn tác lần nhập", "Chưa ghi lý do")
    page.get_by_label("Lý do hoàn tác").fill("Biểu chưa được ký.")
    press(page, watch, "Hoàn tác lần nhập", "Lần nhập này đã hoàn tác")
    for state, more in (("queued", {}), ("running", {"share": 40}), ("parked", {"finished_at": timezone.now()})):
        job = Job.objects.create(kind="doc-tep", state=state, heartbeat=timezone.now(), created_by=by, **more)
        page.goto(f"/viec/{job.pk}/")
        watch.look()
    watch.nothing_wrong()


def press(page: Any, watch: Watch, button: str, said: str) -> None:
    """Presses the button, waits for what the page says then, and looks at it."""
    page.locator("main").get_by_role("button", name=button).first.click()
    page.get_by_text(said).first.wait_for()
    watch.look()


def figure_with(status: str) -> int:
    """A figure of law with that status; a number, so that it can be amended."""
    from chungsuc.rulebook.models import Figure

    figures = Figure.objects.current().filter(status=status).order_by("pk")
    return int((figures.filter(key__startswith="days:").first() or figures[0]).pk)


def imported(name: str) -> str:
    """The import that brought a sample in."""
    from chungsuc.imports.models import Batch

    return str(Batch.objects.get(filename=name, state="confirmed").pk)
