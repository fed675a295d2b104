"""How the communes stand in a year by a set."""

import argparse
import sys
from datetime import date
from typing import Any

from chungsuc.cli.words import CannotRun, a_year, print_json

NAME = "evaluate"
HELP = "Đánh giá các xã theo một bộ tiêu chí trong một năm."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", dest="set_code", required=True, metavar="MÃ", help="mã bộ tiêu chí")
    parser.add_argument("--year", type=a_year, required=True, metavar="NĂM", help="năm đánh giá")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Prints every commune of the programme in official order; a commune without values is wholly undetermined."""
    rows = evaluated(options.set_code, options.year)
    _tell_of_another_year(options.set_code, options.year)
    if options.json:
        print_json(rows)
        return 0
    for row in rows:
        failed = ", ".join(map(str, row["criteria_failed"])) or "không"
        still_open = ", ".join(map(str, row["criteria_undetermined"]))
        more = f"; chưa đủ căn cứ: {still_open}" if still_open else ""
        print(
            f"{row['gso_code']} {row['name']} ({row['district']}): đạt {row['criteria_met']}; chưa đạt: {failed}{more}"
        )
    return 0


def _tell_of_another_year(set_code: str, year: int) -> None:
    """A year that the set is not for has no thresholds: everything is undetermined, and the person is told why."""
    from chungsuc.criteria.models import CriteriaSet

    chosen = CriteriaSet.objects.get(code=set_code)
    if year not in chosen.years:
        years = ", ".join(map(str, chosen.years))
        print(f"Lưu ý: {chosen.name} dùng cho các năm {years}, không dùng cho năm {year}.", file=sys.stderr)


def evaluated(set_code: str, year: int) -> list[dict[str, Any]]:
    """The rows that scripts read. Judges the stored values anew and writes nothing."""
    from chungsuc.criteria.actions import judged_units
    from chungsuc.criteria.facts import set_facts
    from chungsuc.criteria.models import CriteriaSet
    from chungsuc.criteria.rules import NOT_MET, UNDETERMINED

    try:
        facts = set_facts(CriteriaSet.objects.of_communes().get(code=set_code))
    except CriteriaSet.DoesNotExist:
        known = ", ".join(CriteriaSet.objects.of_communes().values_list("code", flat=True)) or "chưa nạp bộ nào"
        raise CannotRun(f"Không có bộ tiêu chí của xã mã {set_code}. Các mã đang có: {known}.") from None
    judged = {unit: findings for unit, _, findings in judged_units(facts, year)}
    rows = []
    for unit, district in _communes(year, judged):
        found = judged.get(unit.id)
        outcomes = {f.no: f.outcome for f in found} if found else dict.fromkeys(facts.criteria, UNDETERMINED)
        rows.append(
            {
                "gso_code": unit.gso_code,
                "name": unit.name,
                "district": district,
                "criteria_met": sum(outcome == "met" for outcome in outcomes.values()),
                "criteria_failed": [no for no, outcome in outcomes.items() if outcome == NOT_MET],
                "criteria_undetermined": [no for no, outcome in outcomes.items() if outcome == UNDETERMINED],
            }
        )
    return rows


def _communes(year: int, judged: dict[int, Any]) -> list[tuple[Any, str]]:
    """The communes of the year's last day; those that closed within the year but have values come with theirs."""
    from datetime import timedelta

    from chungsuc.organisations.facts import tree_on
    from chungsuc.organisations.models import LegalEvent

    end = date(year, 12, 31)
    days = LegalEvent.objects.filter(effective_on__year=year).values_list("effective_on", flat=True).distinct()
    found: dict[int, tuple[Any, str]] = {}
    for day in [end, *(on - timedelta(days=1) for on in days)]:
        tree = tree_on(day)
        for unit in tree.ntm_communes:
            if day == end or unit.id in judged:
                district = tree.district_of(unit)
                found.setdefault(unit.id, (unit, district.name if district else ""))
    return list(found.values())
