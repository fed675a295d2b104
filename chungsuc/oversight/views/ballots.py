"""The household's page: no account, a code, one page in large type. Nothing on it tells who is asked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chungsuc.web.day import today

from .. import actions, workflow
from ..actions import SurveyRefused
from ..facts import ballot_kinds, has_receipt, unit_name
from ..forms.answering import HouseholdForm
from ..models import Survey


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, address: str) -> HttpResponse:
    """`/phieu/<address>/`: the ballot of one household; after sending, the receipt, shown only once."""
    survey = Survey.objects.filter(address=address).select_related("unit").first()
    if survey is None or survey.state in (workflow.PREPARED, workflow.ABANDONED):
        raise Http404
    context = {
        "unit_name": unit_name(survey),
        "survey": survey,
        "closed": workflow.why_not(workflow.ANSWER, survey.state),
    }
    if context["closed"]:
        receipt = request.POST.get("bien-nhan", "")[:60]
        checked = {"asked": receipt, "found": has_receipt(survey, receipt)}
        return render(request, "oversight/ballot.html", {**context, **checked})
    form = HouseholdForm(request.POST if request.method == "POST" else None, kinds=ballot_kinds(survey, today()))
    if request.method == "POST" and form.is_valid():
        try:
            receipt = actions.answer(survey, code=form.cleaned_data["code"], ballots=form.ballots, on=today())
            return render(request, "oversight/ballot_sent.html", {**context, "receipt": receipt})
        except SurveyRefused as refused:
            form.add_error(None, str(refused))
    return render(request, "oversight/ballot.html", {**context, "form": form}, status=422 if form.errors else 200)
