"""The processes of the service: started, kept alive, ended."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from chungsuc.cli.supervision import free_port_or_refuse
from chungsuc.cli.words import CannotRun

TWO = """
from chungsuc.cli import supervision
supervision.START_AGAIN_AFTER = 0.1
web = supervision.Child("web", ["-c", {web!r}], must_live=True)
worker = supervision.Child("worker", ["-c", {worker!r}], must_live=False)
raise SystemExit(supervision.supervise([web, worker], patience=5))
"""
WAITS = "import os, signal; os.write(1, b'{name}\\n'); signal.pause()"  # one write: two processes share the pipe


def start(web, worker):
    code = TWO.format(web=web, worker=worker)
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_told_to_stop_it_ends_everybody_and_calls_that_success():
    service = start(WAITS.format(name="web"), WAITS.format(name="worker"))
    assert {service.stdout.readline(), service.stdout.readline()} == {"web\n", "worker\n"}
    service.send_signal(signal.SIGTERM)
    assert service.wait(10) == 0
    assert service.stdout.read() == ""  # the pipe is closed: nobody lives on with it


def test_a_worker_that_dies_is_started_again():
    service = start(WAITS.format(name="web"), "import os; os.write(1, b'worker\\n')")
    lines = [service.stdout.readline() for _ in range(4)]
    assert lines.count("worker\n") >= 3
    service.send_signal(signal.SIGINT)
    _, said = service.communicate(timeout=10)
    assert "Khởi động lại worker (đã dừng với mã 0)." in said
    assert service.returncode == 0


def test_the_end_of_the_web_server_is_the_end_of_the_service():
    service = start("raise SystemExit(7)", WAITS.format(name="worker"))
    _, said = service.communicate(timeout=10)
    assert service.returncode == 7
    assert "Dịch vụ dừng vì web đã dừng (mã 7)." in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="chỉ Linux báo cho tiến trình con")
def test_a_killed_supervisor_leaves_nobody_behind():
    service = start(WAITS.format(name="web"), WAITS.format(name="worker"))
    assert {service.stdout.readline(), service.stdout.readline()} == {"web\n", "worker\n"}
    service.kill()
    service.wait()
    assert service.stdout.read() == ""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_busy_port_is_refused_even_when_its_user_would_share_it():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotRun, match=f"Cổng {port} đang có chương trình khác dùng") as refusal:
            free_port_or_refuse("127.0.0.1", port)
    assert refusal.value.status == 1
    free_port_or_refuse("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("256.1.1.1", 8000)])
def test_an_impossible_place_is_refused_with_advice(host, port):
    with pytest.raises(CannotRun, match="kiểm tra lại --host và --port"):
        free_port_or_refuse(host, port)


def page_when_up(address, service, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and service.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except OSError:
            threading.Event().wait(0.1)
    raise AssertionError(f"no answer from {address}")


@pytest.mark.slow
def test_the_whole_service_starts_answers_and_stops(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "CHUNGSUC_DATA_DIR": str(tmp_path),
        "CHUNGSUC_JOBS_INLINE": "0",
        "PORT": str(free_port()),
    }
    chungsuc = [sys.executable, "-m", "chungsuc"]
    made = subprocess.run([*chungsuc, "migrate"], env=environment, capture_output=True, text=True, encoding="utf-8")
    assert (made.returncode, made.stderr) == (0, "")
    assert "Đã cập nhật cơ sở dữ liệu" in made.stdout
    service = subprocess.Popen([*chungsuc, "serve"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        status, page = page_when_up(f"http://127.0.0.1:{environment['PORT']}/dang-nhap/", service)
        assert status == 200
        assert "Đăng nhập" in page
        second = subprocess.run([*chungsuc, "serve"], env=environment, capture_output=True, text=True, encoding="utf-8")
        assert second.returncode == 1
        assert "đang có chương trình khác dùng" in second.stderr
    finally:
        service.send_signal(signal.SIGTERM)
    assert service.wait(40) == 0
    free_port_or_refuse("127.0.0.1", int(environment["PORT"]))
