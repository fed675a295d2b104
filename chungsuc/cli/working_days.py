"""Counting working days by the calendar of the pack."""

import argparse

from chungsuc.cli.words import CannotRun, print_json

NAME = "working-days"
HELP = "Tính ngày cuối của một thời hạn theo ngày làm việc."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", required=True, dest="start", metavar="NGÀY", help="ngày nhận; không tính ngày này")
    parser.add_argument("--days", required=True, type=int, metavar="SỐ", help="số ngày làm việc, từ 0 trở lên")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Prints the last day, the days off passed over, and where the calendar was read."""
    from chungsuc.law.periods import CalendarMissing, DayError, read_day, show_day
    from chungsuc.rulebook.rule_facts import calendar, calendar_source

    try:
        start = read_day(options.start)
        if not 0 <= options.days <= 1000:
            raise CannotRun("Số ngày phải từ 0 đến 1000. Hãy kiểm tra lại.")
        span = calendar().add(start, options.days)
    except DayError as fault:
        raise CannotRun(str(fault)) from None
    except CalendarMissing as fault:
        raise CannotRun(str(fault), 1) from None
    source = calendar_source(start, span.until)
    if options.json:
        print_json(
            {"until": span.until.isoformat(), "skipped": [d.isoformat() for d in span.skipped], "source": source}
        )
        return 0
    print(f"Đến hết ngày {show_day(span.until)}.")
    print(f"Không tính: {', '.join(map(show_day, span.skipped)) or 'không có ngày nghỉ nào'}.")
    print(f"Lịch: {source}.")
    return 0
