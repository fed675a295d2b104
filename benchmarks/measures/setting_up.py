"""P10: from an empty folder to a signed-in page with sample data, by `make setup` alone."""

import http.cookiejar
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from benchmarks.board import Line, at_most, unmeasured
from benchmarks.serving import free_port
from benchmarks.surroundings import PROJECT

WHAT = "chép mã nguồn, make setup, chạy, đăng nhập, thấy trang đầu có số liệu"
NAME, PASSWORD = "dieuphoi", "trinh-dien-2025"


def measure(quick: bool) -> list[Line]:
    if quick:
        return [unmeasured("P10", WHAT, "bản đo nhanh bỏ qua phần cài đặt")]
    missing = [tool for tool in ("git", "make", "python3") if not shutil.which(tool)]
    if missing:
        return [unmeasured("P10", WHAT, f"thiếu {', '.join(missing)}")]
    with tempfile.TemporaryDirectory(prefix="chungsuc-setup-") as folder:
        home = Path(folder, "chungsuc")
        clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG") or "PIP_" in key}
        began = time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(home)], check=True)
        done = subprocess.run(["make", "setup"], cwd=home, env=clean, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError((done.stdout + done.stderr)[-2000:])
        set_up = time.perf_counter() - began
        port = free_port()
        server = subprocess.Popen([".venv/bin/chungsuc", "serve", "--port", str(port)], cwd=home, env=clean,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        try:
            _signed_in_page(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(40)
        took = time.perf_counter() - began
        size = sum(_size(home / part) for part in (".venv", "var"))
    return [
        at_most("P10", WHAT, took, 30, "s", f"riêng make setup {set_up:.0f} s, gồm tải các gói"),
        at_most("P10", "dung lượng .venv và var", size / 2**20, 250, "MiB"),
    ]


def _signed_in_page(address: str) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    until = time.monotonic() + 60
    while True:
        try:
            form = browser.open(f"{address}/dang-nhap/", timeout=30).read().decode()
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[0]
    given = {"csrfmiddlewaretoken": token, "login": NAME, "password": PASSWORD}
    request = urllib.request.Request(f"{address}/dang-nhap/", urllib.parse.urlencode(given).encode())
    request.add_header("Referer", f"{address}/dang-nhap/")
    page = browser.open(request, timeout=30).read().decode()
    if "csrfmiddlewaretoken" not in page or "xã" not in page or 'name="password"' in page:
        raise RuntimeError("signing in did not lead to the first page")


def _size(folder: Path) -> int:
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*") if not path.is_dir())
