"""The two clocks of dossiers, of the check in form and of the appraisal, each by the rule of the day of receipt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.law.pack_awards import FORM
from chungsuc.law.periods import WorkingCalendar
from chungsuc.questions.asking import Asking
from chungsuc.rulebook.rule_facts import Versions, calendar, versions_of, versions_parts, versions_told

from ..rules.clocks import NOT_BEGUN, Clock, Stop, clock

CHECK, APPRAISE = "days:check_award_dossier", "days:appraise_"


@dataclass(frozen=True)
class Clocks:
    """Both clocks of one dossier as of a day."""

    formal: Clock
    content: Clock

    @property
    def now(self) -> Clock:
        """The one that counts now: the appraisal's once it began."""
        return self.formal if self.content.state == NOT_BEGUN else self.content


@dataclass(frozen=True)
class Timing:
    """What clocks are worked out from, read once for any number of dossiers: rules of every day, days off."""

    versions: Versions
    calendar: WorkingCalendar

    @classmethod
    def read(cls) -> "Timing":
        """Two queries; one where `one_calendar` holds the days off."""
        return cls(versions_of([CHECK], [FORM, APPRAISE]), calendar())

    @staticmethod
    def parts() -> dict[str, Any]:
        """What an asking asks for `told`, beside its own questions in one round."""
        return versions_parts([CHECK], [FORM, APPRAISE])

    @classmethod
    def told(cls, found: Mapping[Any, Iterable[Any]]) -> "Timing":
        """As `read`, out of what an asking was told of `parts`. No query."""
        return cls(*versions_told(found))

    @classmethod
    def asked(cls) -> Asking["Timing"]:
        """`read` for whoever asks more in the same query. One round."""
        return cls.told((yield cls.parts()))

    def form_name(self, form: str, day: date) -> str:
        """A form in words, as the law of a day calls it; by its last name where that day knows none."""
        known = self.versions.on(f"{FORM}{form}", day)
        if known.missing:
            rows = self.versions.by_key.get(f"{FORM}{form}", ())
            return str(rows[-1].value["name"]) if rows else "hình thức không còn dùng"
        return str(known.value["name"])

    def appraisal_key(self, row: Any) -> str:
        """The key of the rule that says how long the appraisal of a received dossier takes, "" where none is named."""
        shape: Mapping[str, Any] = self.versions.on(f"{FORM}{row.form}", row.received_on).value or {}
        return str(shape.get("appraise", ""))

    def of(self, row: Any, day: date) -> Clocks:
        """The clocks of a dossier from `timed()` as of a day. No query."""
        received, passed = row.received_on, row.formal_passed_on
        if received is None:
            return Clocks(Clock(NOT_BEGUN), Clock(NOT_BEGUN))
        key = self.appraisal_key(row)
        check = self.versions.on(CHECK, received).whole
        days = self.versions.on(key, received).whole if key else None
        formal = clock(
            received, day, stops_in(row.formal_stops), check, self.calendar, ended=passed or row.ended_on
        )  # fmt: skip
        content = clock(
            passed, day, stops_in(row.content_stops), days, self.calendar, ended=row.appraised_on or row.ended_on
        )
        return Clocks(formal, content)


def stops_in(told: str | None) -> tuple[Stop, ...]:
    """The stops that `timed()` tells in one text, in their order."""
    pairs = sorted(pair.split("/") for pair in told.split(",")) if told else []
    return tuple(Stop(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in pairs)
