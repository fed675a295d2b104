"""Last days by the rulebook's counts of days."""

from datetime import date

from chungsuc.law.periods import CalendarMissing
from chungsuc.rulebook.rule_facts import deadline, rule_on


def last_day(key: str, start: date) -> date | None:
    """The last day of a rule's count of days from `start`; None while the rule or the calendar is missing."""
    try:
        span = deadline(start, rule_on(key, start))
    except CalendarMissing:
        return None
    return span.until if span else None
