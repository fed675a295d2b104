"""P9: what a browser fetches for the list of communes, and when it shows the first of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.measures.pages import DAY, make_demo
from benchmarks.serving import free_port, running, signed_in
from benchmarks.surroundings import service

PLACES = [os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAINTS = 5


def browser_place() -> str | None:
    """The browser's file, if there is one."""
    return next((place for place in PLACES if place and Path(place).exists()), None)


@contextmanager
def opened(browser: str) -> Iterator[Any]:
    """The browser, running until the end."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop lives in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        yield chromium
        chromium.close()


def measure(quick: bool) -> list[Line]:
    browser = browser_place()
    if browser is None:
        return [unmeasured("P9", "sức nặng của trang danh sách", "thiếu Chromium")]
    with service():
        make_demo()
        cookie = signed_in("dieuphoi")["Cookie"].split("=")
        port = free_port()
        with running(["-m", "chungsuc", "serve", "--port", str(port)], port) as address:
            found = _looked(browser, f"{address}/xa/?{DAY}", address, cookie)
    return [
        at_most("P9", "trang danh sách, tất cả các tệp đã giải nén", found["bytes"] / 1024, 120, "KiB"),
        at_most("P9", "phần mã JavaScript", found["script"] / 1024, 40, "KiB"),
        at_most("P9", "số lần tải", found["requests"], 8, "lần"),
        at_most("P9", "hiện nét đầu tiên (trung vị)", found["paint"], None, "ms"),
        at_most("P9", "tệp tải từ nơi khác", found["elsewhere"], 0, "tệp"),
    ]


def _looked(browser: str, url: str, address: str, cookie: list[str]) -> dict[str, Any]:
    paints: list[float] = []
    with opened(browser) as chromium:
        for _ in range(PAINTS):
            context = chromium.new_context(locale="vi-VN")
            context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
            page = context.new_page()
            answers: list[Any] = []
            page.on("response", lambda answer, kept=answers: kept.append(answer))
            page.goto(url, wait_until="networkidle")
            script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
            paints.append(page.evaluate(script))
            bodies = [(answer, answer.body()) for answer in answers if answer.ok]
            scripts = sum(len(body) for answer, body in bodies if answer.request.resource_type == "script")
            context.close()
    return {
        "bytes": sum(len(body) for _, body in bodies),
        "script": scripts,
        "requests": len(answers),
        "paint": sorted(paints)[PAINTS // 2],
        "elsewhere": sum(not answer.url.startswith(address) for answer in answers),
    }
