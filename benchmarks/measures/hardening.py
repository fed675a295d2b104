"""S6: the deployment check is clean; a crawl as three people counts what is inline and what loads from elsewhere."""

import http.client
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from urllib.parse import quote, urljoin, urlsplit

from benchmarks.board import Line, at_most
from benchmarks.measures.pages import make_demo
from benchmarks.serving import PATIENCE, free_port, running, signed_in
from benchmarks.surroundings import PROJECT, service
from tests.inline import Inline

PEOPLE = ("dieuphoi", "lanhdao", "quantri")
ELSEWHERE = re.compile(r"(?:@import|url\(|import|fetch\()\s*[\"'(]*\s*((?:https?:)?//(?!www\.w3\.org/)[^\s\"')]+)")


def measure(quick: bool) -> list[Line]:
    with service():
        make_demo()
        port = free_port()
        with running(["-m", "chungsuc", "serve", "--port", str(port)], port) as address:
            seen = _Crawl(address)
            for name in PEOPLE[:1] if quick else PEOPLE:
                seen.walk(signed_in(name), most=40 if quick else 1_500)
    note = f"{seen.pages:,} trang; {seen.files} tệp".replace(",", ".")
    failed = seen.failed[0] if seen.failed else ""
    return [
        at_most("S6", "điều check --deploy còn nhắc", _warnings(), 0, "điều"),
        at_most("S6", "chỗ viết mã, kiểu trong trang", len(seen.inline), 0, "chỗ", note),
        at_most("S6", "chỗ tải hoặc gửi tới nơi khác", len(seen.elsewhere), 0, "chỗ", note),
        at_most("S6", "trang không có chính sách nội dung chặt", len(seen.lax), 0, "trang", note),
        at_most("S6", "đường dẫn hỏng gặp khi đi khắp các trang", len(seen.failed), 0, "đường dẫn", failed),
    ]


def _warnings() -> int:
    """What Django's own check has to say of the service behind TLS; counts a failure without a number as one."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CHUNGSUC_HTTPS": "1", "CHUNGSUC_DATA_DIR": folder}
        for name in ("DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"):
            environment.pop(name, None)
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    told = re.search(r"identified (\d+) issue", done.stdout + done.stderr)
    return int(told[1]) if told else int(done.returncode != 0)


class _Crawl:
    """Follows every link of the own host, each kind of address a few times, and looks at what comes."""

    ALIKE = 6  # pages of one template tell the same after the sixth

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages = self.files = 0
        self.inline: set[tuple[str, str]] = set()
        self.elsewhere: set[tuple[str, str]] = set()
        self.lax: set[str] = set()
        self.failed: list[str] = []

    def walk(self, cookie: dict[str, str], *, most: int) -> None:
        """Breadth first from the first page; signing out is left out."""
        todo, known, kinds = ["/"], {"/"}, dict[str, int]()
        while todo and most:
            path, most = todo.pop(0), most - 1
            for link in self._look(path, cookie):
                place = urlsplit(urljoin(path, link))
                kind = re.sub(r"\d+|(?<=/)[a-z]{2}-[\w-]+", "*", place.path + "?" + re.sub(r"=[^&]*", "", place.query))
                target = quote(place.path + (f"?{place.query}" if place.query else ""), safe="/?&=%:+,;-._~")
                if (
                    place.netloc
                    or place.scheme
                    or "dang-xuat" in target
                    or target in known
                    or kinds.get(kind, 0) >= self.ALIKE
                ):
                    continue
                known.add(target)
                kinds[kind] = kinds.get(kind, 0) + 1
                todo.append(target)

    def _look(self, path: str, cookie: dict[str, str]) -> Iterator[str]:
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
        connection.request("GET", path, headers=cookie)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        if answer.status not in (200, 302, 303, 403, 405):
            self.failed.append(f"{path}: {answer.status}")
        if "html" not in answer.headers.get("Content-Type", ""):
            self.files += 1
            self.elsewhere |= {(path, found) for found in ELSEWHERE.findall(text)}
            return
        self.pages += 1
        policy = answer.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            self.lax.add(path)
        page = Inline(text)
        self.inline |= {(path, found) for found in page.found}
        self.elsewhere |= {(path, found) for found in page.elsewhere}
        yield from page.links
