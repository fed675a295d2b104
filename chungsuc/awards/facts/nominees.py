"""What a list of nominees tells, who proposes them, in which round, and which dossiers stand already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit

from ..models import AwardSubject, Dossier, Round
from ..workflow.dossiers import DRAFT, PROPOSES
from .law import Law, cited, law_on
from .lists import Who, subjects_named
from .rounds import IN_ROUNDS, deciding_body, form_name, not_this_year, round_for


@dataclass(frozen=True)
class NewNominee:
    """A nominee as a row of a list tells it."""

    who: Who
    form: str
    merit: str = ""
    cell: str = ""
    woman: bool | None = None
    merit_kind: str = ""


def standing_dossiers(rows: Sequence[NewNominee]) -> list[tuple[tuple[AwardSubject, ...], Dossier | None]]:
    """For each row who it may speak of, and that one's dossier for the form that stands, of a round still open or of
    none. Three queries, however many rows.
    """
    found = subjects_named([row.who for row in rows])
    ids = {one.pk for subjects in found for one in subjects}
    standing = (
        Dossier.objects.standing().filter(subject_id__in=ids).exclude(round__state="closed").exclude(state="awarded")
    )
    by = {(one.subject_id, one.form): one for one in standing}
    return [
        (subjects, by.get((subjects[0].pk, row.form)) if len(subjects) == 1 else None)
        for row, subjects in zip(rows, found, strict=True)
    ]


def why_not_now(law: Law, form: str) -> str:
    """Why nobody can be proposed for a form today, with the clause; "" when somebody can. At most two queries."""
    rule = law.forms.get(form)
    if rule is None or rule.value["outside"]:
        return f"{form_name(law, form)} không có trong quy định của ngày hôm nay. Hãy chọn hình thức khác."
    in_rounds = rule.value["season"] == IN_ROUNDS
    province = deciding_body(rule.value["level"], Unit(kind="province"), law.day, None) if in_rounds else None
    round = round_for(province, form, law.day) if province else None
    if why := not_this_year(law, form, round.year if round else 0):
        return why
    if in_rounds and round is None:
        name = rule.value["name"]
        return f"{name} chỉ xét trong đợt sơ kết, tổng kết; hôm nay chưa có đợt nào nhận hồ sơ ({cited(rule)})."
    return ""


def proposer_of(acting: Person, unit: Unit) -> Unit | None:
    """The unit for which a person proposes somebody of `unit`: that unit itself where it acts for it, else the own one
    that is above it. None where it acts for none. At most two queries.
    """
    own = acting.acts_for(PROPOSES)
    if unit.pk in own:
        return unit
    fact = known_as([unit.pk], acting.day)[unit.pk]
    first = fact.parent_id if fact.parent_id in own else min(own, default=None)
    return Unit.objects.filter(pk=first).first() if first else None


def round_of(form: str, proposer: Unit, day: date) -> Round | None:
    """The round that takes what a unit proposes for a form on a day, None when none does. A few queries."""
    law = law_on(day)
    if form not in law.forms:
        return None
    parent = known_as([proposer.pk], day)[proposer.pk].parent_id
    body = deciding_body(law.forms[form].value["level"], proposer, day, parent)
    return None if body is None else round_for(body, form, day)


def untouched(batch: Any) -> Any:
    """The dossiers of a batch on which nobody went on since: undoing would withdraw them. A query, not yet asked."""
    return Dossier.objects.filter(imported=batch, state=DRAFT, version=1)
