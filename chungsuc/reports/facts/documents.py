"""What rests on a legal document, in words, across the rooms."""

from chungsuc.criteria.models import CriteriaSet
from chungsuc.movement.models import Plan
from chungsuc.organisations.models import LegalEvent
from chungsuc.recognition.models import Level
from chungsuc.rulebook.models import Figure, LegalDocument


def uses_of(document: LegalDocument) -> tuple[str, ...]:
    """One line a kind of use: the plan, sets, levels, events, figures. Five queries."""
    code = document.code
    plans = Plan.objects.filter(document=code).values_list("short_name", flat=True)
    sets = CriteriaSet.objects.filter(document=code).values_list("name", flat=True)
    levels = Level.objects.filter(document=code).values_list("name", flat=True)
    events = LegalEvent.objects.filter(document=code).values_list("title", flat=True)
    figures = Figure.objects.current().filter(document=code).count()
    lines = [f"Ban hành kế hoạch: {name}" for name in plans]
    lines += [f"Ban hành bộ tiêu chí: {name}" for name in sets]
    lines += [f"Quy định mức công nhận: {', '.join(levels)}"] if levels else []
    lines += [f"Căn cứ của sự kiện: {title}" for title in events]
    lines += [f"{figures} số liệu quy định dẫn văn bản này làm căn cứ"] if figures else []
    return tuple(lines)
