"""What awards put into the calendar: the clocks of appraisal, answers that agencies owe, the end of each posting."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from chungsuc.deadlines.registry import Due, Line, Terms, Units, columns
from chungsuc.questions.asking import Asking

from .facts.clocks import CHECK, Timing
from .facts.queue import Light, lights_of
from .models import Consultation, Dossier, Posting
from .workflow.dossiers import APPRAISING

CLOCKS, OPINIONS, POSTINGS = "awards.clocks", "awards.opinions", "awards.postings"
FORMAL, CONTENT = "kiem-tra", "tham-dinh"
WHAT = {FORMAL: "Kiểm tra thể thức hồ sơ khen thưởng", CONTENT: "Thẩm định nội dung hồ sơ khen thưởng"}


def clocks_due(day: date, units: Units) -> Asking[Iterable[Due]]:
    """The last day of each clock of appraisal that runs or has ended, of dossiers received in this year or the last or
    still in hand. A clock that stands while the unit supplements has none, nor has one without a rule. One round.
    """
    shown = Q(received_on__year__gte=day.year - 1) | Q(state__in=APPRAISING)
    rows = Dossier.objects.filter(shown, received_on__lte=day)
    wanted = rows if units is None else rows.filter(body_id__in=units)
    bodies = wanted.order_by().values_list("pk", "body_id")
    found = yield {"lights": lights_of(wanted), "bodies": bodies, **Timing.parts()}
    timing, of = Timing.told(found), dict(found["bodies"])
    lights = [Light(*values) for values in found["lights"]]
    return [due for light in lights for due in _clocks_of(light, of[light.pk], timing, day)]


def _clocks_of(light: Light, body_id: int, timing: Timing, day: date) -> Iterator[Due]:
    clocks = timing.of(light, day)
    ended = light.ended_on
    for name, clock, over in (
        (FORMAL, clocks.formal, light.formal_passed_on or ended),
        (CONTENT, clocks.content, light.appraised_on or ended),
    ):
        if clock.last_day is None:
            continue
        key = CHECK if name == FORMAL else timing.appraisal_key(light)
        yield Due(
            key=f"{CLOCKS}:{light.pk}-{name}:{body_id}",
            unit_id=body_id,
            what=f"{WHAT[name]} số {light.pk}",
            due=clock.last_day,
            done_on=over if over is not None and over <= day else None,
            href=reverse("award_appraisal", args=[light.pk]),
            source=timing.versions.on(key, light.received_on or day).label,
        )


def opinion_rows(day: date, units: Units) -> QuerySet:
    """The questions that were put to agencies by `day`, with the day on which each was answered or its silence told."""
    asked = Consultation.objects.filter(asked_on__lte=day)
    over = Coalesce("answered_on", "silent_on")
    return columns(asked, unit="agency_id", due="due_on", done_on=over, second="about")


def read_opinion(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The last day on which an agency answers."""
    if line.due is None:
        return
    yield Due(
        key=f"{OPINIONS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Cho ý kiến về hồ sơ khen thưởng: {line.second}",
        due=line.due,
        done_on=line.done_on,
        href=reverse("award_opinion", args=[line.pk]),
        source="cơ quan thẩm định hỏi",
    )


def posting_rows(day: date, units: Units) -> QuerySet:
    """The lists that stood posted on `day`."""
    return columns(
        Posting.objects.filter(since__lte=day, withdrawn_on=None), unit="body_id", due="until", second="rule"
    )  # fmt: skip


def read_posting(line: Line, day: date, terms: Terms) -> Iterator[Due]:
    """The last day of a posting: until then the council cannot vote; when it is over nothing is late."""
    if line.due is None:
        return
    yield Due(
        key=f"{POSTINGS}:{line.pk}:{line.unit_id}",
        unit_id=line.unit_id,
        what=f"Hết thời gian công khai danh sách đề nghị khen thưởng số {line.pk}",
        due=line.due,
        done_on=line.due if line.due < day else None,
        href=reverse("award_posted", args=[line.pk]),
        source=line.second,
    )
