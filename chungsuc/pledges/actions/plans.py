"""A unit's plan from its first line to its approval: started, written, submitted, returned, taken back, dropped."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.movement.models import Plan
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .. import events, workflow
from ..access import require_actor
from ..models import SUBJECT, Edition, Step, UnitPlan
from ..refusals import PledgeRefused, Stale
from ..rules.content import ADDRESSED, CRITERIA, SECTIONS, TASKS, copied, is_blank, lacks, lacks_of_row, with_section
from .approving import put_in_force, step_back
from .saying import record_about

_EVENTS = {
    "start": events.PLAN_STARTED,
    "amend": events.PLAN_STARTED,
    "write": events.PLAN_WRITTEN,
    "submit": events.PLAN_SUBMITTED,
    "take_back": events.PLAN_TAKEN_BACK,
    "return": events.PLAN_RETURNED,
    "approve": events.PLAN_APPROVED,
    "drop": events.PLAN_DROPPED,
}
MANY_ROWS = 100


@transaction.atomic
def start(
    unit: Unit, year: int, *, movement: Plan, person: Person, today: date, copy_of: Edition | None = None
) -> Edition:
    """Begins a unit's plan for a year (0: the movement's period), empty or as a copy of another year's edition.

    Writes the plan, its first edition, its step and one event. PermissionDenied, or PledgeRefused when the year is not
    the movement's, the unit has ended, or there is a plan already.
    """
    require_actor(person, unit.pk, workflow.WRITER)
    if year and not movement.since.year <= year <= movement.until.year:
        raise PledgeRefused(f"Năm {year} không thuộc giai đoạn của phong trào. Hãy chọn năm khác.", "year")
    if unit.until is not None and unit.until < today:
        raise PledgeRefused("Đơn vị này đã kết thúc nên không lập kế hoạch mới. Đơn vị kế tục lập kế hoạch của mình.")
    plan, _ = UnitPlan.objects.get_or_create(movement=movement, unit=unit, year=year)
    if plan.editions.exclude(state=workflow.DROPPED).exists():
        raise PledgeRefused(f"Đơn vị đã có kế hoạch {plan.period_words}. Hãy mở kế hoạch ấy để sửa.", "year")
    content: dict[str, Any] = {}
    if copy_of is not None:
        if copy_of.plan.unit_id != unit.pk:
            raise PledgeRefused("Chỉ chép được kế hoạch của chính đơn vị.", "copy_of")
        content = copied(copy_of.content, year - copy_of.plan.year if year and copy_of.plan.year else 0)
    return _begun(plan, "start", content, person, today)


@transaction.atomic
def amend(plan: UnitPlan, *, reason: str, person: Person, today: date) -> Edition:
    """Begins a new edition of a plan in force, with its reason; the one in force holds until the new one is approved.

    Writes the edition, its step and one event. PledgeRefused without a reason, without an edition in force, or while
    another edition is open.
    """
    require_actor(person, plan.unit_id, workflow.WRITER)
    _require_reason("amend", reason)
    standing = plan.editions.filter(state=workflow.APPROVED).first()
    if standing is None:
        raise PledgeRefused("Kế hoạch chưa có bản nào được duyệt nên chưa phải điều chỉnh. Hãy sửa bản đang soạn.")
    if plan.unit.until is not None and plan.unit.until < today:
        raise PledgeRefused("Đơn vị này đã kết thúc nên kế hoạch không điều chỉnh nữa.")
    return _begun(plan, "amend", standing.content, person, today, reason=reason)


def _begun(
    plan: UnitPlan, act: str, content: Mapping[str, Any], person: Person, today: date, reason: str = ""
) -> Edition:
    number = (plan.editions.aggregate(last=Max("no"))["last"] or 0) + 1
    told = nfc(reason) or ("" if number == 1 else "Lập lại sau khi bỏ bản trước.")
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                plan=plan, no=number, state=workflow.after(act, workflow.NEW), version=1, content=dict(content),
                reason=told, started_on=today,
            )  # fmt: skip
    except IntegrityError:
        raise Stale("Vừa có người lập bản khác của kế hoạch này. Hãy mở lại trang để xem.") from None
    _written_down(edition, act, workflow.NEW, person, today, reason=reason)
    return edition


@transaction.atomic
def write(
    edition: Edition, section: str, rows: Sequence[Mapping[str, str]], *, version: int, person: Person, today: date
) -> Edition:
    """Writes one section of an edition anew; blank rows are left out. Writes the edition, its step and one event.

    PledgeRefused for a task without an address or a concrete result (plan, section IV.a); Stale when somebody else
    wrote since `version` was seen.
    """
    require_actor(person, edition.plan.unit_id, workflow.WRITER)
    kept = [row for row in rows if not is_blank(row)]
    _require_writable(edition, section, kept)
    content = with_section(edition.content, section, kept)
    return _moved(edition, "write", version, person, today, content=content, details={"section": SECTIONS[section]})


def _require_writable(edition: Edition, section: str, rows: Sequence[Mapping[str, str]]) -> None:
    if section not in SECTIONS:
        raise PledgeRefused("Không có phần này trong kế hoạch.")
    if section == CRITERIA and edition.plan.unit.kind != "district":
        raise PledgeRefused("Chỉ cấp huyện xây dựng tiêu chí riêng (Kế hoạch, mục II.2).")
    if len(rows) > MANY_ROWS:
        raise PledgeRefused(f"Một phần ghi được nhiều nhất {MANY_ROWS} dòng. Hãy gộp bớt.")
    if section == TASKS:
        for row in rows:
            for name, text in lacks_of_row(section, row, ADDRESSED).items():
                raise PledgeRefused(text, name)


@transaction.atomic
def submit(edition: Edition, *, version: int, person: Person, today: date) -> Edition:
    """Gives a plan to whoever approves it. Writes state, step and one event; PledgeRefused with what it lacks."""
    require_actor(person, edition.plan.unit_id, workflow.WRITER)
    found = lacks(edition.content)
    if found:
        raise PledgeRefused("Chưa trình được: " + " ".join(str(lack) for lack in found), lacks=found)
    return _moved(edition, "submit", version, person, today, submitted_on=today)


@transaction.atomic
def take_back(edition: Edition, *, version: int, person: Person, today: date) -> Edition:
    """Takes a submitted plan back to mend it. Writes the state, its step and one event."""
    require_actor(person, edition.plan.unit_id, workflow.WRITER)
    return _moved(edition, "take_back", version, person, today, submitted_on=None)


@transaction.atomic
def drop(edition: Edition, *, reason: str, version: int, person: Person, today: date) -> Edition:
    """Gives an edition up: it stays readable with the reason. Writes the state, its step and one event."""
    require_actor(person, edition.plan.unit_id, workflow.WRITER)
    _require_reason("drop", reason)
    return _moved(edition, "drop", version, person, today, reason=reason)


@transaction.atomic
def send_back(edition: Edition, *, reason: str, version: int, person: Person, today: date) -> Edition:
    """Returns a submitted plan to its unit with the reason. Writes the state, its step and one event."""
    require_actor(person, edition.plan.unit_id, workflow.APPROVER)
    _require_reason("return", reason)
    return _moved(edition, "return", version, person, today, reason=reason, submitted_on=None)


@transaction.atomic
def approve(edition: Edition, *, paper: str = "", version: int, person: Person, today: date) -> Edition:
    """Approves a plan: what it says holds from today, the edition before it until yesterday.

    Writes the states of both, their steps, the registered targets, tasks, criteria and money, likely duplicates, and
    one event.
    """
    require_actor(person, edition.plan.unit_id, workflow.APPROVER)
    before = step_back(edition.plan, person, today) if edition.state == workflow.SUBMITTED else None
    moved = _moved(edition, "approve", version, person, today, paper=paper, since=today)
    put_in_force(moved, before, today)
    return moved


def _require_reason(act: str, reason: str) -> None:
    if not reason.strip():
        label = workflow.ACTS[act].label.lower()
        raise PledgeRefused(f"Chưa ghi lý do. Hãy ghi vì sao {label} để người nhận biết phải làm gì.", "reason")


def _moved(
    edition: Edition,
    act: str,
    version: int,
    person: Person,
    today: date,
    *,
    reason: str = "",
    paper: str = "",
    details: dict[str, Any] | None = None,
    **fields: Any,
) -> Edition:
    """Moves an edition on by a conditional UPDATE, so that of two who try only one succeeds; its step, its event."""
    current = Edition.objects.select_related("plan__unit", "plan__movement").get(pk=edition.pk)
    if current.version != version:
        raise Stale(_what_changed(current, version))
    if refusal := workflow.why_not(act, current.state):
        raise PledgeRefused(refusal)
    before, reached = current.state, workflow.after(act, current.state)
    if not change_where(current, {"version": version, "state": before}, state=reached, version=version + 1, **fields):
        raise Stale(_what_changed(Edition.objects.get(pk=edition.pk), version))
    _written_down(current, act, before, person, today, reason=reason, paper=paper, details=details)
    return current


def _what_changed(edition: Edition, version: int) -> str:
    last = Step.objects.filter(edition=edition, seq__gt=version).order_by("-seq").first()
    if last is None:
        return "Kế hoạch vừa thay đổi. Hãy mở lại trang để xem."
    return (
        f"Kế hoạch vừa thay đổi: {last.by_name} đã “{workflow.ACTS[last.act].label.lower()}”, "
        f"nay “{edition.state_label}”. Chưa ghi gì; hãy xem lại rồi làm tiếp."
    )


def _written_down(
    edition: Edition,
    act: str,
    before: str,
    person: Person,
    today: date,
    *,
    reason: str = "",
    paper: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """The edition's step, and its entry in the journal."""
    Step.objects.create(
        edition=edition,
        seq=edition.version,
        act=act,
        from_state=before,
        to_state=edition.state,
        on=today,
        recorded_at=now(),
        by=person.username,
        by_name=person.name[:200],
        by_post=person.title[:300],
        reason=nfc(reason),
        paper=nfc(paper),
    )
    told = {"edition": edition.no, "from": before, "to": edition.state, **(details or {})}
    label = f"kế hoạch {edition.plan.period_words}, bản {edition.no}"
    record_about(
        _EVENTS[act],
        person,
        subject=SUBJECT,
        key=edition.plan_id,
        label=label,
        unit=edition.plan.unit,
        details=told,
        reason=nfc(reason),
        paper=nfc(paper),
    )
