"""The journal in words: who, in what capacity, when, what, on what, from what to what, why, on whose paper."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from chungsuc.accounts.facts import full_names
from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.audit.rules import FIELDS, GENESIS, link
from chungsuc.councils import workflow as councils
from chungsuc.criteria import workflow as criteria
from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import fold, unit_key
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Identity, Unit
from chungsuc.organisations.rules import ROLES
from chungsuc.oversight import workflow as oversight
from chungsuc.recognition import workflow as recognition
from chungsuc.scoring import workflow as scoring

PAGE = 50
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Acts of accounts and posts are for whoever may read the whole journal.
OF_ACCOUNTS = Q(subject_type__in=("account", "accounts.user")) | Q(act__startswith="account.")
SUBJECTS = {
    "account": "tài khoản",
    "accounts.user": "tài khoản",
    "rulebook.pack": "gói dữ liệu",
    "rulebook.figure": "số liệu quy định",
    "rulebook.document": "văn bản",
    "rulebook.ruling": "quyết định riêng",
    "organisations.event": "sự kiện pháp lý",
    "organisations.unit": "đơn vị",
    "organisations.boundary": "ranh giới",
    "imports.batch": "tệp nhập",
    "criteria.value": "số liệu tiêu chí",
    "criteria.set": "bộ tiêu chí",
    "criteria.declared": "số liệu xã khai",
    "criteria.report": "báo cáo số liệu",
    "evidence.document": "minh chứng",
    "evidence.kinds": "loại minh chứng của gói dữ liệu",
    "locks.lock": "khóa số liệu",
    "deadlines.due": "việc đến hạn",
    "oversight.survey": "",  # these say it themselves
    "recognition.case": "hồ sơ",
    "recognition.cases": "",
    "recognition.recheck": "",
    "recognition.level": "mức công nhận",
    "recognition.entry": "quyết định công nhận",
    "movement.plan": "kế hoạch",
    "exemplars.exemplar": "",  # these say it themselves
    "exemplars.candidate": "",
    "awards.subject": "",
    "awards.bar": "vướng mắc khi xét khen thưởng",
    "awards.listing": "dòng của danh sách xét khen thưởng",
    "awards.dossier": "",
    "awards.round": "đợt xét khen thưởng",
    "awards.posting": "",
    "awards.decision": "",
    "awards.award": "",
    "exemplars.outlet": "cơ quan báo chí",
    "exemplars.outlets": "cơ quan báo chí của gói dữ liệu",
    "exemplars.coverage": "tin, bài",
    "resources.contribution": "",
    "budget.estimate": "",
    "pledges.plan": "",  # these begin with the unit's name
    "pledges.task": "nhiệm vụ của",
    "pledges.sponsorship": "giúp đỡ",
    "movement.launch": "phát động",
    "movement.guidance": "văn bản hướng dẫn",
    "movement.concern": "kiến nghị",
    "jobs.job": "việc nền",
    "councils.council": "hội đồng",
    "councils.session": "phiên họp hội đồng",
    "scoring.round": "đợt chấm điểm",
    "reviews.round": "kỳ báo cáo",
    "reviews.report": "báo cáo",
    "documents.paper": "",  # as do these, with their kind
    "documents.number": "",
    "documents.template": "",
    "documents.blank": "phôi bằng",
    "documents.bundle": "",
    "documents.batch": "đợt in bằng",
    "documents.certificate": "",
}
DETAILS = {
    "before": "từ",
    "from": "từ",
    "after": "thành",
    "to": "thành",
    "value": "giá trị",
    "on": "hiệu lực từ",
    "since": "từ ngày",
    "until": "đến ngày",
    "signed_on": "ký ngày",
    "role": "vai trò",
    "year": "năm",
    "sex": "giới",
    "units": "số đơn vị",
    "rows": "số dòng",
    "written": "đã ghi",
    "replaced": "đã thay",
    "withdrawn": "đã rút",
    "left_out": "để lại",
    "changed_figures": "số liệu thay đổi",
    "owners": "phân công phụ trách",
    "size": "dung lượng tệp, byte",
    "count": "số lượng",
    "first": "từ số",
    "last": "đến số",
}

_STATES: Mapping[str, Mapping[str, Any]] = {
    "councils.session": councils.STATES,
    "scoring.round": scoring.STATES,
    "criteria.report": {**criteria.CHECK_STATES, **criteria.STATES},
    "oversight.survey": oversight.STATES,
    "recognition.case": recognition.STATES,
}


@cache
def act_labels() -> Mapping[str, str]:
    """What every act of every room is called, in Vietnamese."""
    labels: dict[str, str] = {}
    for room in settings.ROOMS:
        if find_spec(f"chungsuc.{room}.events"):
            labels |= getattr(import_module(f"chungsuc.{room}.events"), "LABELS", {})
    return labels


@dataclass(frozen=True)
class Asked:
    """What the journal is asked for; "" and None ask for everything. `before` is the keyset's last seq."""

    act: str = ""
    person: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Line:
    """One entry in words. `details` are pairs of a name and a value."""

    seq: int
    at: datetime
    who: str
    capacity: str
    act: str
    kind: str
    subject: str
    unit: str
    unit_code: str
    details: tuple[tuple[str, str], ...]
    why: str
    paper: str


@dataclass(frozen=True)
class Sheet:
    """One page of the journal, newest first; `older` is the seq before which the next page begins, None at the end."""

    lines: tuple[Line, ...]
    older: int | None


def visible_to(person: Person) -> QuerySet[Entry]:
    """The entries that a person may read: all with journal.read, else those of the units in the reach of history.read.

    Whoever reaches the whole province without journal.read sees everything but acts of accounts and posts.
    """
    if not person.scope("journal.read").empty:
        return Entry.objects.all()
    scope = person.scope("history.read")
    entries = Entry.objects.exclude(OF_ACCOUNTS)
    if scope.unit_ids is None:
        return entries
    return entries.filter(unit_code__in=Unit.objects.filter(pk__in=scope.unit_ids).values("code"))


def sheet(entries: QuerySet[Entry], asked: Asked) -> Sheet:
    """A page of the entries that were asked for. Three queries at most, and one for a person's name."""
    found = list(_filtered(entries, asked).order_by("-seq")[: PAGE + 1])
    older = found[PAGE - 1].seq if len(found) > PAGE else None
    return Sheet(tuple(lines(found[:PAGE])), older)


def _filtered(entries: QuerySet[Entry], asked: Asked) -> QuerySet[Entry]:
    if asked.act:
        entries = entries.filter(act=asked.act)
    if asked.person:
        entries = entries.filter(actor__in=_actors(asked.person))
    if asked.unit:
        named = Identity.objects.filter(name_key__contains=unit_key(asked.unit))
        entries = entries.filter(unit_code__in=named.values("unit__code"))
    if asked.since:
        entries = entries.filter(recorded_at__gte=_start_of(asked.since))
    if asked.until:
        entries = entries.filter(recorded_at__lt=_start_of(asked.until + timedelta(days=1)))
    return entries if asked.before is None else entries.filter(seq__lt=asked.before)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _actors(text: str) -> list[str]:
    """The accounts whose name or user name holds the words, and the words themselves: a command acts by its name."""
    words = fold(text).split()
    names = User.objects.values_list("username", "full_name")
    fitting = [username for username, name in names if all(word in fold(f"{username} {name}") for word in words)]
    return [*fitting, text]


def lines(entries: Sequence[Entry]) -> Iterable[Line]:
    """The entries in words. Two queries, whatever their number."""
    people = full_names(e.actor for e in entries)
    codes = {code for entry in entries for code in (entry.unit_code, *_named_units(_told(entry))) if code}
    units = dict(Identity.objects.filter(unit__code__in=codes).order_by("since").values_list("unit__code", "name"))
    return [_line(entry, people, units) for entry in entries]


def _told(entry: Entry) -> Mapping[str, Any]:
    told: Any = entry.details
    return told if isinstance(told, dict) else {}


def _named_units(details: Mapping[str, Any]) -> list[str]:
    """What an act turned from and into, where these are codes of units."""
    found: list[str] = []
    for side in ("from", "to"):
        value = details.get(side)
        found += [str(item) for item in value] if isinstance(value, list) else [value] if isinstance(value, str) else []
    return found


def _line(entry: Entry, people: Mapping[str, str], units: Mapping[str, str]) -> Line:
    return Line(
        seq=entry.seq,
        at=entry.recorded_at,
        who=people.get(entry.actor, entry.actor),
        capacity=entry.actor_post,
        act=act_labels().get(entry.act, "Việc khác"),
        kind=SUBJECTS.get(entry.subject_type, ""),
        subject=_subject(entry, people),
        unit=units.get(entry.unit_code, ""),
        unit_code=entry.unit_code,
        details=tuple(_details(_told(entry), units, _STATES.get(entry.subject_type, {}))),
        why=entry.reason,
        paper=entry.paper,
    )


def _subject(entry: Entry, people: Mapping[str, str]) -> str:
    return people.get(entry.subject_label, entry.subject_label)


def _details(
    details: Mapping[str, Any], units: Mapping[str, str], states: Mapping[str, Any]
) -> Iterable[tuple[str, str]]:
    for key, label in DETAILS.items():
        value = details.get(key)
        state = states.get(value) if key in ("from", "to") and isinstance(value, str) else None
        if key in details and (said := f"“{state.label}”" if state else _said(key, value, units)):
            yield label, said


def _said(key: str, value: Any, units: Mapping[str, str]) -> str:
    """A detail in words; "" for what has none."""
    if key in ("value", "before", "after") and isinstance(value, str):
        return _figure_said(value)
    if isinstance(value, bool):
        return "đạt" if value else "không đạt"
    if isinstance(value, int):
        return str(value) if key == "year" else show_decimal(value)
    if isinstance(value, list):
        return ", ".join(units.get(str(item), str(item)) for item in value)
    if key == "role":
        return ROLES[value].name if value in ROLES else ""
    return _text_said(units.get(str(value), str(value))) if value else ""


def _figure_said(text: str) -> str:
    """A figure's value, kept as JSON, as people read it."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except ValueError:
        return text
    if value is None:
        return "chưa có"
    if isinstance(value, bool):
        return "đạt" if value else "không đạt"
    items = value if isinstance(value, list) else [value]
    return ", ".join(show_decimal(item) if isinstance(item, Decimal) else str(item) for item in items)


def _text_said(text: str) -> str:
    known = {"m": "nam", "f": "nữ"}
    if _ISO_DAY.fullmatch(text):
        return show_day(date.fromisoformat(text))
    return known.get(text, text)


@dataclass(frozen=True)
class Link:
    """An entry's place in the chain: its hash, the former one, and what is wrong around it ("" when all holds)."""

    hash: str
    previous_hash: str
    wrong: str

    @property
    def holds(self) -> bool:
        return not self.wrong


def link_of(entry: Entry) -> Link:
    """Checks one entry against its own content and its two neighbours. One query."""
    beside = {e.seq: e for e in Entry.objects.filter(seq__in=(entry.seq - 1, entry.seq + 1))}
    before, after = beside.get(entry.seq - 1), beside.get(entry.seq + 1)
    wrong = ""
    if link(entry.previous_hash, {name: getattr(entry, name) for name in FIELDS}) != entry.hash:
        wrong = "Nội dung của mục này khác với mã băm đã ghi."
    elif entry.seq > 1 and (before is None or before.hash != entry.previous_hash):
        wrong = "Mục đứng trước không khớp với mã băm mà mục này ghi lại."
    elif entry.seq == 1 and entry.previous_hash != GENESIS:
        wrong = "Mục đầu tiên không bắt đầu chuỗi."
    elif after is not None and after.previous_hash != entry.hash:
        wrong = "Mục đứng sau không khớp với mã băm của mục này."
    return Link(entry.hash, entry.previous_hash, wrong)
