"""A survey is prepared and begins."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.periods import CalendarMissing
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import deadline

from .. import events, workflow
from ..facts import survey_rules
from ..models import ALL, DRAWN, Survey, SurveyBox, SurveyHamlet, SurveyHousehold
from ..registry import may_begin
from ..rules import drawn

MOST_HOUSEHOLDS = 20_000  # of one commune: more is a slip of the hand
MOST_HAMLETS = 200


class SurveyRefused(ValueError):
    """A survey cannot be changed as asked; the message says why and what to do."""


Hamlet = tuple[str, int, int]  # name, households, how many of them are asked (all unless drawn)


@transaction.atomic
def prepare(
    *, unit: Unit, level: str, year: int, hamlets: Sequence[Hamlet], mode: str, by: str, post: str = "",
    subject: str = "", subject_key: str = "",
) -> Survey:  # fmt: skip
    """Writes a survey with its hamlets and one entry; SurveyRefused when the matter has one or the list is wrong."""
    if mode not in (ALL, DRAWN):
        raise ValueError(f"unknown mode {mode}")
    if subject and Survey.objects.about(subject, subject_key).exists():
        raise SurveyRefused("Việc này đã có một cuộc lấy ý kiến. Hãy mở cuộc ấy, hoặc hủy nó trước khi lập cuộc khác.")
    survey = Survey.objects.create(
        unit=unit,
        level=level,
        year=year,
        subject=subject,
        subject_key=subject_key,
        address=secrets.token_hex(6),
        mode=mode,
        seed=secrets.token_hex(16) if mode == DRAWN else "",
        prepared_by=by,
    )
    _write_hamlets(survey, hamlets)
    told(events.PREPARED, survey, by=by, post=post, details=_list_said(hamlets) | {"mode": mode, "seed": survey.seed})
    return survey


@transaction.atomic
def set_hamlets(survey: Survey, hamlets: Sequence[Hamlet], *, by: str, post: str = "") -> None:
    """Replaces the list of hamlets while the survey is being prepared. Writes the list and one entry."""
    held(survey, workflow.CHANGE)
    SurveyHousehold.objects.filter(hamlet__survey=survey).delete()
    SurveyHamlet.objects.filter(survey=survey).delete()
    _write_hamlets(survey, hamlets)
    told(events.CHANGED, survey, by=by, post=post, details=_list_said(hamlets))


def _write_hamlets(survey: Survey, hamlets: Sequence[Hamlet]) -> None:
    names = [" ".join(name.split()).casefold() for name, _, _ in hamlets]
    if not hamlets or len(set(names)) < len(names):
        raise SurveyRefused("Danh sách thôn trống hoặc có tên trùng nhau. Hãy ghi mỗi thôn một dòng.")
    if len(hamlets) > MOST_HAMLETS or sum(households for _, households, _ in hamlets) > MOST_HOUSEHOLDS:
        raise SurveyRefused("Danh sách quá dài đối với một xã. Hãy kiểm tra lại số thôn và số hộ.")
    for position, (name, households, asked) in enumerate(hamlets, 1):
        if households < 1 or not 1 <= asked <= households:
            raise SurveyRefused(f"{name}: số hộ phải từ 1 trở lên và số hộ được hỏi không quá số hộ. Hãy sửa lại.")
        if survey.mode == ALL and asked != households:
            raise SurveyRefused(f"{name}: cuộc lấy ý kiến hỏi mọi hộ nên không ghi số hộ được chọn. Hãy bỏ số ấy.")
        row = SurveyHamlet.objects.create(
            survey=survey, name=" ".join(name.split()), position=position, households=households
        )
        numbers = range(1, households + 1)
        chosen = drawn(numbers, asked, f"{survey.seed}/{position}") if survey.mode == DRAWN else numbers
        SurveyHousehold.objects.bulk_create([SurveyHousehold(hamlet=row, number=number) for number in chosen])


def _list_said(hamlets: Sequence[Hamlet]) -> dict[str, Any]:
    return {"hamlets": [f"{name}: {asked}/{households}" for name, households, asked in hamlets][:MOST_HAMLETS]}


@transaction.atomic
def start(survey: Survey, *, on: date, by: str, post: str = "") -> Survey:
    """Begins a survey on a day. Writes its state, its last day by the rule, its empty boxes, one entry.

    SurveyRefused when the matter's room says not yet, or when no rule says what the ballots ask.
    """
    survey = held(survey, workflow.START)
    said = may_begin(survey.subject, survey.subject_key, on)
    if said is not None and said.outcome is not Outcome.MET:
        raise SurveyRefused(f"Chưa được lấy ý kiến. {said.paragraph}")
    rules = survey_rules(survey, on)
    if not rules.kinds:
        raise SurveyRefused(f"Chưa có quy định «{rules.ballots.label}» nên chưa có phiếu để hỏi.")
    try:
        span = deadline(on, rules.period)
    except CalendarMissing as missing:
        raise SurveyRefused(str(missing)) from None
    move(survey, workflow.START, opened_on=on, closes_on=span.until if span else None)
    SurveyBox.objects.bulk_create(
        [SurveyBox(hamlet=hamlet, kind=kind.code) for hamlet in survey.hamlets.all() for kind in rules.kinds]
    )
    last = survey.closes_on.isoformat() if survey.closes_on else None
    told(events.STARTED, survey, by=by, post=post, details={"on": on.isoformat(), "closes_on": last})
    return survey


def held(survey: Survey, act: str) -> Survey:
    """The survey as it is now, locked until the transaction ends; SurveyRefused when the act cannot be done."""
    now = Survey.objects.select_for_update(of=("self",)).prefetch_related("unit").get(pk=survey.pk)
    if said := workflow.why_not(act, now.state):
        raise SurveyRefused(said)
    return now


def move(survey: Survey, act: str, **fields: Any) -> None:
    """Moves a survey on by a conditional UPDATE: of two who try only one succeeds. The caller records the event."""
    if not change_where(survey, {"state": survey.state}, state=workflow.ACTS[act].to, **fields):
        raise SurveyRefused("Cuộc lấy ý kiến vừa được người khác thay đổi. Hãy mở lại trang để xem trạng thái mới.")


def told(
    act: str, survey: Survey, *, by: str, post: str = "", details: dict[str, Any] | None = None, reason: str = "",
    paper: str = "",
) -> None:  # fmt: skip
    """Records one entry about a survey."""
    name = known_as([survey.unit_id])[survey.unit_id].name
    record(
        act,
        actor=by,
        actor_post=post,
        subject_type="oversight.survey",
        subject_id=str(survey.pk),
        subject_label=f"Lấy ý kiến {name}, năm {survey.year}"[:200],
        unit_code=survey.unit.code,
        details=details,
        reason=reason,
        paper=paper,
    )
