"""A1: what axe (WCAG 2.2 AA and good practice) holds against every page that somebody may open, at desk and phone width."""

from typing import Any

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.measures.weight import browser_place, opened
from benchmarks.serving import free_port, running, signed_in
from benchmarks.surroundings import service

PEOPLE = ("coordinator", "leader", "commune", "administrator")
WHAT = "chỗ mà axe thấy khó dùng trên mọi trang, ở 1280 và 390 px"


def measure(quick: bool) -> list[Line]:
    browser = browser_place()
    if browser is None:
        return [unmeasured("A1", WHAT, "thiếu Chromium")]
    with service():
        from tests.journeys.test_every_page import a_world, pages_of
        from tests.province import load_province

        province = load_province()
        port, world = free_port(), a_world()
        asked: list[tuple[str, list[str]]] = []
        for who in PEOPLE[:1] if quick else PEOPLE:
            name = province.account(who).username
            addresses = list(pages_of(who, world, every=not quick))
            asked.append((name, addresses[:3] if quick else addresses))
        with running(["-m", "chungsuc", "serve", "--port", str(port)], port) as address:
            found = _looked(browser, address, [(signed_in(name), addresses) for name, addresses in asked])
    note = f"{found['pages']} trang, {len(asked)} người" + (f"; đầu tiên: {found['first']}" if found["first"] else "")
    return [at_most("A1", WHAT, found["places"], 0, "chỗ", note)]


def _looked(browser: str, address: str, asked: list[tuple[dict[str, str], list[str]]]) -> dict[str, Any]:
    from tests.journeys.watching import WIDTHS, barriers

    found: dict[str, Any] = {"pages": 0, "places": 0, "first": ""}
    with opened(browser) as chromium:
        for header, paths in asked:
            context = chromium.new_context(base_url=address, locale="vi-VN")
            name, value = header["Cookie"].split("=")
            context.add_cookies([{"name": name, "value": value, "url": address}])
            page = context.new_page()
            for path in paths:
                if page.goto(path).status != 200:
                    raise RuntimeError(f"{path} does not open")
                found["pages"] += 1
                for width, height in WIDTHS:
                    page.set_viewport_size({"width": width, "height": height})
                    for rule, _, places in barriers(page):
                        found["places"] += len(places)
                        found["first"] = found["first"] or f"{path} {rule}"
            context.close()
    return found
