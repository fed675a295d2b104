"""What is due on a day."""

import argparse
import sys
from typing import Any

from chungsuc.cli.words import CannotRun, add_json, print_json, shaped

NAME = "due"
FIELDS = ("unit", "what", "due", "working_days_left", "state")
HELP = "Việc đến hạn của các đơn vị vào một ngày: chưa đến hạn, quá hạn, đã xong, được gia hạn."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", required=True, metavar="NGÀY", help="ngày, dạng 2023-12-31 hoặc 31/12/2023")
    parser.add_argument("--unit", metavar="MÃ", help="mã đơn vị, ví dụ ld-24751 hoặc SXD; bỏ trống: mọi đơn vị")
    add_json(parser, "tên đơn vị, khóa, loại, hạn ban đầu, ngày xong, lý do chậm, căn cứ, trang")


def run(options: argparse.Namespace) -> int:
    """Prints every obligation known on the day: the earliest last day first, then by unit and by what is to be done."""
    from chungsuc.deadlines.facts import dues_on
    from chungsuc.law.periods import DayError, read_day
    from chungsuc.organisations.models import Unit

    try:
        day = read_day(options.on)
    except DayError as fault:
        raise CannotRun(str(fault)) from None
    units = None
    if options.unit is not None:
        unit = Unit.objects.filter(code=options.unit).first()
        if unit is None:
            raise CannotRun(f"Không có đơn vị nào mang mã “{options.unit}”. Hãy xem mã bằng lệnh chungsuc units.")
        units = frozenset({unit.pk})
    found = dues_on(day, units)
    for gap, count in sorted(found.gaps.items()):
        print(f"Chưa tính được hạn của {count} việc: {gap}.", file=sys.stderr)
    if options.json:
        print_json([shaped(_row(fact), FIELDS, options.details) for fact in found.facts])
        return 0
    for fact in found.facts:
        print(f"{fact.unit.name}: {fact.what}: {fact.words}")
    if not found.facts:
        print("Không có việc nào.")
    return 0


def _row(fact: Any) -> dict[str, Any]:
    done = fact.due.done_on
    return {
        "unit": fact.unit.code,
        "what": fact.what,
        "due": fact.until.isoformat(),
        "working_days_left": fact.left,
        "state": fact.state.value,
        "name": fact.unit.name,
        "key": fact.key,
        "kind": fact.kind,
        "first_due": fact.due.due.isoformat(),
        "done_on": done.isoformat() if done else None,
        "reason": fact.reason,
        "source": fact.due.source,
        "page": fact.due.href,
    }
