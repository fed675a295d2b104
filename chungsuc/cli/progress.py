"""Where the province stands against the plan's targets on a day."""

import argparse

from chungsuc.cli.words import CannotRun, add_json, print_json, shaped

NAME = "progress"
FIELDS = ("code", "operator", "target", "actual", "gap", "status")
HELP = "Tiến độ so với các chỉ tiêu của kế hoạch vào một ngày."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", required=True, metavar="NGÀY", help="ngày, dạng 2023-12-31 hoặc 31/12/2023")
    add_json(parser, "căn cứ, số đơn vị, ngày của số liệu, số của các đơn vị trước sắp xếp")


def run(options: argparse.Namespace) -> int:
    """Prints the targets of the loaded plan."""
    from chungsuc.law.figures import show_decimal
    from chungsuc.law.periods import DayError, read_day
    from chungsuc.movement.facts import as_json, progress_on
    from chungsuc.movement.models import Plan

    try:
        day = read_day(options.on)
    except DayError as fault:
        raise CannotRun(str(fault)) from None
    plan = Plan.objects.first()
    if plan is None:
        raise CannotRun("Chưa nạp kế hoạch nào. Hãy chạy chungsuc load-pack THƯ_MỤC trước.", 1)
    found = progress_on(plan, day)
    if options.json:
        targets = [shaped(as_json(item), FIELDS, options.details) for item in found]
        print_json({"on": day.isoformat(), "targets": targets})
        return 0
    print(f"{plan.short_name}, tính đến {day:%d/%m/%Y}")
    for item in found:
        target = "chưa có" if item.target is None else show_decimal(item.target)
        actual = (
            "chưa có"
            if item.amount.low is None
            else show_decimal(item.amount.low, None if item.amount.low == int(item.amount.low) else 2)
        )
        print(f"{item.outcome.shape} {item.name}: {actual}/{target} {item.unit}, {item.outcome.label}")
    return 0
