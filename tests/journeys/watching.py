"""What is watched while somebody walks through the pages: accessibility, weight, hosts, complaints of the browser."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

WIDTHS = ((1280, 900), (390, 844))
PAGE_WEIGHT = 100_000  # bytes on the wire for one page with everything it asks for
BAD = ("serious", "critical")


@cache
def _axe() -> Axe:
    return Axe()


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
        # a page that tells of a fault in a form is answered with 422, which the browser notes as a failed load
        if message.type in ("error", "warning") and "status of 422" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Any) -> None:
        place = urlsplit(request.url)
        if place.scheme in ("http", "https", "ws", "wss") and place.netloc != self.host:
            self.elsewhere.add(request.url)
        if request.is_navigation_request():
            self.weight = 0

    def _loaded(self, event: Any) -> None:
        self.weight += int(event["encodedDataLength"])

    def look(self) -> None:
        """The page at both widths: no serious barrier, nothing wider than the window, not too heavy."""
        self.page.wait_for_load_state("networkidle")
        assert self.weight < PAGE_WEIGHT, f"{self.page.url}: {self.weight} byte"
        self.heaviest = max(self.heaviest, self.weight)
        self.seen.append(self.page.url)
        for width, height in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": height})
            found = _axe().run(self.page).response["violations"]
            bad = [
                (rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found if rule["impact"] in BAD
            ]
            assert not bad, (self.page.url, width, bad)
            wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{self.page.url}: rộng quá {wide} px ở {width} px"
        self.page.set_viewport_size({"width": WIDTHS[0][0], "height": WIDTHS[0][1]})

    def nothing_wrong(self) -> None:
        """No complaint of the browser (script, policy, missing file) and no request to anybody else."""
        assert not self.complaints
        assert not self.elsewhere
