"""Check that the journal is whole."""

import argparse
from pathlib import Path

from chungsuc.cli.words import CannotRun, existing_file

NAME = "verify-audit"
HELP = "Kiểm tra nhật ký: không mục nào bị sửa, xóa, chèn hay đảo thứ tự."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--heads",
        metavar="TỆP",
        help="tệp dấu cuối đã công bố để đối chiếu (mặc định: tệp trong thư mục dữ liệu, nếu có)",
    )


def run(options: argparse.Namespace) -> int:
    """0 when the chain is whole (its head is then published); 1 with the first broken entry and the reason."""
    from django.conf import settings

    from chungsuc.audit.actions import HEADS_FILE, publish_head
    from chungsuc.audit.models import Entry
    from chungsuc.audit.verification import HeadsUnreadable, verify_chain

    published = Path(settings.JOURNAL_HEADS_DIR) / HEADS_FILE
    heads = existing_file(options.heads) if options.heads else published if published.exists() else None
    try:
        broken = verify_chain(heads)
    except HeadsUnreadable as fault:
        raise CannotRun(str(fault)) from None
    if broken:
        print(f"Nhật ký không còn nguyên vẹn từ mục số {broken.seq}: {broken.reason}")
        print("Hãy giữ nguyên cơ sở dữ liệu, báo người phụ trách an toàn thông tin và đối chiếu với bản sao lưu.")
        return 1
    publish_head(Path(settings.JOURNAL_HEADS_DIR))
    print(f"Nhật ký nguyên vẹn: {Entry.objects.count()} mục.")
    return 0
