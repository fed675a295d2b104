"""Check that the journal is whole."""

import argparse

from chungsuc.cli.words import CannotRun, existing_file

NAME = "verify-audit"
HELP = "Kiểm tra nhật ký: không mục nào bị sửa, xóa, chèn hay đảo thứ tự."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--heads", metavar="TỆP", help="tệp dấu cuối đã công bố, lưu ngoài cơ sở dữ liệu, để đối chiếu")


def run(options: argparse.Namespace) -> int:
    """0 when the chain is whole; 1 with the first broken entry and the reason."""
    from chungsuc.audit.models import Entry
    from chungsuc.audit.verification import HeadsUnreadable, verify_chain

    heads = existing_file(options.heads) if options.heads else None
    try:
        broken = verify_chain(heads)
    except HeadsUnreadable as fault:
        raise CannotRun(str(fault)) from None
    if broken:
        print(f"Nhật ký không còn nguyên vẹn từ mục số {broken.seq}: {broken.reason}")
        print("Hãy giữ nguyên cơ sở dữ liệu, báo người phụ trách an toàn thông tin và đối chiếu với bản sao lưu.")
        return 1
    print(f"Nhật ký nguyên vẹn: {Entry.objects.count()} mục.")
    return 0
