"""What a council and whoever decides read of many dossiers at once: achievements, disagreement, the vote."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from chungsuc.councils.facts import ItemResult, results_of
from chungsuc.organisations.facts import known_as

from ..models import AchievementUse, Consultation, FieldVisit, Finding, Objection
from ..models.appraisal import OBJECTS
from ..models.dossiers import SUBJECT
from ..rules.rule_names import line_words


@dataclass(frozen=True)
class Summary:
    """One dossier in short. `disagreement`: why the council looks at it first, a few words each; () when nothing."""

    proposer: str
    achievements: tuple[tuple[int, str], ...]
    disagreement: tuple[str, ...]
    vote: ItemResult | None


def summaries_of(dossiers: Sequence[Any]) -> Mapping[int, Summary]:
    """The dossiers in short, by id. Eleven queries whatever their number."""
    ids = [dossier.pk for dossier in dossiers]
    units = known_as({dossier.proposer_id for dossier in dossiers})
    used: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, year, words in AchievementUse.objects.filter(dossier__in=ids).values_list("dossier_id", "year", "words"):
        used[pk].append((year, words))
    against = disagreements(ids)
    votes = results_of(SUBJECT, [str(pk) for pk in ids])
    return {
        one.pk: Summary(
            units[one.proposer_id].name, tuple(used[one.pk]), tuple(against.get(one.pk, ())), votes.get(str(one.pk))
        )
        for one in dossiers
    }


def disagreements(ids: Sequence[int]) -> dict[int, list[str]]:
    """What speaks against each of some dossiers, in a few words without a name; only those with something. Four
    queries."""
    found: dict[int, list[str]] = defaultdict(list)
    for pk in Consultation.objects.filter(dossier__in=ids, answer=OBJECTS).values_list("dossier_id", flat=True):
        found[pk].append("cơ quan được hỏi không nhất trí")
    objections = Objection.objects.filter(dossier__in=ids).values_list("dossier_id", "answered_on", "upheld")
    for pk, answered_on, upheld in objections:
        if answered_on is None:
            found[pk].append("phản ánh chưa trả lời")
        elif upheld:
            found[pk].append("phản ánh đúng")
    last = Finding.objects.filter(dossier__in=ids).order_by().values("dossier_id", "kind", "line").annotate(m=Max("pk"))
    rows = Finding.objects.filter(pk__in=[one["m"] for one in last], met=False)
    for pk, words in rows.values_list("dossier_id", "line"):
        found[pk].append(f"chưa đạt: {line_words(words)}")
    visits = FieldVisit.objects.filter(dossier__in=ids).order_by("visited_on", "pk").values_list("dossier_id", "right")
    for pk, right in dict(visits).items():
        if not right:
            found[pk].append("kiểm tra thực tế không đúng như hồ sơ")
    return {pk: list(dict.fromkeys(words)) for pk, words in found.items()}
