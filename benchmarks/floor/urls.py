"""A list of assessments, and one assessment with its verdicts and the journal of its unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import path

from chungsuc.audit.models import Entry
from chungsuc.criteria.models import Assessment, Verdict

LIST = engines["django"].from_string(
    "<!doctype html><title>Sàn</title><h1>{{ who }}</h1><table>{% for row in rows %}<tr>"
    "{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)
RECORD = engines["django"].from_string(
    "<!doctype html><title>Sàn</title><h1>{{ record.unit.code }} {{ record.year }}</h1><p>{{ who }}</p><ul>"
    "{% for row in verdicts %}<li>{{ row.0 }} {{ row.1 }} {{ row.2 }}</li>{% endfor %}</ul><ol>"
    "{% for row in entries %}<li>{{ row.0 }} {{ row.1 }} {{ row.2 }}</li>{% endfor %}</ol>"
)
JOURNAL = 20


def listed(request: HttpRequest, set_id: int, year: int) -> HttpResponse:
    """Sixty rows of one year."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    rows = Assessment.objects.filter(set_id=set_id, year=year).order_by("unit__code")
    columns = ("unit__code", "region", "met", "not_met", "undetermined", "judged_at")
    return HttpResponse(LIST.render({"who": request.user.full_name, "rows": rows.values_list(*columns)}))


def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One assessment with everything a page about it tells."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    found = get_object_or_404(Assessment.objects.select_related("unit"), pk=pk)
    verdicts = Verdict.objects.filter(assessment=found).order_by("no").values_list("no", "outcome", "findings")
    entries = Entry.objects.filter(unit_code=found.unit.code).order_by("-seq").values_list("seq", "act", "actor")
    shown = {"who": request.user.full_name, "record": found, "verdicts": verdicts, "entries": entries[:JOURNAL]}
    return HttpResponse(RECORD.render(shown))


urlpatterns = [path("dang-nhap/", lambda request: HttpResponse("")), path("ds/<int:set_id>/<int:year>/", listed),
               path("mot/<int:pk>/", record)]  # fmt: skip
