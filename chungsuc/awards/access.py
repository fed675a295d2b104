"""Who may see, record and confirm what, on a day. What is out of reach does not exist."""

from typing import Any

from django.http import Http404

from chungsuc.organisations.access import Person, Scope

from .models import Achievement, AwardSubject
from .workflow import CONFIRMS, KEEP

READ, MANAGE = "award.read", "award.manage"


def keeps(person: Person, unit_id: int) -> bool:
    """Whether the person keeps the files of subjects of a unit: whoever acts for it or above it, or keeps all."""
    return person.may(MANAGE) or person.own_scope(KEEP).covers(unit_id)


def kept(person: Person) -> Scope:
    """The units of whose subjects the person keeps files."""
    return person.scope(MANAGE) if person.may(MANAGE) else person.own_scope(KEEP)


def confirms(person: Person, achievement: Achievement) -> str:
    """Why the person may not judge an achievement, in words; "" when it may. It has to act for the named office."""
    if achievement.recorded_by == person.username:
        return "Người ghi không tự xác nhận; người khác của cơ quan xác nhận làm việc này."
    subject = achievement.subject
    if subject.itself and subject.unit_id == achievement.office_id:
        return "Đơn vị không tự xác nhận thành tích của mình; hãy ghi lại với cơ quan xác nhận khác."
    return "" if judges(person, achievement.office_id) else "Chỉ cơ quan xác nhận đã ghi mới làm được việc này."


def judges(person: Person, office_id: int) -> bool:
    """Whether the person may judge for an office: acts for it or above it, or keeps all files."""
    return person.may(CONFIRMS) and (person.may(MANAGE) or person.own_scope(CONFIRMS).covers(office_id))


def subject_for(person: Person, pk: int) -> Any:
    """The subject with its unit's name, or Http404 when it is out of the person's reach."""
    found = AwardSubject.objects.within(person.scope(READ)).told().prefetch_related("variants").filter(pk=pk).first()
    if found is None:
        raise Http404("subject")
    return found


def achievement_for(person: Person, pk: int) -> Any:
    """The achievement with its subject, or Http404 when it is out of the person's reach."""
    found = Achievement.objects.told().filter(pk=pk).first()
    if found is None or not person.scope(READ).covers(found.subject.unit_id):
        raise Http404("achievement")
    return found
