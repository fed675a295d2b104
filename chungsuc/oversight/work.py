"""What surveys ask of the Fatherland Front: to prepare, to begin, to collect, to publish."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine, due_words
from chungsuc.questions.asking import Asking, rows_of, together
from chungsuc.rulebook.rule_facts import calendar

from .models import Survey
from .registry import levels_asked, matters_asked
from .workflow import ABANDONED, CLOSED, CONCLUDED, OPEN, PREPARED, STATES

NOW = {
    PREPARED: "bắt đầu lấy ý kiến",
    OPEN: "thu phiếu, nhập phiếu giấy; đủ thì kết thúc",
    CLOSED: "công bố kết quả",
}


def surveys_to_hold(person: Person) -> Asking[Iterable[WorkLine]]:
    """The matters that wait for a survey, and the surveys under way. Two rounds, none without the right."""
    scope = person.scope("survey.manage")
    if scope.empty:
        return ()
    under_way = Survey.objects.visible_in(scope).exclude(state__in=(CONCLUDED, ABANDONED))
    asked: list[Any] = [
        rows_of(under_way.annotate(name=last_name_of("unit_id"))), matters_asked(person.day), levels_asked()
    ]  # fmt: skip
    living, matters, names = yield from together(asked)
    waiting = [matter for matter in matters if scope.covers(matter.unit_id)]
    told = Survey.objects.exclude(state=ABANDONED).filter(subject_key__in=[matter.key for matter in waiting])
    begun = set((yield from rows_of(told.values_list("subject", "subject_key"))))
    new = [matter for matter in waiting if (matter.subject, matter.key) not in begun]
    address, why = reverse("survey_new"), "hồ sơ chờ kết quả hài lòng"
    lines = [WorkLine(f"{matter.label}: lập cuộc lấy ý kiến", address, why) for matter in new]
    return [*lines, *_under_way(person, living, names)]


def _under_way(person: Person, living: Iterable[Any], names: Mapping[str, tuple[str, str]]) -> Iterator[WorkLine]:
    known = calendar() if living else None
    for survey in living:
        due, late = due_words(survey.closes_on, person.day, known) if survey.closes_on and known else ("", False)
        level = names.get(survey.level, ("mức công nhận không còn trong danh mục", ""))[0]
        yield WorkLine(
            f"{survey.name}: {level}, năm {survey.year}: {NOW[survey.state]}",
            reverse("survey", args=[survey.pk]),
            STATES[survey.state].label,
            due if survey.state == OPEN else "",
            late and survey.state == OPEN,
        )
