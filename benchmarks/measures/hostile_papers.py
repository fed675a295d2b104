"""S4: hostile .docx through the running service, as templates and as papers to lint: nothing dies, nothing takes long."""

import contextlib
import http.client
import os
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.board import Line, at_most
from benchmarks.measures.pages import make_demo
from benchmarks.serving import free_port, granian, running, signed_in
from benchmarks.surroundings import service

APPLICATION = "chungsuc.wsgi:application"
LINT, TEMPLATES = "/giay-to/doc-soat/", "/giay-to/mau/"
SECONDS, MIB = 2, 512
_MARK = "----tep-doc-hai"


def measure(quick: bool) -> list[Line]:
    files = int(os.environ.get("CHUNGSUC_BENCH_FILES", "150" if quick else "10000"))
    with service():
        make_demo()
        sound, port = _sound(), free_port()
        with running(granian(APPLICATION, port), port) as address:
            seen = _sent(address, signed_in("thidua"), sound, files)
    told = ", ".join(f"{status}: {count}" for status, count in sorted(seen.statuses.items()))
    note = f"{files} tệp, một nửa là mẫu, một nửa để soát; trả lời {told}"
    broken = sum(count for status, count in seen.statuses.items() if status >= 500 or status == 0)
    return [
        at_most("S4", "tệp .docx độc hại: lỗi 5xx hoặc không trả lời", broken, 0, "", note),
        at_most("S4", "tệp .docx độc hại: tiến trình web chết", seen.died, 0, ""),
        at_most("S4", "tệp .docx độc hại: trả lời lâu nhất", seen.slowest, SECONDS, "s", seen.slowest_way),
        at_most("S4", "tệp .docx độc hại: tiến trình web dùng nhiều nhất", seen.peak, MIB, "MiB"),
    ]


@dataclass
class Seen:
    """What the answers were, how long the slowest took, how many web processes ended, the most memory one held."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0
    slowest_way: str = ""
    died: int = 0
    peak: float = 0


def _sound() -> bytes:
    """The standard template of reports: what hostile files are made from."""
    from chungsuc.documents.facts import kinds_on, layout_on
    from chungsuc.typesetting import templates
    from chungsuc.web.day import today

    return templates.standard(kinds_on(today())["bao-cao"], layout_on(today()))


def _sent(address: str, headers: dict[str, str], sound: bytes, files: int) -> Seen:
    from chungsuc.typesetting.tests.hostile import hostile

    port = urlsplit(address).port or 0
    seen, before = Seen(), _workers()
    if len(before) < 3:
        raise RuntimeError("the web processes were not found")
    token = secrets.token_hex(16)
    cookies = {"Cookie": f"{headers['Cookie']}; csrftoken={token}"}
    for number, (way, content) in enumerate(hostile(files, sound)):
        page = (LINT, TEMPLATES)[number // 7 % 2]
        given = {"csrfmiddlewaretoken": token, "unit": "SNV", "kind": "bao-cao", "name": f"Mẫu {number}", "note": ""}
        began = time.perf_counter()
        seen.statuses[_posted(port, page, cookies, given, content)] += 1
        took = time.perf_counter() - began
        if took > seen.slowest:
            seen.slowest, seen.slowest_way = took, f"{way} {number}, {page}"
        seen.peak = max([seen.peak, *map(_peak, before)])
    seen.died = len(before - _workers())
    return seen


def _posted(port: int, page: str, cookies: dict[str, str], given: dict[str, str], content: bytes) -> int:
    """The status of an upload; 0 for no answer."""
    said = "".join(
        f'--{_MARK}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in given.items()
    )
    head = f'--{_MARK}\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n'
    body = (said + head).encode() + content + f"\r\n--{_MARK}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={_MARK}"}
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", page, body, cookies | kind)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0


def _workers() -> set[int]:
    """The processes of the service: everything that this process started, and what that started."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
    found, todo = set[int](), {os.getpid()}
    while todo:
        todo = {process for process, parent in parents.items() if parent in todo}
        found |= todo
    return found


def _peak(process: int) -> float:
    """The most memory that a process has held, in MiB; 0 when it is no more."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
