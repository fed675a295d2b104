"""Counting the published ballots of a council's session again: the neutral clerk's check."""

import argparse

from chungsuc.cli.words import CannotRun, print_json

NAME = "recount"
HELP = "Đếm lại phiếu đã công bố của một phiên họp Hội đồng."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", type=int, metavar="PHIÊN", help="số trong địa chỉ trang của phiên họp")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON, kèm mọi phiếu")


def run(options: argparse.Namespace) -> int:
    """Prints for every item what was counted again beside what was stated; 1 when they differ."""
    from chungsuc.councils.facts import recounted
    from chungsuc.councils.models import Session
    from chungsuc.councils.rules import COUNTED_AS

    session = Session.objects.select_related("council").filter(pk=options.session).first()
    if session is None:
        raise CannotRun(f"Không có phiên họp {options.session}. Hãy xem số trong địa chỉ trang của phiên họp.")
    lines = recounted(session)
    if not lines:
        raise CannotRun(f"{session} {session.state_label}: chưa có phiếu nào được công bố.", 1)
    agrees = all(line["agrees"] for line in lines)
    if options.json:
        print_json({"session": str(session), "agrees": agrees, "items": lines})
        return 0 if agrees else 1
    for line in lines:
        told = ", ".join(f"{COUNTED_AS[choice].lower()} {number}" for choice, number in line["counted"].items())
        print(f"{line['order']}. {line['item']}: {told}; {'khớp' if line['agrees'] else 'KHÔNG KHỚP kết quả đã ghi'}.")
    return 0 if agrees else 1
