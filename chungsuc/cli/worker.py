"""The process that does long work."""

import argparse

NAME = "worker"
HELP = "Chạy tiến trình xử lý việc nền (đọc tệp, tính lại); lệnh serve tự chạy tiến trình này."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    """Take up what an earlier worker left, then work until told to stop."""
    from django.conf import settings
    from django.utils.module_loading import autodiscover_modules
    from huey.contrib.djhuey import HUEY

    from chungsuc.jobs.actions import sweep

    HUEY.immediate = False
    autodiscover_modules("tasks")
    sweep()
    HUEY.create_consumer(**settings.HUEY["consumer"]).run()
    return 0
