"""The scores and places of a round of a cluster or block."""

import argparse

from chungsuc.cli.words import CannotRun, print_json

NAME = "scores"
HELP = "Điểm và xếp hạng của một đợt chấm thi đua; tính lại từ nhật ký để kiểm tra."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--round", required=True, metavar="MÃ", help="mã đợt chấm, ví dụ KHOI-1-2023")
    parser.add_argument("--check", action="store_true", help="tính lại từ nhật ký; khác kết quả đã chốt thì báo lỗi")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Prints the frozen result, or the result so far. With `--check` 1 when it is not what the journal comes to."""
    from chungsuc.scoring.facts import board_of, faults, for_scripts
    from chungsuc.scoring.models import Round

    found = Round.objects.select_related("group", "organiser").filter(code=options.round).first()
    if found is None:
        known = ", ".join(Round.objects.order_by("code").values_list("code", flat=True)[:10]) or "chưa có đợt nào"
        raise CannotRun(f"Không có đợt chấm nào mang mã “{options.round}”. Các đợt: {known}.")
    board = board_of(found)
    wrong = faults(board) if options.check else []
    told = for_scripts(board)
    if options.json:
        print_json({**told, **({"faults": wrong} if options.check else {})})
    else:
        _print(told, found.state_label)
        for text in wrong:
            print(text)
        if options.check and not wrong:
            print("Tính lại từ nhật ký: khớp.")
    return 1 if wrong else 0


def _print(told: dict, state: str) -> None:
    from decimal import Decimal

    from chungsuc.law.figures import show_decimal

    print(f"{told['round']}: {told['table']['name']}, năm {told['year']}, {state}")
    for row in told["ranking"]:
        points = "chưa đủ căn cứ" if row["points"] is None else f"{show_decimal(Decimal(str(row['points'])))} điểm"
        print(f"{row['rank'] or '–'}. {row['name']}: {points}")
        for reason in row["reasons"][1:]:
            print(f"   {reason}")
    for one in told["named"]:
        print(f"–  {one['name']}: {one['ground']}")
