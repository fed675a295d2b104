"""Where a unit's case of recognition stands on a day, and what is missing."""

import argparse
from typing import Any

from chungsuc.cli.words import CannotRun, a_year, print_json

NAME = "recognition"
HELP = "Hồ sơ xét công nhận của một đơn vị đang ở đâu, còn thiếu gì; chuyển hồ sơ khi sáp nhập."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="MÃ", help="mã đơn vị, ví dụ dn-24751")
    parser.add_argument("--on", required=True, metavar="NGÀY", help="ngày, dạng 2024-03-01 hoặc 01/03/2024")
    parser.add_argument("--level", metavar="MỨC", help="mã mức công nhận, ví dụ xa_ntm")
    parser.add_argument("--year", type=a_year, metavar="NĂM", help="năm đánh giá")
    parser.add_argument("--carry-over", action="store_true", help="chuyển hồ sơ đang xét của đơn vị đã sáp nhập")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Prints the newest open case of the unit (else its newest), as it stood on the day; or carries cases over."""
    from chungsuc.law.periods import DayError, read_day

    try:
        day = read_day(options.on)
    except DayError as fault:
        raise CannotRun(str(fault)) from None
    if options.carry_over:
        return _carry(day, options.json)
    if not options.unit:
        raise CannotRun("Hãy ghi --unit MÃ của đơn vị, hoặc --carry-over để chuyển hồ sơ khi sáp nhập.")
    told = standing_of(options.unit, day, options.level or "", options.year)
    if options.json:
        print_json(told)
        return 0
    print(f"{told['name']}: {told['level_name'] or 'chưa có hồ sơ'} {told['year'] or ''}".rstrip())
    print(f"Bước: {told['state_label']}.")
    for item in told["missing"]:
        print(f"Còn thiếu: {item['what']} {item['citation']}".rstrip())
    for event in told["history"]:
        print(f"{event['on']}  {event['label']}  {event['by']}")
    return 0


def standing_of(code: str, day: Any, level: str = "", year: int | None = None) -> dict[str, Any]:
    """The case as its events up to `day` leave it; state "none" when the unit had no case by then."""
    from django.db.models import Q

    from chungsuc.organisations.facts import known_as
    from chungsuc.organisations.models import Unit
    from chungsuc.recognition.models import Case
    from chungsuc.recognition.workflow import OPEN

    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CannotRun(f"Không có đơn vị nào mang mã “{code}”. Hãy xem mã bằng lệnh chungsuc units.")
    rows = Case.objects.filter(Q(unit=unit) | Q(holder=unit), events__seq=1, events__on__lte=day)
    rows = rows.filter(level__code=level) if level else rows
    rows = rows.filter(year=year) if year else rows
    cases = [_as_of(case, day) for case in rows.select_related("unit", "holder", "level", "recognition")]
    cases.sort(key=lambda case: (case.state in OPEN, case.year, case.pk), reverse=True)
    name = known_as([unit.pk], day)[unit.pk].name
    if not cases:
        none = {"level": level, "level_name": "", "year": year, "state": "none", "state_label": "chưa có hồ sơ"}
        return {"unit": code, "name": name, **none, "missing": [], "history": []}
    return _told(cases[0], code, name, day)


def _as_of(case: Any, day: Any) -> Any:
    """The case in the state in which its events up to the day left it."""
    events = [event for event in case.events.order_by("seq") if event.on <= day]
    case.state = events[-1].to_state
    case.state_since = next((e.on for e in reversed(events) if e.from_state != e.to_state), events[-1].on)
    if not any(event.act == "carry_over" for event in events):
        case.holder = case.unit
    return case


def _told(case: Any, code: str, name: str, day: Any) -> dict[str, Any]:
    from chungsuc.recognition.outlook import outlook, told

    seen = outlook(case, day)
    until = seen.clock.until if seen.clock else None
    return {
        "unit": code,
        "name": name,
        "level": case.level.code,
        "level_name": case.level.name,
        "year": case.year,
        "procedure": case.procedure,
        "state": case.state,
        "state_label": case.state_label,
        "since": case.state_since.isoformat(),
        "until": until.isoformat() if until else None,
        "waits_for": list(seen.waits_for),
        "missing": [missing.as_json for missing in seen.missing],
        "history": told(case, [event for event in seen.file.events if event.on <= day]),
    }


def _carry(day: Any, as_json: bool) -> int:
    from chungsuc.recognition.actions import carry_cases

    done = carry_cases(day, by="lệnh recognition --carry-over")
    if as_json:
        left = [{"case": pk, "why": why} for pk, why in done.left]
        print_json({"on": day.isoformat(), "carried": done.carried, "ended": done.ended, "left": left})
    else:
        print(f"Đã chuyển {done.carried} hồ sơ sang đơn vị mới, kết thúc {done.ended} hồ sơ, để lại {len(done.left)}.")
    return 0
