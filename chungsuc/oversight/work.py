"""What surveys ask of the Fatherland Front: to prepare, to begin, to collect, to publish."""

from collections.abc import Iterator

from django.urls import reverse

from chungsuc.organisations.access import Person
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.work import WorkLine, due_words
from chungsuc.rulebook.rule_facts import calendar

from .models import Survey
from .registry import levels, matters
from .workflow import ABANDONED, CLOSED, CONCLUDED, OPEN, PREPARED, STATES

NOW = {
    PREPARED: "bắt đầu lấy ý kiến",
    OPEN: "thu phiếu, nhập phiếu giấy; đủ thì kết thúc",
    CLOSED: "công bố kết quả",
}


def surveys_to_hold(person: Person) -> Iterator[WorkLine]:
    """The matters that wait for a survey, and the surveys under way. Five queries, none without the right."""
    scope = person.scope("survey.manage")
    if scope.empty:
        return
    living = list(
        Survey.objects.visible_in(scope)
        .exclude(state__in=(CONCLUDED, ABANDONED))
        .annotate(name=last_name_of("unit_id"))
    )
    waiting = [matter for matter in matters(person.day) if scope.covers(matter.unit_id)]
    told = Survey.objects.exclude(state=ABANDONED).filter(subject_key__in=[matter.key for matter in waiting])
    begun = set(told.values_list("subject", "subject_key")) if waiting else set()
    for matter in waiting:
        if (matter.subject, matter.key) not in begun:
            yield WorkLine(f"{matter.label}: lập cuộc lấy ý kiến", reverse("survey_new"), "hồ sơ chờ kết quả hài lòng")
    if not living:
        return
    known, names = calendar(), levels()
    for survey in living:
        due, late = due_words(survey.closes_on, person.day, known) if survey.closes_on else ("", False)
        level = names.get(survey.level, ("mức công nhận không còn trong danh mục", ""))[0]
        yield WorkLine(
            f"{survey.name}: {level}, năm {survey.year}: {NOW[survey.state]}",
            reverse("survey", args=[survey.pk]),
            STATES[survey.state].label,
            due if survey.state == OPEN else "",
            late and survey.state == OPEN,
        )
