"""The whole service in one command: the web server and, beside it, the worker."""

import argparse
import os

from chungsuc.cli.supervision import Child, free_port_or_refuse, supervise

NAME = "serve"
HELP = "Chạy dịch vụ: máy chủ web và tiến trình xử lý việc nền."
WEB_WORKERS = 2
KILL_AFTER = 30  # seconds a web worker has to finish its last request


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", metavar="ĐỊA_CHỈ", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định: 127.0.0.1)"
    )
    parser.add_argument(
        "--port",
        metavar="CỔNG",
        type=int,
        default=os.environ.get("PORT", "8000"),
        help="cổng lắng nghe (mặc định: biến môi trường PORT, nếu không có thì 8000)",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop (Ctrl-C, SIGTERM); a worker that dies is started again."""
    from django.conf import settings

    from chungsuc.organisations.upkeep import lacking

    free_port_or_refuse(options.host, options.port)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    print(f"Chung Sức đang chạy tại http://{options.host}:{options.port}/ — bấm Ctrl-C để dừng.", flush=True)
    for said in lacking():
        print(f"Nên bổ sung: {said}", flush=True)
    web = Child("máy chủ web", _web_command(options.host, options.port), must_live=True)
    worker = Child("tiến trình xử lý việc nền", ["-m", "chungsuc", "worker"], must_live=False)
    return supervise([web, worker], patience=KILL_AFTER + 5)


def _web_command(host: str, port: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(WEB_WORKERS),
        "--blocking-threads": "1",
        "--workers-kill-timeout": str(KILL_AFTER),
        "--log-level": "warning",
    }
    return ["-m", "granian", *(part for pair in options.items() for part in pair), "chungsuc.wsgi:application"]
