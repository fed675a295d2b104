"""A person's obligations as a calendar that other programs read (RFC 5545): all-day events, no personal data."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings

from chungsuc.organisations.access import Person

from .access import EXCUSE, LEADER, READ
from .facts import DueFact, Dues
from .rules import State

LONGEST = 75  # octets of a line, without its end
_STATUS = {State.OPEN: "TENTATIVE", State.EXCUSED: "TENTATIVE", State.LATE: "CONFIRMED", State.DONE: "CONFIRMED"}


def feed_facts(person: Person, dues: Dues, own: frozenset[int]) -> list[DueFact]:
    """What stands in a person's calendar: all of their `own` units (`units_to_work_for`); for whoever answers for
    others also what is late or ends soon there, for the leader what is late for long enough.
    """
    found = list(dues.of(own).facts)
    rest = dues.in_reach(person.scope(READ)).without(own)
    if person.may(EXCUSE):
        found += [*rest.late, *rest.soon]
    elif person.may(LEADER):
        found += rest.escalated
    return found


def calendar_text(facts: Iterable[DueFact], at: datetime) -> str:
    """The calendar as text with CRLF at the end of each line; `at` (aware) is when it was made."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chung Suc//Han viec//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    lines += [f"X-WR-CALNAME:{escaped('Chung Sức: việc đến hạn')}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    for fact in facts:
        lines += _event(fact, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(fact: DueFact, stamp: str) -> Iterator[str]:
    home = settings.PUBLIC_ADDRESS.rstrip("/")
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(fact.key.encode()).hexdigest()[:40]}@chung-suc"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{fact.until:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{fact.until + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'{fact.state.label.capitalize()}: {fact.unit.name}: {fact.what}')}"
    yield f"DESCRIPTION:{escaped(chr(10).join([fact.words, fact.due.source, f'{home}{fact.due.href}']))}"
    yield f"URL:{home}{fact.due.href}"
    yield f"CATEGORIES:{escaped(fact.state.label)}"
    yield f"STATUS:{_STATUS[fact.state]}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line breaks are marked; other controls are left out."""
    kept = "".join(sign for sign in text.replace("\r\n", "\n") if sign == "\n" or sign.isprintable())
    marked = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, each but the first beginning with a space; no letter is cut in two."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
