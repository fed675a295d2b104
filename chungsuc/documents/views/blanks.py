"""Pages of pre-printed blanks: the list, the positions on one printer, the test page with a grid."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.typesetting import overlays
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions, certificate_facts, paper_facts
from ..access import DRAFT, blank_for, bodies
from ..actions.certificates import blank_as
from ..forms.certificates import BlankForm, initial_of_blank
from ..models import Blank
from ..printing import blank_of
from .answers import carried_out, home, made_file
from .certificates import LIST

BLANKS = "Phôi in sẵn"


@needs(DRAFT)
@require_safe
def blanks(request: HttpRequest) -> HttpResponse:
    """`/giay-to/phoi/`: the blanks of one's bodies."""
    rows = certificate_facts.blank_list(bodies(request.person, DRAFT))  # type: ignore[attr-defined]
    context = {"rows": rows, "place": home(Place(LIST, reverse("certificates")), Place(BLANKS))}
    return render(request, "documents/blanks.html", context)


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def blank_new(request: HttpRequest) -> HttpResponse:
    """`/giay-to/phoi/moi/`: where the fields of a new blank go."""
    return _page(request, None, "Phôi mới")


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def blank(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/phoi/<pk>/`: the positions of a blank; batches that were numbered keep it as it was."""
    found = blank_for(request, pk)
    return _page(request, found, found.name)


def _page(request: HttpRequest, found: Blank | None, title: str) -> HttpResponse:
    person: Person = request.person  # type: ignore[attr-defined]
    units = paper_facts.body_choices(bodies(person, DRAFT), today())
    if found is not None:
        units = [one for one in units if one[0] == found.unit.code] or [(found.unit.code, found.unit.code)]
    start = initial_of_blank(found) if found else {"width": "297", "height": "210", "dx": "0", "dy": "0"}
    if len(units) == 1:
        start["unit"] = units[0][0]
    form = BlankForm(request.POST if request.method == "POST" else None, units=units, initial=start)
    if form.is_bound and form.is_valid():
        here = reverse("blank", args=[found.pk]) if found else reverse("blanks")
        done = "Đã lưu vị trí. Hãy in trang thử có lưới lên giấy trắng, đặt chồng lên phôi để so."
        to = lambda kept: reverse("blank", args=[kept.pk])  # noqa: E731
        if answer := carried_out(request, form, lambda: _kept(form, found, person), done, to, here):
            return answer
    context: dict[str, Any] = {"form": form, "blank": found, "title": title}
    context["place"] = home(Place(LIST, reverse("certificates")), Place(BLANKS, reverse("blanks")), Place(title))
    return render(request, "documents/blank.html", context, status=422 if form.errors else 200)


def _kept(form: BlankForm, found: Blank | None, person: Person) -> Blank:
    said = form.cleaned_data
    unit = found.unit if found else Unit.objects.get(code=said["unit"])
    given = {"name": said["name"], "size": (said["width"], said["height"]), "fields": form.told, "by": person}
    offset = (said["dx"] or Decimal(0), said["dy"] or Decimal(0))
    return actions.keep_blank(unit, offset=offset, blank=found, version=said["version"] or 0, **given)


@never_cache
@needs(DRAFT)
@require_safe
def blank_grid(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/phoi/<pk>/luoi.pdf`: the test page: a millimetre grid with the boxes of the fields."""
    found = blank_for(request, pk)
    kept = blank_as(found)
    assert kept is not None  # a blank was given
    return made_file(overlays.grid(blank_of(kept)), f"trang-thu-phoi-{found.pk}.pdf")
