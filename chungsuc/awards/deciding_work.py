"""What deciding asks of people: results to announce, lists to draw, decisions to sign."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from chungsuc.law.figures import show_decimal
from chungsuc.law.pack_awards import FORM
from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine
from chungsuc.questions.asking import Asking
from chungsuc.rulebook.models import Figure

from .access import PRAISES, PROVINCE
from .models import Decision, Dossier
from .models.decisions import PREPARED
from .workflow.dossiers import ANNOUNCED, APPRAISED, DECIDES, FORWARDED, PASSED, RECEIVES

MOST = 20
SIGNED_ABOVE = "nha_nuoc"


def decisions_to_sign(person: Person) -> Asking[Iterable[WorkLine]]:
    """The lists that wait for the signature of those who decide, the oldest first: at most 20. One round."""
    mine = _of_bodies(person, DECIDES)
    if mine is None:
        return []
    waiting = Decision.objects.filter(mine, state=PREPARED).annotate(at=last_name_of("body_id")).order_by("pk")[:MOST]
    found = yield {"decisions": waiting, "names": _form_names(person)}
    names = _named(found["names"])
    return [
        WorkLine(
            f"{row.at}: ký quyết định {_short(names.get(row.form))}, danh sách số {row.pk} "
            f"({show_decimal(len(row.dossiers))} hồ sơ)",
            reverse("award_decision", args=[row.pk]),
        )
        for row in found["decisions"]
    ]


def results_to_carry_on(person: Person) -> Asking[Iterable[WorkLine]]:
    """What became of dossiers and waits for who receives: results to announce, lists to draw up; a line for each body
    and form. One round.
    """
    mine = _of_bodies(person, RECEIVES)
    if mine is None:
        return []
    waiting = Dossier.objects.filter(mine, state__in=(APPRAISED, PASSED, ANNOUNCED, FORWARDED))
    groups = waiting.order_by().values_list("state", "body_id", "body__kind", "form").annotate(count=Count("pk"))
    lists = Decision.objects.filter(mine, state=PREPARED).order_by().values_list("body_id", "form", "dossiers")
    found = yield {"groups": groups, "lists": lists, "names": _form_names(person)}
    listed = Counter[tuple[int, str]]()
    for body_id, form, dossiers in found["lists"]:
        listed[body_id, form] += len(dossiers)
    return list(_onward(found["groups"], listed, _named(found["names"])))


def _onward(groups: Iterable[Any], listed: Mapping[Any, int], names: Mapping[str, str]) -> Iterable[WorkLine]:
    appraised = passed = 0
    to_decide = Counter[tuple[int, str]]()
    for state, body_id, kind, form, count in groups:
        if state == APPRAISED:
            appraised += count if kind == PROVINCE else 0
        elif state == PASSED:
            passed += count
        else:
            to_decide[body_id, form] += count
    if appraised:
        told = f"Đưa ra Hội đồng: {show_decimal(appraised)} hồ sơ khen thưởng đã thẩm định"
        yield WorkLine(told, reverse("award_queue") + f"?buoc={APPRAISED}")
    if passed:
        told = f"Công bố kết quả Hội đồng: {show_decimal(passed)} hồ sơ khen thưởng"
        yield WorkLine(told, reverse("award_announce"))
    for (body_id, form), count in sorted(to_decide.items()):
        left = count - listed.get((body_id, form), 0)
        if left > 0:
            told = f"Lập danh sách quyết định {_short(names.get(form))}: {show_decimal(left)} hồ sơ đã công bố kết quả"
            yield WorkLine(told, reverse("award_decision_new", args=[body_id, form]))


def _of_bodies(person: Person, right: str) -> Q | None:
    """Whose body the person works for: the province's by the right, any other by being that body; None for none."""
    bodies = person.acts_for(PRAISES)
    if not bodies and not person.may(right):
        return None
    mine = Q(body_id__in=bodies)
    return mine | Q(body__kind=PROVINCE) if person.may(right) else mine


def _form_names(person: Person) -> Any:
    return Figure.objects.on(person.day).filter(key__startswith=FORM)


def _named(figures: Iterable[Any]) -> dict[str, str]:
    return {row.key.removeprefix(FORM): str(row.value["name"]) for row in figures}


def _short(name: str | None) -> str:
    return name or "khen thưởng"
