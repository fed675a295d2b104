"""Servers to ask, and asking them: wrk where it is installed, a small client of our own where it is not."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.board import share
from benchmarks.surroundings import PROJECT

WRK = shutil.which("wrk")
PATIENCE = 60


@dataclass(frozen=True)
class Asked:
    """What a while of asking found: answers a second, milliseconds an answer, answers that were no success."""

    rate: float
    p50: float
    p99: float
    failed: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[str]:
    """A server of this Python until the end; gives its address once it answers at all."""
    process = subprocess.Popen(
        [sys.executable, *command], env=os.environ | environment, cwd=PROJECT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await(process: subprocess.Popen, port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/dang-nhap/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server does not answer")


def granian(application: str, port: int, *, threads: int = 1) -> list[str]:
    """The command that `chungsuc serve` runs for its web part, for another application."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    return ["-m", "granian", *options, "--blocking-threads", str(threads), "--log-level", "critical", application]


def signed_in(username: str) -> dict[str, str]:
    """The header of a browser in which this person is signed in; writes a session."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from chungsuc.accounts.models import User

    user = User.objects.get(username=username)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}


def check(url: str, headers: Mapping[str, str], expected: str) -> int:
    """That the page really is the page; returns its size in bytes."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    connection.request("GET", f"{place.path}?{place.query}" if place.query else place.path, headers=dict(headers))
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status != 200 or expected not in text:
        raise RuntimeError(f"{url}: {answer.status}, without “{expected}”")
    return len(text.encode())


def ask(url: str, headers: Mapping[str, str], *, at_once: int, duration: float) -> Asked:
    """Asks one address over and over."""
    return _wrk(url, headers, at_once, duration) if WRK else _own(url, headers, at_once, duration)


def _wrk(url: str, headers: Mapping[str, str], at_once: int, duration: float) -> Asked:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [WRK or "", "-t1", f"-c{at_once}", f"-d{max(1, round(duration))}s", "--latency", "--timeout", "30s"]
    told = subprocess.run([*command, *given, url], capture_output=True, text=True, check=True).stdout
    failed = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", told))
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    failed += sum(map(int, errors.groups())) if errors else 0
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])
    return Asked(rate, _milliseconds("50%", told), _milliseconds("99%", told), failed)


def _milliseconds(part: str, told: str) -> float:
    amount, unit = re.findall(rf"{part}\s+([\d.]+)(us|ms|s|m)\b", told)[0]
    return float(amount) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def _own(url: str, headers: Mapping[str, str], at_once: int, duration: float) -> Asked:
    took: list[float] = []
    failed: list[int] = []
    until = time.monotonic() + duration
    threads = [threading.Thread(target=_asker, args=(url, headers, until, took, failed)) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Asked(len(took) / duration, share(took, 0.5), share(took, 0.99), len(failed))


def _asker(url: str, headers: Mapping[str, str], until: float, took: list[float], failed: list[int]) -> None:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    while time.monotonic() < until:
        began = time.perf_counter()
        try:
            connection.request("GET", f"{place.path}?{place.query}", headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 400:
                failed.append(answer.status)
        except OSError:
            failed.append(0)
            connection.close()
        took.append((time.perf_counter() - began) * 1000)
