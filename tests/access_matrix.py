"""Who may open what: one row an address and object, to be read and signed by a person, and how tests walk it.

A new address must be entered here, or `test_access_sweep` fails with its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import get_resolver, reverse

# The columns, in this order; the last is somebody who has not signed in. The district's post is over by then.
ROLES = (
    "leader", "coordinator", "emulation", "department", "front", "inspector", "council",
    "district", "commune", "other_commune", "administrator", "nobody", "anonymous",
)  # fmt: skip
# 2 the page, 3 sent on elsewhere, L sent to sign in, F forbidden (403), N not found (404), H the act is answered
#          lead coor emul dept fron insp coun  dist com  oth  adm nob  ano
PROVINCE = " 2    2    2    2    2    2    2     F    F    F    F   F    L"
EVERYBODY_HERE = " 2    2    2    2    2    2    2     F    2    2    F   F    L"
OWN = "      2    2    2    2    2    2    2     F    2    N    F   F    L"
THEIRS = "   2    2    2    2    2    2    2     F    N    2    F   F    L"
ABOVE = "    2    2    2    2    2    2    2     F    N    N    F   F    L"
IMPORTS = "  F    2    2    F    F    F    F     F    F    F    F   F    L"
VALUES_IN = "F    2    N    F    F    F    F     F    F    F    F   F    L"
VALUES_ACT = "F   H    N    F    F    F    F     F    F    F    F   F    L"
UPLOAD = "   F    H    H    F    F    F    F     F    F    F    F   F    L"
CONFIRMS = " N    H    H    N    N    N    N     F    N    N    F   F    L"
NO_ROW = "   F    N    N    F    F    F    F     F    F    F    F   F    L"  # no row is named, so there is none
COUNCIL = "  2    2    2    F    F    2    2     F    F    F    F   F    L"
HEARING = (
    "  2    2    2    F    F    2    N     F    F    F    F   F    L"  # who only sits on councils: not on this roll
)
BALLOTS = (
    "  N    2    2    F    F    N    N     F    F    F    F   F    L"  # published to the roll, clerk and organiser
)
ORGANISES = "F    2    2    F    F    F    F     F    F    F    F   F    L"
ORGANISED = "F    H    H    F    F    F    F     F    F    F    F   F    L"
ACTS_ON = "  N    H    H    F    F    N    N     F    F    F    F   F    L"
VOTES = "    F    F    F    F    F    F    N     F    F    F    F   F    L"
SIGNING_IN = "H  H    H    H    H    H    H     H    H    H    H   H    H"
PASSWORD = " H    H    H    H    H    H    H     H    H    H    H   H    L"
MY_JOB = "   N    3    N    N    N    N    N     N    N    N    N   N    L"
FIRST_PAGE = (
    "2  2    2    2    2    2    2     2    3    3    2   2    L"  # 3: one's own unit; 2 without a post: whom to ask
)
PEOPLE = "   F    F    F    F    F    F    F     F    F    F    2   F    L"
PEOPLE_ACT = "F  F    F    F    F    F    F     F    F    F    H   F    L"
LAW_OFFICE = "F  2    F    F    F    F    F     F    F    F    F   F    L"
WAY_IN = "   3    3    3    3    3    3    3     3    3    3    3   3    2"
SIGNED_IN = "2    2    2    2    2    2    2     2    2    2    2   2    L"
ANYBODY = "  2    2    2    2    2    2    2     2    2    2    2   2    2"
SWITCHED_OFF = "F F   F    F    F    F    F     F    F    F    F   F    F"
COMMUNES_ONLY = "F F F F F F F F 2 2 F F L"
LEADER_ONLY = "2 F F F F F F F F F F F L"
LAW_OR_NOT = "N 2 N N N N N F N N F F L"
NO_ACT_HERE = "N N N N N N N F N N F F L"
CASES = {"own": OWN, "neighbour": THEIRS}
SENDERS = "  F    F    F    2    2    F    F     F    2    2    F   F    L"
SENDERS_ACT = "F  F    F    H    H    F    F     F    H    H    F   F    L"
UNITS = {"own": OWN, "closed_own": OWN, "neighbour": THEIRS, "closed_neighbour": THEIRS}

FRONT_ONLY = "F  F    F    F    2    F    F     F    F    F    F   F    L"
FRONT_ACT = " F  F    F    F    H    F    F     F    F    F    F   F    L"

# entry: the commune's own, with the units it was made of; verification: whoever reads the values
OWN_ENTRY = "  F  F    F    F    F    F    F     F    2    N    F   F    L"
THEIR_ENTRY = "F  F    F    F    F    F    F     F    N    2    F   F    L"
ENTRIES = {"own": OWN_ENTRY, "closed_own": OWN_ENTRY, "neighbour": THEIR_ENTRY, "closed_neighbour": THEIR_ENTRY}
OWN_ENTRY_ACT = "  F  F    F    F    F    F    F     F    H    N    F   F    L"
THEIR_ENTRY_ACT = "F  F    F    F    F    F    F     F    N    H    F   F    L"
ENTRY_ACTS = {
    "own": OWN_ENTRY_ACT, "closed_own": OWN_ENTRY_ACT, "neighbour": THEIR_ENTRY_ACT, "closed_neighbour": THEIR_ENTRY_ACT,
}  # fmt: skip
NO_ENTRY_ROW = "F  F    F    F    F    F    F     F    N    N    F   F    L"
NO_ENTRY_ROWS = dict.fromkeys(ENTRIES, NO_ENTRY_ROW)
DEVICE = "      F  F    F    F    F    F    F     F    H    H    F   F    L"
REPORTS = {"own": OWN, "neighbour": THEIRS}
OWN_ACT = "     H  H    H    H    H    H    H     F    H    N    F   F    L"
THEIR_ACT = "   H  H    H    H    H    H    H     F    N    H    F   F    L"
REPORT_ACTS = {"own": OWN_ACT, "neighbour": THEIR_ACT}
NO_REPORT_ROW = "N  N    N    N    N    N    N     F    N    N    F   F    L"

# address: {object: row}; an address without an object has "it"
READING: dict[str, dict[str, str]] = {
    # accounts
    "account_login": {"it": WAY_IN},
    "account_inactive": {"it": SWITCHED_OFF},
    "account_logout": {"it": SIGNED_IN},
    "account_change_password": {"it": SIGNED_IN},
    # jobs: only whoever asked for the work
    "jobs:job": {"it": MY_JOB},
    # overview
    "home": {"it": FIRST_PAGE},
    "target": {"it": PROVINCE},
    "communes": {"it": EVERYBODY_HERE},
    "criteria": {"it": EVERYBODY_HERE},
    "criterion": {"it": EVERYBODY_HERE},
    "map": {"it": EVERYBODY_HERE},
    "plan": {"it": EVERYBODY_HERE},
    "judge": {"it": EVERYBODY_HERE},
    "my_work": {"it": SIGNED_IN},
    # entry and verification
    "service_worker": {"it": ANYBODY},
    "entry_home": {"it": COMMUNES_ONLY},
    "entry": ENTRIES,
    "entry_criterion": ENTRIES,
    "verifications": {"it": EVERYBODY_HERE},
    "declared_gaps": {"it": EVERYBODY_HERE},
    "verification": REPORTS,
    "verification_check": REPORTS,
    # units and their values
    "unit": {**UNITS, "district": ABOVE, "province": ABOVE, "body": ABOVE},
    "unit_criterion": UNITS,
    "unit_sums": {"own": OWN, "neighbour": THEIRS},
    "value": UNITS,
    "unit_event": {"it": LAW_OFFICE},
    # people
    "people": {"it": PEOPLE},
    "person_new": {"it": PEOPLE},
    "person": {"it": PEOPLE},
    # records
    "lineage": {"it": EVERYBODY_HERE},
    "register": {"it": EVERYBODY_HERE},
    "search": {"it": EVERYBODY_HERE},
    "journal": {"it": EVERYBODY_HERE},
    "journal_entry": {"it": ABOVE},
    "export_communes": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "export_register": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "export_values": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "figures": {"it": EVERYBODY_HERE},
    "figure": {"it": EVERYBODY_HERE},
    "documents": {"it": EVERYBODY_HERE},
    "document": {"it": EVERYBODY_HERE},
    # surveys: everybody in reach reads, the Fatherland Front alone writes
    "surveys": {"it": EVERYBODY_HERE},
    "survey_new": {"it": FRONT_ONLY},
    "survey": {"own": OWN, "neighbour": THEIRS},
    "survey_hamlets": {"own": FRONT_ONLY, "neighbour": FRONT_ONLY},
    "survey_hamlet": {"own": FRONT_ONLY, "neighbour": FRONT_ONLY},
    "survey_sheets": {"own": FRONT_ONLY, "neighbour": FRONT_ONLY},
    "ballot": {"own": ANYBODY},
    # recognition
    "cases": {"it": EVERYBODY_HERE},
    "procedure": {"it": EVERYBODY_HERE},
    "rechecks": {"it": EVERYBODY_HERE},
    "case_new": {"it": COMMUNES_ONLY},
    "cases_to_sign": {"it": LEADER_ONLY},
    "case": CASES,
    "case_posting": CASES,
    "case_posting_print": CASES,
    "case_opinions": CASES,
    "case_dossier": CASES,
    "case_appraisals": CASES,
    "case_rulings": CASES,
    "revocation_new": {"own": LAW_OR_NOT, "neighbour": LAW_OR_NOT},
    # councils: one session whose vote was counted
    "councils": {"it": COUNCIL},
    "council_new": {"it": ORGANISES},
    "council_convene": {"it": ORGANISES},
    "council_roll": {"it": HEARING},
    "council_session": {"it": HEARING},
    "council_result": {"it": HEARING},
    "council_minutes": {"it": HEARING},
    "council_attendance": {"it": ORGANISES},
    "council_rules": {"it": ORGANISES},
    "council_paper_ballots": {"it": ORGANISES},
    "council_interests": {"it": BALLOTS},
    "council_ballots": {"it": BALLOTS},
    "council_vote": {"it": VOTES},
    # evidence: read in reach, sent by communes, districts, departments and the Fatherland Front
    "evidence": {"it": EVERYBODY_HERE},
    "evidence_new": {"it": SENDERS},
    "evidence_document": {"own": OWN, "neighbour": THEIRS},
    "evidence_file": {"own": OWN, "neighbour": THEIRS},
    # locks: whoever is held back reads why; the coordination office alone sets them
    "locks": {"it": EVERYBODY_HERE},
    "lock_new": {"it": LAW_OFFICE},
    "lock": {"all": EVERYBODY_HERE, "own": OWN, "neighbour": THEIRS},
    # the way in
    "imports": {"it": IMPORTS},
    "batch": {"it": VALUES_IN},
    "batch_file": {"it": VALUES_IN},
}
# addresses that take a POST: the row of the POST (sent with an empty form, so that nothing can be written)
WRITING: dict[str, dict[str, str]] = {
    "entry_send": ENTRY_ACTS,
    "entry_criterion": ENTRY_ACTS,
    "entry_file": NO_ENTRY_ROWS,
    "entry_answer": NO_ENTRY_ROWS,
    "entry_sync": {"it": DEVICE},
    "verification_act": REPORT_ACTS,
    "verification_check": REPORT_ACTS,
    "remark_add": {"own": NO_REPORT_ROW, "neighbour": NO_REPORT_ROW},
    "account_login": {"it": SIGNING_IN},
    "account_change_password": {"it": PASSWORD},
    "imports": {"it": UPLOAD},
    "batch_choose": {"it": NO_ROW},
    "batch_mend": {"it": NO_ROW},
    "batch_confirm": {"it": VALUES_ACT},
    "batch_undo": {"it": VALUES_ACT},
    "figure": {"it": CONFIRMS},
    "document": {"it": CONFIRMS},
    "evidence_new": {"it": SENDERS_ACT},
    "evidence_document": {"own": "N N N H H N N F H N F F L", "neighbour": "N N N H H N N F N H F F L"},
    "lock_new": {"it": "F H F F F F F F F F F F L"},
    "lock": {  # no act is named, so there is none
        "all": "N N N N N N N F N N F F L",
        "own": "N N N N N N N F N N F F L",
        "neighbour": "N N N N N N N F N N F F L",
    },
    "survey_new": {"it": FRONT_ACT},
    "survey": {"own": "F F F F H F F F F N F F L", "neighbour": "F F F F H F F F N F F F L"},
    "survey_hamlets": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_hamlet": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_codes": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_sheets": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_count": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "ballot": {"own": "H H H H H H H H H H H H H"},
    "council_new": {"it": ORGANISED},
    "council_convene": {"it": ORGANISED},
    "council_roll": {"it": ACTS_ON},
    "council_session": {"it": ACTS_ON},
    "council_minutes": {"it": ACTS_ON},
    "council_attendance": {"it": ORGANISED},
    "council_rules": {"it": ORGANISED},
    "council_paper_ballots": {"it": ORGANISED},
    "council_interests": {"it": ACTS_ON},
    "council_ballots": {"it": ACTS_ON},
    "council_vote": {"it": VOTES},
    "person_new": {"it": PEOPLE_ACT},
    "person": {"it": PEOPLE_ACT},
    "unit_event": {"it": "F H F F F F F F F F F F L"},
    "cases_carry": {"it": "F H F F F F F F F F F F L"},
    "rechecks": {"it": "F H F F F F F F F F F F L"},
    "case_new": {"it": "F F F F F F F F H H F F L"},
    "case": {"own": NO_ACT_HERE, "neighbour": NO_ACT_HERE},
    "case_posting": {"own": "F F F F F F F F N N F F L", "neighbour": "F F F F F F F F N N F F L"},
    "case_opinions": {"own": "F F F F F F F F H N F F L", "neighbour": "F F F F F F F F N H F F L"},
    "case_dossier": {"own": "F F F F F F F F H N F F L", "neighbour": "F F F F F F F F N H F F L"},
    "case_appraisals": {"own": "F F F F F F F F F N F F L", "neighbour": "F F F F F F F F N F F F L"},
    "case_rulings": {"own": "H H F F F F F F F N F F L", "neighbour": "H H F F F F F F N F F F L"},
    "revocation_new": {"own": "N H N N N N N F N N F F L", "neighbour": "N H N N N N N F N N F F L"},
}
LEFT_OUT = {"account_logout"}  # its POST ends the session; the rooms' own tests sign out
EXPECTED = {
    "2": lambda answer: answer.status_code == 200,
    "3": lambda answer: answer.status_code in (302, 303) and "/dang-nhap/" not in answer["Location"],
    "L": lambda answer: answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/"),
    "F": lambda answer: answer.status_code == 403,
    "N": lambda answer: answer.status_code == 404,
    "H": lambda answer: answer.status_code in (200, 302, 303, 400, 422),
}


def row(text: str) -> dict[str, str]:
    """A row of the matrix by role."""
    marks = text.split()
    assert len(marks) == len(ROLES), text
    return dict(zip(ROLES, marks, strict=True))


@dataclass(frozen=True)
class Address:
    """One named address of the URL table and the names of its parts."""

    name: str
    parts: tuple[str, ...]


def addresses() -> list[Address]:
    """Every named address of the service, whichever room it belongs to."""
    return sorted(_walk(get_resolver(), "", ()), key=lambda found: found.name)


def _walk(resolver: Any, prefix: str, above: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        parts = (*above, *entry.pattern.converters)
        if hasattr(entry, "url_patterns"):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, space, parts)
        elif entry.name:
            yield Address(prefix + entry.name, parts)
        else:
            raise AssertionError(f"an address without a name: {entry.pattern}")


class World:
    """The objects that addresses are tried with: units near and far, and one of everything else."""

    def __init__(self, own: str, neighbour: str, day: date) -> None:
        from chungsuc.organisations.facts import tree_on

        self.day, self.tree = day, tree_on(day)
        self.units = {"own": own, "neighbour": neighbour}
        for label in ("own", "neighbour"):
            former = self._former(self.units[label])
            if former:
                self.units[f"closed_{label}"] = former

    @classmethod
    def of(cls, day: date) -> "World":
        """Two communes of the day, whatever province this is."""
        from chungsuc.organisations.facts import tree_on

        communes = tree_on(day).ntm_communes
        return cls(communes[0].code, communes[-1].code, day)

    def made(self) -> "World":
        """The world with every object made that an address may ask for, so that asking makes nothing more."""
        for address in addresses():
            if address.name in READING or address.name in WRITING:
                self.objects(address)
        return self

    @staticmethod
    def _former(code: str) -> str:
        """A unit that went into this one, best one with values."""
        from chungsuc.organisations.models import Lineage

        rows = Lineage.objects.filter(successor__code=code).order_by("-predecessor__code")
        codes = list(rows.values_list("predecessor__code", flat=True))
        same = [former for former in codes if former.split("-")[-1] == code.split("-")[-1]]
        return (same or codes or [""])[0]

    @cached_property
    def assessment(self) -> Any:
        from chungsuc.criteria.models import Assessment

        found = Assessment.objects.select_related("set", "unit").order_by("-year", "set__code", "unit__code")
        return found.first()

    def objects(self, address: Address) -> dict[str, dict[str, Any]]:
        """The address's objects by label, each as the parts to reverse it with. Fails for a part nobody knows."""
        if not address.parts:
            return {"it": {}}
        made = getattr(self, f"_{address.name.replace(':', '_')}", None)
        if made is None:
            raise AssertionError(f"tests/access_matrix.py: say with which objects {address.name} is to be tried")
        return {label: parts for label, parts in made().items() if parts}

    def _unit(self) -> dict[str, dict[str, Any]]:
        from chungsuc.organisations.models import Unit

        found = {label: {"code": code} for label, code in self.units.items()}
        district = Unit.objects.filter(kind="district").order_by("code").first()
        body = Unit.objects.filter(kind="department").order_by("code").first()
        above = {"province": self.tree.province, "district": district, "body": body}
        return {**found, **{label: {"code": unit.code} for label, unit in above.items() if unit}}

    def _unit_sums(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import Assessment

        found = {}
        for label in ("own", "neighbour"):
            parts = Assessment.objects.filter(unit__succession__successor__code=self.units[label])
            if parts.exists():
                found[label] = {"code": self.units[label]}
        return found

    def _unit_criterion(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import Assessment

        rows = Assessment.objects.select_related("set").order_by("-year", "set__code")
        found = {}
        for label, code in self.units.items():
            newest = rows.filter(unit__code=code).first()
            if newest:
                found[label] = {"code": code, "set": newest.set.code, "year": newest.year, "no": 1}
        return found

    def _entry(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import CriteriaSet

        if not CriteriaSet.objects.filter(code="xa_ntm_2021_2025").exists():
            return {}
        years = {"own": 2025, "neighbour": 2025}
        return {
            label: {"code": code, "set": "xa_ntm_2021_2025", "year": years.get(label, 2024)}
            for label, code in self.units.items()
        }

    _entry_send = _entry

    def _entry_criterion(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "no": 10} for label, parts in self._entry().items()}

    _entry_file = _entry_answer = _entry_criterion

    def _verification(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.tests.entry_support import plain_report

        known = set(self._entry()) & {"own", "neighbour"}
        return {label: {"pk": plain_report(self.units[label], 2025).pk} for label in sorted(known, reverse=True)}

    _verification_act = _remark_add = _verification

    def _verification_check(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "part": "10"} for label, parts in self._verification().items()}

    def _value(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import Value

        rows = Value.objects.filter(is_current=True).order_by("pk")
        firsts = {label: rows.filter(unit__code=code).first() for label, code in self.units.items()}
        return {label: {"pk": value.pk} for label, value in firsts.items() if value}

    def _case(self) -> dict[str, dict[str, Any]]:
        from chungsuc.recognition.tests.casework import plain_case

        return {label: {"pk": plain_case(self.units[label]).pk} for label in ("own", "neighbour")}

    _case_posting = _case_posting_print = _case_opinions = _case_dossier = _case_appraisals = _case_rulings = _case

    def _revocation_new(self) -> dict[str, dict[str, Any]]:
        from chungsuc.recognition.models import Recognition

        rows = {
            label: Recognition.objects.filter(unit__code=self.units.get(f"closed_{label}"))
            for label in ("own", "neighbour")
        }
        return {label: {"pk": found[0].pk} for label, found in rows.items() if found}

    def _criterion(self) -> dict[str, dict[str, Any]]:
        return {"it": {"set": self.assessment.set.code, "no": 1}} if self.assessment else {}

    def _target(self) -> dict[str, dict[str, Any]]:
        from chungsuc.movement.models import Target

        return {"it": {"code": Target.objects.order_by("position").values_list("code", flat=True)[0]}}

    def _figure(self) -> dict[str, dict[str, Any]]:
        from chungsuc.rulebook.models import Figure

        return {"it": {"pk": Figure.objects.current().exclude(status="missing").order_by("pk")[0].pk}}

    def _document(self) -> dict[str, dict[str, Any]]:
        from chungsuc.rulebook.models import LegalDocument

        return {"it": {"pk": LegalDocument.objects.order_by("pk")[0].pk}}

    def _person(self) -> dict[str, dict[str, Any]]:
        from chungsuc.accounts.models import User

        return {"it": {"pk": User.objects.order_by("pk")[0].pk}}

    def _journal_entry(self) -> dict[str, dict[str, Any]]:
        from chungsuc.audit.models import Entry

        return {"it": {"seq": Entry.objects.order_by("seq")[0].seq}}

    def _export_communes(self) -> dict[str, dict[str, Any]]:
        return {ending: {"ending": ending} for ending in ("xlsx", "csv")}

    def _export_register(self) -> dict[str, dict[str, Any]]:
        return {ending: {"ending": ending} for ending in ("xlsx", "csv")}

    def _export_values(self) -> dict[str, dict[str, Any]]:
        if not self.assessment:
            return {}
        what = {"set_code": self.assessment.set.code, "year": self.assessment.year}
        return {ending: {**what, "ending": ending} for ending in ("xlsx", "csv")}

    def _batch(self) -> dict[str, dict[str, Any]]:
        from chungsuc.imports.models import Batch

        batch = Batch.objects.filter(kind="indicator-values").order_by("received_at").first()
        return {"it": {"batch_id": batch.pk}} if batch else {}

    _batch_file = _batch_choose = _batch_mend = _batch_confirm = _batch_undo = _batch

    def _surveys_made(self) -> dict[str, Any]:
        """A survey that goes on of the commune and of its neighbour, made when first asked for."""
        from chungsuc.oversight.actions import SurveyRefused
        from chungsuc.oversight.models import Survey
        from chungsuc.oversight.tests.surveys import begun

        found = {}
        for label in ("own", "neighbour"):
            made = Survey.objects.filter(unit__code=self.units[label]).first()
            try:
                found[label] = made or begun(unit=self.units[label])
            except SurveyRefused:  # this province's pack does not say what ballots ask
                return {}
        return found

    def _survey(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk} for label, made in self._surveys_made().items()}

    _survey_hamlets = _survey

    def _survey_hamlet(self) -> dict[str, dict[str, Any]]:
        made = self._surveys_made()
        return {label: {"pk": one.pk, "hamlet": one.hamlets.all()[0].pk} for label, one in made.items()}

    _survey_codes = _survey_hamlet

    def _survey_sheets(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "kind": "xa", "round": 1} for label, parts in self._survey_hamlet().items()}

    def _survey_count(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "kind": "xa"} for label, parts in self._survey_hamlet().items()}

    def _ballot(self) -> dict[str, dict[str, Any]]:
        return {label: {"address": made.address} for label, made in self._surveys_made().items() if label == "own"}

    @cached_property
    def counted_session(self) -> Any:
        from chungsuc.councils.tests.counted import counted_session

        return counted_session()

    def _council_session(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.counted_session.pk}}

    _council_result = _council_minutes = _council_attendance = _council_rules = _council_session
    _council_paper_ballots = _council_interests = _council_ballots = _council_vote = _council_session

    def _council_roll(self) -> dict[str, dict[str, Any]]:
        return {"it": {"code": self.counted_session.council.code}}

    def _evidence_document(self) -> dict[str, dict[str, Any]]:
        from chungsuc.evidence.models import Document
        from chungsuc.evidence.tests.documents import put

        found = {}
        for label in ("own", "neighbour"):
            code = self.units[label]
            made = Document.objects.filter(unit__code=code).order_by("pk").first() or put(code)
            found[label] = {"pk": made.pk}
        return found

    _evidence_file = _evidence_document

    def _lock(self) -> dict[str, dict[str, Any]]:
        from chungsuc.locks.tests.setting import put

        return {label: {"pk": put(self.units.get(label)).pk} for label in ("all", "own", "neighbour")}

    def _jobs_job(self) -> dict[str, dict[str, Any]]:
        from chungsuc.jobs.models import Job

        job = Job.objects.order_by("pk").first()
        return {"it": {"job_id": job.pk}} if job else {}


def url(address: Address, parts: dict[str, Any], day: str = "", **query: str) -> str:
    """The path of an address for an object, with the page's day and more of a query when given."""
    pairs = {**({"ngay": day} if day else {}), **query}
    return reverse(address.name, kwargs=parts) + (f"?{urlencode(pairs, safe='/')}" if pairs else "")


@dataclass(frozen=True)
class Opened:
    """A page as somebody got it."""

    name: str
    label: str
    address: str
    status: int
    text: str
    answer: Any


NOT_PAGES = {
    "service_worker", "account_login", "account_inactive", "batch_file", "evidence_file", "jobs:job", "export_values", "export_register",
    "export_communes",
}  # fmt: skip


def open_pages(client: Any, role: str, *, day: str = "", world: World | None = None) -> list[Opened]:
    """Opens with a GET everything that the matrix gives the role, each with every object there is, on a day."""
    from chungsuc.law.periods import read_day

    around = world or World.of(read_day(day or "31/12/2023"))
    found = []
    for address in addresses():
        if address.name in NOT_PAGES or address.name not in READING:
            continue
        for label, parts in around.objects(address).items():
            if row(READING[address.name][label])[role] != "2":
                continue
            path = url(address, parts, day)
            answer = client.get(path)
            found.append(Opened(address.name, label, path, answer.status_code, text_of(answer), answer))
    return found


def text_of(answer: Any) -> str:
    """The body of an answer as text."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace"))
