"""What a dossier still needs before its award is recorded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ..facts.answering import CASE
from ..facts.checking import eligibilities
from ..facts.law import Laws
from ..models import Bar, Decision, Dossier
from ..models.decisions import PREPARED
from ..rules.decisions import decided_elsewhere
from ..rules.eligibility import NOT_MET
from ..workflow.dossiers import FORWARDED


def forwarded_first(dossier: Dossier, day: date, laws: Laws | None = None) -> Iterable[str]:
    """A form that is decided above the province was sent up before its decision is recorded. One query, none where the
    `laws` are known.
    """
    shape = (laws or Laws.read()).on(dossier.received_on or day).forms.get(dossier.form)
    if shape is not None and decided_elsewhere(shape.value) and dossier.state != FORWARDED:
        yield f"{shape.value['decides']} quyết định hình thức này. Hãy ghi đã trình cấp trên trước."


def in_a_decision(dossier: Dossier, day: date) -> Iterable[str]:
    """Some decision that is being prepared has it in its list."""
    rows = Decision.objects.filter(body_id=dossier.body_id, form=dossier.form, state=PREPARED)
    if not any(dossier.pk in row.dossiers for row in rows):
        yield "Hồ sơ chưa có trong quyết định nào đang lập. Hãy lập ở trang Quyết định khen thưởng."


def barred(dossiers: Sequence[Dossier], day: date) -> dict[int, str]:
    """By dossier (with subject, unit and round), the open case that bars it on `day`, in words: one that came up since
    the council voted too. One query where no case is open at all.
    """
    if not Bar.objects.on(day).exists():
        return {}
    received = [one for one in dossiers if one.received_on is not None]
    return {
        pk: f"{line.reason.rstrip('.')} ({line.citation})."
        for pk, found in eligibilities(received, day).items()
        for line in found.lines
        if line.rule == CASE and line.result == NOT_MET
    }


ASKS: Mapping[str, tuple[Callable[[Dossier, date], Iterable[str]], ...]] = {"award": (forwarded_first, in_a_decision)}
