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


@transaction.atomic
def draw_sample(round: Round, *, seed: str, seed_source: str, acting: Person) -> Sample:
    """Draws dossiers of a round for a visit, by a seed that was public and that nobody here could choose.

    The pool is what is or was appraised and was in no pool before: a draw is not made again until it pleases. Writes
    the sample with seed, pool and drawn, and one event. AwardRefused where no rule says how many.
    """
    fresh = Round.objects.select_for_update(of=("self",)).prefetch_related("body").get(pk=round.pk)
    if not receives(acting, fresh.body):
        raise PermissionDenied(RECEIVES)
    typed, source = nfc(seed), nfc(seed_source)
    if not typed:
        raise AwardRefused("Chưa ghi số gieo. Hãy ghi đúng như nơi công bố.", "seed")
    if not source:
        raise AwardRefused("Chưa ghi số gieo lấy từ đâu. Hãy ghi nơi công bố, ngày công bố.", "seed_source")
    rule = rule_on(SHARE, acting.day)
    if rule.missing:
        raise AwardRefused(f"Chưa có quy định «{rule.label}» nên chưa chọn được. Hãy bổ sung ở trang Quy định.")
    pool = pool_of(fresh)
    if not pool:
        raise AwardRefused("Không có hồ sơ nào đang hoặc đã thẩm định mà chưa nằm trong lần chọn trước.")
    made = Sample.objects.create(
        round=fresh, drawn_on=acting.day, seed=typed[:200], seed_source=source[:300],
        share=f"{show_decimal(rule.value)} {rule.unit}".strip(), rule=str(rule.citation)[:400], pool=pool,
        drawn=drawn(pool, typed[:200], rule.value), by=acting.username,
    )  # fmt: skip
    place = known_as([fresh.body_id], acting.day)[fresh.body_id]
    record(
        events.SAMPLE_DRAWN, actor=acting.username, actor_post=acting.title[:200], subject_type=ROUND,
        subject_id=str(fresh.pk), subject_label=fresh.name[:200], unit_code=place.code,
        details={"sample": made.pk, "pool": pool, "drawn": list(made.drawn)},
    )  # fmt: skip
    return made


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
