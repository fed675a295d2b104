"""The bonus that goes with an award."""

import argparse
import sys
from typing import Any

from chungsuc.cli.words import CannotRun, a_day, print_json

NAME = "bonus"
HELP = "Tiền thưởng của một hình thức khen thưởng, theo quy định của ngày quyết định."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--form", required=True, metavar="MÃ", help="mã hình thức, ví dụ BK_TINH")
    parser.add_argument(
        "--subject-kind", required=True, choices=("individual", "collective"), help="cá nhân hoặc tập thể"
    )
    parser.add_argument("--decided", required=True, type=a_day, metavar="NGÀY", help="ngày quyết định khen thưởng")
    parser.add_argument("--received", type=a_day, metavar="NGÀY", help="ngày nhận hồ sơ; bỏ trống: lấy ngày quyết định")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Prints the amount in đồng and what it rests on; 1, with what is missing, when it cannot be told."""
    from chungsuc.awards.facts import bonus_on, known_forms

    known = known_forms()
    if options.form not in known:
        told = ", ".join(known) or "chưa nạp gói dữ liệu"
        raise CannotRun(f"Không có hình thức khen thưởng mã “{options.form}”. Các mã: {told}.")
    if options.received and options.received > options.decided:
        raise CannotRun("Ngày nhận hồ sơ sau ngày quyết định. Hãy xem lại hai ngày.")
    try:
        found = bonus_on(options.form, options.subject_kind, options.decided, options.received)
    except ValueError as fault:
        raise CannotRun(str(fault)) from None
    if options.json:
        print_json(_shaped(found))
    if found.gaps:
        print(found.sentence, file=sys.stderr)
        return 1
    if not options.json:
        _print(found)
    return 0


def _shaped(found: Any) -> dict[str, Any]:
    salary, coefficient = found.base_salary, found.bonus.coefficient
    return {
        "amount": found.bonus.amount,
        "coefficient": None if coefficient is None else float(coefficient),
        "base_salary": None if salary is None else int(salary),
        "regime": found.regime or None,
        "sources": list(found.sources),
        **({"missing": list(found.gaps)} if found.gaps else {}),
    }


def _print(found: Any) -> None:
    from chungsuc.law.figures import show_decimal, show_money

    told = f"{show_decimal(found.bonus.coefficient)} × {show_money(found.base_salary)}"
    print(f"{show_money(found.bonus.amount)} ({told}, làm tròn lên)")
    for source in found.sources:
        print(f"   {source}")
