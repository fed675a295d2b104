"""What a giver contributed: for achievement files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.questions.asking import Asking, answer, rows_of

from ..models import GiftTerms
from ..rules.giving import giver_key


@dataclass(frozen=True)
class GiftFact:
    """One confirmed contribution. `quantity` in `measure`; `value` in đồng, None where no basis says the worth;
    `giver_key`: the giver's name as it is compared.
    """

    number: int
    unit_code: str
    given_on: date
    source: str
    kind: str
    quantity: Decimal
    measure: str
    value: Decimal | None
    purpose: str
    giver_key: str = ""


def gifts_by(givers: Iterable[str], until: date, since: date = date.min, unit_ids: Any = None) -> tuple[GiftFact, ...]:
    """The confirmed contributions of whoever goes by one of these names, in order of days, both days included.

    `unit_ids`: only what these units received; ids, or an expression that gives them (`lineage.past_of`).

    A name is compared without accents, capitals and titles; whether two people of one name are one, a person says.
    Given names are not shown without consent: this is for files of achievement, which are not open. One query.
    """
    return answer(gifts_asked(givers, until, since, unit_ids))


def gifts_asked(
    givers: Iterable[str], until: date, since: date = date.min, unit_ids: Any = None
) -> Asking[tuple[GiftFact, ...]]:
    """`gifts_by` for whoever asks more in the same round. One round."""
    keys = {giver_key(giver) for giver in givers} - {""}
    if not keys:
        return ()
    rows = GiftTerms.objects.current().confirmed().filter(giver_key__in=keys, given_on__gte=since, given_on__lte=until)
    if unit_ids is not None:
        rows = rows.filter(contribution__unit_id__in=unit_ids)
    found = yield from rows_of(rows.select_related("contribution__unit").order_by("given_on", "pk"))
    return tuple(
        GiftFact(
            row.contribution_id, row.contribution.unit.code, row.given_on, row.source_name, row.kind, row.quantity,
            row.measure, row.value, row.purpose, row.giver_key,
        )
        for row in found
    )  # fmt: skip
