"""Plans and sponsorships for tests: the people of both sides, a plan at any step, and plain rows for pages."""

from datetime import date, timedelta
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.movement.models import Plan
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.actions import give_post
from chungsuc.organisations.models import Unit
from chungsuc.pledges import actions
from chungsuc.pledges.models import Edition, HelpOutcome, Overlap, Sponsorship, Task, Terms, UnitPlan, Visit
from chungsuc.web.day import now

SINCE, DAY = date(2021, 1, 1), date(2024, 1, 10)
HELPER, COMMUNE, MERGED_INTO = "SXD", "dn-24673", "ld-24670"  # Xã Đắk Gằn, from 01/07/2025 Xã Đắk Mil
ROLES = {"SNV": "emulation_officer", "VPDP": "ntm_coordinator", "MTTQ": "fatherland_front", "VPUB": "province_leader"}
TARGETS = [
    {"kind": "free", "name": "Số buổi tuyên truyền", "operator": ">=", "amount": "12", "unit": "buổi", "due": "2024-12-31"},
]  # fmt: skip
TASKS = [
    {"what": "Hướng dẫn lập quy hoạch chung", "place_unit": COMMUNE, "place": "", "result": "01 đồ án được phê duyệt",
     "due": "2024-09-30", "responsible": "Phòng Quy hoạch", "serves": "movement"},
    {"what": "Vận động xây nhà đại đoàn kết cho hộ nghèo", "place_unit": COMMUNE, "place": "thôn 3",
     "result": "02 nhà hoàn thành", "due": "2024-11-30", "responsible": "Văn phòng Sở", "serves": "both"},
]  # fmt: skip
MONEY = [{"source": "ngan-sach-tinh", "source_name": "Ngân sách tỉnh", "amount": "50000000"}]


def unit(code: str) -> Unit:
    """A unit by its code."""
    return Unit.objects.get(code=code)


def person(code: str, day: date = DAY) -> Person:
    """Whoever acts for a unit on a day, made when first asked."""
    at = unit(code)
    role = ROLES.get(code) or {"commune": "commune", "district": "district"}.get(at.kind, "department")
    user, made = User.objects.get_or_create(username=f"nguoi-{code.lower()}", defaults={"full_name": f"Người {code}"})
    if made:
        since = max(SINCE, at.since)
        give_post(account=user, role=role, unit=at, since=since, until=at.until, by="bài thử")
    return person_on(user, day)


def started(code: str = HELPER, year: int = 2024, day: date = DAY) -> Edition:
    """A plan that was just begun."""
    movement = Plan.objects.get()
    return actions.start(unit(code), year, movement=movement, person=person(code, day), today=day)


def written(
    code: str = HELPER, year: int = 2024, day: date = DAY, *, tasks: Any = TASKS, targets: Any = TARGETS
) -> Edition:
    """A plan with everything that it needs."""
    edition = started(code, year, day)
    for section, rows in (("targets", targets), ("tasks", tasks), ("money", MONEY)):
        edition = write(edition, section, rows, code, day)
    return edition


def write(edition: Edition, section: str, rows: Any, code: str = HELPER, day: date = DAY) -> Edition:
    """One section of an edition by its unit."""
    return actions.write(edition, section, rows, version=edition.version, person=person(code, day), today=day)


def submitted(code: str = HELPER, year: int = 2024, day: date = DAY, **rows: Any) -> Edition:
    """A plan that waits for approval."""
    edition = written(code, year, day, **rows)
    return actions.submit(edition, version=edition.version, person=person(code, day), today=day)


def approved(code: str = HELPER, year: int = 2024, day: date = DAY, **rows: Any) -> Edition:
    """A plan in force."""
    edition = submitted(code, year, day, **rows)
    by = person("VPUB" if code == "SNV" else "SNV", day)
    return actions.approve(edition, version=edition.version, person=by, today=day)


def helps(helper: str = HELPER, commune: str = COMMUNE, since: date = date(2023, 1, 15)) -> Sponsorship:
    """A sponsorship as a row."""
    return Sponsorship.objects.create(
        helper=unit(helper), commune=unit(commune), since=since, decision="05/QĐ-BCĐ", decision_on=since, by="bài thử",
        by_name="Bài thử",
    )  # fmt: skip


def plain_plan(code: str) -> UnitPlan:
    """A plan in force as rows: for pages and matrices, not for the rules of its way."""
    at = unit(code)
    plan, made = UnitPlan.objects.get_or_create(movement=Plan.objects.get(), unit=at, year=2024)
    if made:
        content = {
            "targets": [{**TARGETS[0], "line": "1"}],
            "tasks": [{**TASKS[0], "place_unit": code, "line": "2"}],
            "last": 2,
        }
        edition = Edition.objects.create(
            plan=plan, no=1, state="approved", version=1, content=content, started_on=DAY, submitted_on=DAY, since=DAY
        )
        for line in (2, 3):
            plain_task(plan, edition, line)
    return plan


def plain_draft(code: str) -> UnitPlan:
    """A plan that is being written, as rows."""
    given = {"no": 1, "state": "draft", "version": 1, "content": {}, "started_on": DAY}
    plan, made = UnitPlan.objects.get_or_create(movement=Plan.objects.get(), unit=unit(code), year=2025)
    if made:
        Edition.objects.create(plan=plan, **given)
    return plan


def plain_task(plan: UnitPlan, edition: Edition, line: int, **said: Any) -> Task:
    """A task in force as rows."""
    task = Task.objects.create(plan=plan, line=line)
    row = {
        "what": f"Nhiệm vụ {line}", "place_unit": plan.unit, "result": "01 km đường", "due": date(2024, 12, 31),
        "responsible": "Văn phòng", "serves": "both", "since": DAY, **said,
    }  # fmt: skip
    Terms.objects.create(task=task, edition=edition, **row)
    return task


def plain_overlap(code: str) -> Overlap:
    """Two tasks that may be one, as rows."""
    one, other = plain_plan(code).tasks.order_by("pk")[:2]
    return Overlap.objects.get_or_create(one=one, other=other, defaults={"signs": ["Giống."], "found_on": DAY})[0]


def plain_help(code: str) -> Sponsorship:
    """A sponsorship of a unit with a visit and an outcome that wait, as rows."""
    found = Sponsorship.objects.filter(commune__code=code).first() or helps(
        commune=code, since=max(SINCE, unit(code).since)
    )
    if not found.visits.exists():
        told = {"by": "x", "by_name": "X", "recorded_at": now()}
        Visit.objects.create(sponsorship=found, on=found.since, people="Lãnh đạo", content="Làm việc với xã", **told)
        HelpOutcome.objects.create(sponsorship=found, on=found.since, what="01 km đường", **told)
    return found


def many(units: int, tasks: int) -> None:
    """So many units with so many open tasks in all, as rows."""
    movement, since = Plan.objects.get(), date(2021, 1, 1)
    found = list(Unit.objects.on(DAY).exclude(kind__in=("province",)).order_by("pk")[:units])
    more = [Unit(code=f"don-vi-{n}", kind="department", since=since) for n in range(units - len(found))]
    found += Unit.objects.bulk_create(more)
    plans = UnitPlan.objects.bulk_create(UnitPlan(movement=movement, unit=each, year=2023) for each in found)
    editions = Edition.objects.bulk_create(
        Edition(plan=plan, no=1, state="approved", version=1, started_on=DAY, since=DAY) for plan in plans
    )
    rows = Task.objects.bulk_create(Task(plan=plans[n % units], line=n) for n in range(tasks))
    place = unit("dn-24673")
    Terms.objects.bulk_create(
        Terms(task=task, edition=editions[n % units], what=f"Nhiệm vụ {n}", place_unit=place, result="1 km", since=DAY,
              due=DAY + timedelta(days=n % 400), responsible="Văn phòng", serves="both")
        for n, task in enumerate(rows)
    )  # fmt: skip
