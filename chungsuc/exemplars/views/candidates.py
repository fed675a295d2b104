"""Who the data propose, each with its figures; taken up elsewhere, set aside here."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import needs
from chungsuc.organisations.facts import known_as
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today

from .. import actions, tables
from ..access import WRITE
from ..actions import ExemplarRefused, Stale
from ..facts import candidate_of, candidates_on
from ..forms.register import AsideForm
from ..models import CandidateAnswer
from .register import HOME, desk_of

HERE = "Đề xuất từ số liệu"


@needs(WRITE)
@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """`/dien-hinh/de-xuat/`: the candidates of a day within reach, by sort."""
    found = candidates_on(page_day(request, today()), request.scope)  # type: ignore[attr-defined]
    context = {
        "page": found,
        "groups": [(group, tables.answered_table(group)) for group in found.groups],
        "place": [Place(HOME, reverse("exemplars")), Place(HERE)],
    }
    return render(request, "exemplars/candidates.html", context)


@never_cache
@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def candidate_aside(request: HttpRequest) -> HttpResponse:
    """`/dien-hinh/de-xuat/de-lai/?de-xuat=…`: a candidate is left out with a reason that stays."""
    key = request.GET.get("de-xuat", "")
    candidate = candidate_of(key, today()) if key else None
    if candidate is None or not request.scope.covers(candidate.unit_id):  # type: ignore[attr-defined]
        raise Http404("candidate")
    form = AsideForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            actions.set_aside(candidate, reason=form.cleaned_data["reason"], acting=desk_of(request).person)
            messages.success(request, "Đã để lại đề xuất, kèm lý do.")
            return SeeOther(reverse("exemplar_candidates"))
        except ExemplarRefused as refused:
            form.add_error(None, str(refused))
            status = 409 if isinstance(refused, Stale) else 422
    unit = known_as([candidate.unit_id])[candidate.unit_id]
    answered = CandidateAnswer.objects.filter(key=key).first()
    here = [Place(HOME, reverse("exemplars")), Place(HERE, reverse("exemplar_candidates")), Place("Để lại")]
    context = {"form": form, "candidate": candidate, "unit": unit, "answered": answered, "place": here}
    return render(request, "exemplars/candidate_aside.html", context, status=status)
