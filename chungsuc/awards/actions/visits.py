"""The random sample of a round, visits to where the achievement is, and the commune's word under them."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.rulebook.rule_facts import rule_on

from .. import events
from ..access import receives, speaks_for
from ..facts.visits import pool_of, signing_unit
from ..models import Dossier, FieldVisit, Round, Sample
from ..models.appraisal import SAMPLED, WHYS
from ..models.rounds import SUBJECT as ROUND
from ..rules.sampling import drawn
from ..workflow import KEEP
from ..workflow.dossiers import APPRAISED, APPRAISING, RECEIVES, STATES
from .moving import held, said_by, told
from .refusals import AwardRefused, Stale

SHARE = "share:award_sample"
SEEDED = "Lần chọn này đã ghi số gieo. Hãy mở lại trang để xem."


@transaction.atomic
def announce_draw(round: Round, *, seed_source: str, seed_day: date, acting: Person, reason: str = "") -> Sample:
    """Fixes from which dossiers a sample is drawn and where its seed will be published, before anybody knows the seed.

    The pool is what is or was appraised and was in no pool before: a draw is not made again until it pleases. While
    nothing is drawn another publication may be named, with a reason that stays; the pool is left as it was. Writes
    the sample and one event. AwardRefused for a day that is not to come, and where no rule says how many are drawn.
    """
    fresh = Round.objects.select_for_update(of=("self",)).prefetch_related("body").get(pk=round.pk)
    if not receives(acting, fresh.body):
        raise PermissionDenied(RECEIVES)
    source, why = nfc(seed_source), nfc(reason)
    if not source:
        raise AwardRefused("Chưa ghi số gieo lấy từ đâu. Hãy ghi nơi công bố.", "seed_source")
    if seed_day <= acting.day:
        raise AwardRefused("Số gieo phải là số chưa ai biết. Hãy chọn ngày công bố sau hôm nay.", "seed_day")
    made = Sample.objects.filter(round=fresh, drawn_on=None).first()
    if made is not None:
        return _announced_again(made, fresh, source, seed_day, why, acting)
    rule = rule_on(SHARE, acting.day)
    if rule.missing:
        raise AwardRefused(f"Chưa có quy định «{rule.label}» nên chưa chọn được. Hãy bổ sung ở trang Quy định.")
    pool = pool_of(fresh)
    if not pool:
        raise AwardRefused("Không có hồ sơ nào đang hoặc đã thẩm định mà chưa nằm trong lần chọn trước.")
    made = Sample.objects.create(
        round=fresh, announced_on=acting.day, seed_day=seed_day, seed_source=source[:300],
        share=f"{show_decimal(rule.value)} {rule.unit}".strip(), rule=str(rule.citation)[:400], pool=pool, drawn=[],
        by=acting.username,
    )  # fmt: skip
    return _told_ahead(made, fresh, seed_day, acting)


def _announced_again(made: Sample, round: Round, source: str, seed_day: date, why: str, acting: Person) -> Sample:
    if not why:
        named = f"{made.seed_source}, ngày {show_day(made.seed_day)}" if made.seed_day else made.seed_source
        raise AwardRefused(f"Đã báo trước số gieo lấy từ {named}. Muốn đổi thì ghi vì sao.", "reason")
    changed = f"ngày {show_day(acting.day)} đổi từ {made.seed_source}: {why}"
    made.note = "; ".join(filter(None, (made.note, changed)))[:600]
    made.announced_on, made.seed_source, made.seed_day = acting.day, source[:300], seed_day
    made.save()
    return _told_ahead(made, round, seed_day, acting, why)


def _told_ahead(made: Sample, round: Round, seed_day: date, acting: Person, why: str = "") -> Sample:
    said = {"sample": made.pk, "pool": made.pool, "source": made.seed_source, "on": seed_day.isoformat()}
    _of_round(events.SAMPLE_ANNOUNCED, round, acting, said, why)
    return made


@transaction.atomic
def draw_sample(sample: Sample, *, seed: str, acting: Person) -> Sample:
    """Draws dossiers for a visit by the seed that was published where it was announced. Writes the sample, one event.

    AwardRefused before the day of its publication and without a seed; Stale when somebody drew it meanwhile.
    """
    fresh = Sample.objects.select_for_update().get(pk=sample.pk)
    round = Round.objects.select_related("body").get(pk=fresh.round_id)
    if not receives(acting, round.body):
        raise PermissionDenied(RECEIVES)
    typed = nfc(seed)
    if not typed:
        raise AwardRefused("Chưa ghi số gieo. Hãy ghi đúng như nơi công bố.", "seed")
    if fresh.drawn_on is not None or fresh.announced_on is None or fresh.seed_day is None:
        raise Stale(SEEDED)
    if acting.day < fresh.seed_day:
        raise AwardRefused(f"Số gieo công bố ngày {show_day(fresh.seed_day)}; đến ngày ấy mới ghi được.", "seed")
    share = rule_on(SHARE, fresh.announced_on).value
    after = {"seed": typed[:200], "drawn_on": acting.day, "drawn": drawn(fresh.pool, typed[:200], share)}
    if not change_where(fresh, {"drawn_on": None}, **after):
        raise Stale(SEEDED)
    said = {"sample": fresh.pk, "pool": fresh.pool, "drawn": list(fresh.drawn)}
    _of_round(events.SAMPLE_DRAWN, round, acting, said)
    return fresh


def _of_round(act: str, round: Round, acting: Person, details: dict[str, object], reason: str = "") -> None:
    place = known_as([round.body_id], acting.day)[round.body_id]
    record(
        act, actor=acting.username, actor_post=acting.title[:200], subject_type=ROUND, subject_id=str(round.pk),
        subject_label=round.name[:200], unit_code=place.code, details=details, reason=reason,
    )  # fmt: skip


@transaction.atomic
def record_visit(
    dossier: Dossier, *, why: str, visited_on: date, right: bool, report: str, acting: Person,
    sample: Sample | None = None,
) -> FieldVisit:  # fmt: skip
    """Writes down what was seen where the achievement is. Writes the visit and one event.

    A visit "by the sample" names the sample that drew the dossier.
    """
    fresh = held(dossier)
    if not receives(acting, fresh.body):
        raise PermissionDenied(RECEIVES)
    if fresh.state not in (*APPRAISING, APPRAISED):
        text = f"Hồ sơ đang ở bước “{STATES[fresh.state].label}”; chỉ ghi kiểm tra thực tế trước khi Hội đồng họp."
        raise AwardRefused(text)
    if why not in dict(WHYS):
        raise AwardRefused("Chưa chọn vì sao đến. Hãy chọn.", "why")
    if why == SAMPLED and (sample is None or fresh.pk not in sample.drawn):
        raise AwardRefused("Hồ sơ này không được chọn ngẫu nhiên lần nào. Hãy chọn lý do khác.", "why")
    if visited_on > acting.day or (fresh.received_on is not None and visited_on < fresh.received_on):
        raise AwardRefused("Ngày đến phải từ ngày nhận hồ sơ đến hôm nay. Hãy xem lại ngày.", "visited_on")
    if not report.strip():
        raise AwardRefused("Chưa ghi đã thấy gì. Hãy ghi.", "report")
    made = FieldVisit.objects.create(
        dossier=fresh, why=why, sample=sample if why == SAMPLED else None, visited_on=visited_on, right=right,
        report=report.strip(), by=acting.username, by_name=acting.name[:200],
    )  # fmt: skip
    told(events.VISITED, fresh, said_by(acting), {"visit": made.pk, "right": right, "on": visited_on.isoformat()})
    return made


@transaction.atomic
def countersign(visit: FieldVisit, *, acting: Person, words: str = "") -> FieldVisit:
    """The commune's own word under a visit, by its own account. Writes it once, and one event.

    PermissionDenied for whoever does not speak for the commune where the subject is (or for what it went into).
    """
    dossier = held(Dossier(pk=visit.dossier_id))
    fresh = FieldVisit.objects.select_for_update().get(pk=visit.pk)
    if not speaks_for(acting, signing_unit(dossier.subject, fresh.visited_on), KEEP):
        raise PermissionDenied(KEEP)
    if acting.day < fresh.visited_on:
        raise AwardRefused(f"Ngày kiểm tra là {show_day(fresh.visited_on)}. Hãy xem lại.")
    after = {
        "countersigned_on": acting.day, "countersigned_by": acting.username, "countersigned_words": words.strip(),
    }  # fmt: skip
    if not change_where(fresh, {"countersigned_on": None}, **after):
        raise Stale("Xã đã ký xác nhận rồi. Hãy mở lại trang để xem.")
    told(events.COUNTERSIGNED, dossier, said_by(acting), {"visit": fresh.pk})
    return fresh
