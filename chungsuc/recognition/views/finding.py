"""Finding the case that an address names, and answering after a write."""

from typing import Any

from django.http import Http404, HttpRequest

from chungsuc.web.context import Place

from ..models import Case

HOME = "Xét công nhận"


def case_or_404(request: HttpRequest, pk: int) -> Any:
    """The case with its names, when its unit lies within the person's reach; else it does not exist for them."""
    case = Case.objects.visible(request.scope).named().filter(pk=pk).first()  # type: ignore[attr-defined]
    if case is None:
        raise Http404("case")
    return case


def name_of(case: Any) -> str:
    """What a case is called on pages."""
    return f"{case.unit_name}: {case.level.name} {case.year}"


def places(case: Any, *more: Place) -> list[Place]:
    """The breadcrumb down to a case."""
    from django.urls import reverse

    return [Place(HOME, reverse("cases")), Place(name_of(case), reverse("case", args=[case.pk])), *more]
