"""Walking a case for tests: one account a role, and a hand for every act in the order of the procedure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.actions import give_post
from chungsuc.organisations.models import Placement, Unit
from chungsuc.recognition import actions
from chungsuc.recognition.actions.saying import Said
from chungsuc.recognition.casefile import CaseFile
from chungsuc.recognition.conditions import CONDITIONS, provide
from chungsuc.recognition.conditions.examining import appraised_parts, demanded_statements
from chungsuc.recognition.models import Case, Level
from chungsuc.recognition.rules.posting import one

COMMUNE, MERGED_INTO = "dn-24673", "ld-24670"  # Xã Đắk Gằn: 19 criteria met in 2023, never recognised; Xã Đắk Mil
START = date(2024, 2, 1)
PLACES = ("tru_so", "nha_van_hoa", "truyen_thanh")
DOSSIER = ("to_trinh", "bien_ban", "no_dong", "hinh_anh")
SINCE = date(2021, 1, 1)


def met(text: str = "Đạt.") -> Any:
    """An answer for `provide`: the condition holds."""
    return lambda file: one(text, Outcome.MET)


@contextmanager
def provided(**answers: Any) -> Iterator[None]:
    """Answers some conditions for a while, as another room would."""
    kept = dict(CONDITIONS)
    for name, answer in answers.items():
        provide(name, answer)
    try:
        yield
    finally:
        CONDITIONS.update(kept)


def plain_case(code: str, state: str = "consulting", year: int = 2023) -> Case:
    """A case that stands at a step, as rows: for pages and matrices, not for the rules of its way."""
    unit, level = Unit.objects.get(code=code), Level.objects.filter(unit_kind="commune").order_by("rank")[0]
    given = {"holder": unit, "state": state, "state_since": START, "version": 1, "opened_by": "bài thử"}
    case, made = Case.objects.get_or_create(unit=unit, level=level, year=year, defaults=given)
    if made:
        case.events.create(seq=1, act="register", to_state=state, on=START, by="bài thử")
    return case


@dataclass
class Office:
    """The people of the procedure, made when first asked."""

    commune: str = COMMUNE
    _people: dict[str, Any] = field(default_factory=dict)

    def account(self, name: str) -> Any:
        """`name` is a role, or "department:CODE"."""
        if name not in self._people:
            role, _, body = name.partition(":")
            unit = Unit.objects.get(code=body) if body else self._unit(role)
            user = User.objects.create(username=f"{self.commune}-{len(self._people)}-{role}", full_name=f"Người {name}")
            give_post(account=user, role=role, unit=unit, since=SINCE, until=None, by="bài thử")
            self._people[name] = user
        return self._people[name]

    def _unit(self, role: str) -> Unit:
        if role == "commune":
            return Unit.objects.get(code=self.commune)
        if role == "district":
            return Placement.objects.filter(unit__code=self.commune).order_by("since")[0].parent
        return Unit.objects.get(code={"province_leader": "VPUB", "fatherland_front": "MTTQ"}.get(role, "VPDP"))

    def person(self, name: str, day: date) -> Person:
        return person_on(self.account(name), day)


@dataclass
class Walk:
    """One case on its way. `day` moves forward with every act; `take` acts today unless told otherwise."""

    office: Office
    day: date = START
    case: Case = None  # type: ignore[assignment]

    def register(self, level: str = "xa_ntm", year: int = 2023) -> Case:
        unit = Unit.objects.get(code=self.office.commune)
        self.case = actions.register_case(
            unit,
            Level.objects.get(code=level),
            year,
            person=self.office.person("commune", self.day),
            said=Said(self.day),
            today=self.day,
        )
        return self.case

    def take(self, act: str, who: str = "commune", **said: Any) -> Case:
        said = {"reason": "vì bài thử", "paper": "01/BC", **said}
        self.case.refresh_from_db()
        actions.take(
            self.case,
            act,
            person=self.office.person(who, self.day),
            version=self.case.version,
            said=Said(said.pop("on", self.day), **said),
            today=self.day,
        )
        self.case.refresh_from_db()
        return self.case

    def hand(self, who: str = "commune") -> dict[str, Any]:
        return {"person": self.office.person(who, self.day), "today": self.day}

    def pass_days(self, days: int) -> None:
        self.day += timedelta(days=days)

    def post(self, days: int = 15, broadcasts: int = 5) -> None:
        actions.start_posting(
            self.case, opened_on=self.day, places=PLACES, proof="Biên bản niêm yết 01/BB-UBND", **self.hand()
        )
        for number in range(broadcasts):
            if number:
                self.pass_days(1)
            actions.add_broadcast(self.case, on=self.day, at="sáng", **self.hand())
        self.pass_days(days - max(broadcasts - 1, 0))

    def hear_front(self, outcome: str = "agrees") -> None:
        given = {"outcome": outcome, "on": self.day, "paper": "05/MTTQ-BTT", "text": ""}
        actions.give_opinion(self.case, body="mttq", **given, **self.hand())

    def fill_dossier(self) -> None:
        for code in DOSSIER:
            actions.put_in(self.case, code=code, paper=f"Văn bản {code}", on=self.day, **self.hand())

    def state_conditions(self) -> None:
        from chungsuc.recognition.access import body_on

        for item in demanded_statements(CaseFile(self.case, self.day)):
            body = body_on(item["body"], self.day)
            assert body is not None
            given = {"outcome": "met", "on": self.day, "paper": "77/XN", "text": "", "number": 1}
            actions.give_statement(self.case, kind=item["code"], **given, **self.hand(f"department:{body.code}"))

    def appraise_all(self) -> None:
        for part, body in appraised_parts(CaseFile(self.case, self.day)).items():
            given = {"outcome": "met", "on": self.day, "paper": "88/BC", "text": ""}
            actions.appraise(self.case, part=part, **given, **self.hand(f"department:{body.code}"))

    def to(self, state: str) -> Case:
        """Walks the usual way up to a state (three-tier while the day is before 01/07/2025)."""
        for reached, go in self._way():
            if self.case is not None and self.case.state == state:
                break
            if self.case is None or self.case.state == reached:
                go()
                self.case.refresh_from_db()
        assert self.case.state == state, (self.case.state, state)
        return self.case

    def _way(self) -> Iterator[tuple[str, Any]]:
        above = "district" if self.day < date(2025, 7, 1) else "ntm_coordinator"
        yield "", self.register
        yield "registered", lambda: self.take("assess")
        yield "assessing", lambda: self.take("report")
        yield "consulting", self._consult
        yield "completing", self._complete
        yield "verifying", lambda: self.take("pass_check", above)
        yield "surveying", lambda: self.take("forward", above)
        yield "appraising", self._appraise
        yield "voting", lambda: actions.take_for_council(self.case, "council_pass", by="thư ký", said=Said(self.day))
        yield "submitted", lambda: self.take("decide", "province_leader", number="123/QĐ-UBND", signer="Chủ tịch")
        yield "recognised", lambda: self.take("announce", above)

    def _consult(self) -> None:
        self.post()
        self.hear_front()
        self.take("complete")

    def _complete(self) -> None:
        self.fill_dossier()
        self.take("submit")

    def _appraise(self) -> None:
        self.state_conditions()
        self.appraise_all()
        self.take("to_council", "ntm_coordinator")
