"""What is watched while somebody walks through the pages: accessibility, weight, hosts, complaints of the browser."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

WIDTHS = ((1280, 900), (390, 844))
NARROWEST = 320  # what is left of a desk's window at 400 % zoom
SHEET = 690  # CSS pixels between the margins of an upright A4
PAGE_WEIGHT = 100_000  # bytes on the wire for one page with everything it asks for
# WCAG 2.2, levels A and AA, and what axe's authors hold to be good practice: none of it may be broken.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Rows after the twelfth are printed by the same lines of the same template; reading them again takes most of the time.
REPEATED = [["tbody tr:nth-child(n+13)"], ["ul.reasons > li:nth-child(n+13)"], ["svg[data-map] a:nth-of-type(n+13)"]]


@cache
def _axe() -> Axe:
    return Axe()


def barriers(page: Any) -> list[tuple[str, str, list[str]]]:
    """What axe holds against the page as it stands: rule, weight, places."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = _axe().run(page, context={"exclude": REPEATED}, options=options).response["violations"]
    return [(rule["id"], rule["impact"], [node["html"][:120] for node in rule["nodes"]]) for rule in found]


class Watch:
    """Listens to a page from its first request on; `look` judges the page as it stands."""

    def __init__(self, page: Any, host: str) -> None:
        self.page, self.host = page, host
        self.complaints: list[str] = []
        self.elsewhere: set[str] = set()
        self.weight, self.heaviest, self.seen = 0, 0, list[str]()
        page.on("console", self._said)
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("request", self._asked)
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._loaded)

    def _said(self, message: Any) -> None:
        # a page that tells of a fault is answered with 422, 403, 404 or 409, which the browser notes as a failed load
        told = any(f"status of {status}" in message.text for status in (403, 404, 409, 422))
        if message.type in ("error", "warning") and not told:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Any) -> None:
        place = urlsplit(request.url)
        if place.scheme in ("http", "https", "ws", "wss") and place.netloc != self.host:
            self.elsewhere.add(request.url)
        if request.is_navigation_request():
            self.weight = 0

    def _loaded(self, event: Any) -> None:
        self.weight += int(event["encodedDataLength"])

    def look(self, widths: Sequence[tuple[int, int]] = WIDTHS) -> None:
        """The page at each width: no barrier, nothing wider than the window or a sheet of paper, not too heavy."""
        self.page.wait_for_load_state("load")
        self.heaviest = max(self.heaviest, self.weight)
        self.seen.append(self.page.url)
        assert self.weight < PAGE_WEIGHT, f"{self.page.url}: {self.weight} byte"
        assert self.page.locator("h1").count() == 1, f"{self.page.url}: phải có đúng một tiêu đề h1"
        for width, height in widths:
            self.page.set_viewport_size({"width": width, "height": height})
            bad = barriers(self.page)
            assert not bad, (self.page.url, width, bad)
            self._fits(width)
        self.page.set_viewport_size({"width": NARROWEST, "height": 640})
        self._fits(NARROWEST)
        self._fits_on_paper()
        self.page.set_viewport_size({"width": widths[0][0], "height": widths[0][1]})

    def _fits(self, width: int) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url}: rộng quá {wide} px ở {width} px"

    def _fits_on_paper(self) -> None:
        """A table of nine columns and more takes a sheet of its own, lying."""
        self.page.emulate_media(media="print")
        self.page.set_viewport_size({"width": SHEET, "height": 1000})
        if not self.page.locator(".table-wide").count():
            self._fits(SHEET)
        left = self.page.locator("button, .button, .search, .menu, .filters, .reasons form").locator("visible=true")
        assert not left.count(), f"{self.page.url}: bản in còn nút bấm"
        self.page.emulate_media(media="screen")

    def nothing_wrong(self) -> None:
        """No complaint of the browser (script, policy, missing file) and no request to anybody else."""
        assert not self.complaints
        assert not self.elsewhere
