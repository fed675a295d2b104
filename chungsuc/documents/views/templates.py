"""Pages of templates: the list, a new one, one with its versions and files; faults are told with their place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.accounts.facts import full_names
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.typesetting import templates
from chungsuc.typesetting.layout import MissingMeasure
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions, facts, paper_facts
from ..access import READ, TEMPLATE, bodies, may, template_for
from ..actions import TemplateFaulty
from ..forms.templates import NextVersionForm, RetireForm, UploadTemplateForm
from ..lists import template_table
from ..models import Template, TemplateVersion
from .answers import carried_out, home, kept_file, made_file

LIST = "Mẫu văn bản"


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_templates(request: HttpRequest) -> HttpResponse:
    """`/giay-to/mau/`: the bodies' templates, the standard ones to begin with, and a new one."""
    person: Person = request.person  # type: ignore[attr-defined]
    units = paper_facts.body_choices(bodies(person, TEMPLATE), today())
    if request.method == "POST" and not units:
        raise PermissionDenied(TEMPLATE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    kinds = paper_facts.kind_choices(today())
    form = UploadTemplateForm(*sent, units=units, kinds=kinds)
    faults: list[Any] = []
    if form.is_bound and form.is_valid():
        answer, faults = _uploaded(request, form, Unit.objects.get(code=form.cleaned_data["unit"]), form.cleaned_data)
        if answer:
            return answer
    context = {
        "table": template_table(paper_facts.template_list(bodies(person, READ))),
        "form": form if units else None,
        "kinds": kinds,
        "fields": templates.FIELDS,
        "faults": faults,
        "place": home(Place(LIST)),
    }
    return render(request, "documents/paper_templates.html", context, status=422 if form.errors else 200)


def _uploaded(
    request: HttpRequest, form: Any, unit: Unit, said: dict[str, Any], template: Template | None = None
) -> tuple[HttpResponse | None, list[Any]]:
    """Takes the file in; else the faults with their places, and nothing is kept."""
    file, faults = form.cleaned_data["file"], list[Any]()
    given = {"kind": template.kind, "name": template.name} if template else {"kind": said["kind"], "name": said["name"]}

    def does() -> TemplateVersion:
        try:
            return actions.upload_template(
                file.read(), unit=unit, file_name=file.name, note=said["note"],
                by=request.person, **given,  # type: ignore[attr-defined]
            )  # fmt: skip
        except TemplateFaulty as faulty:
            faults.extend(faulty.faults)
            raise

    here = reverse("paper_templates")
    done = "Mẫu không có chỗ sai. Đã nhận phiên bản mới."
    return carried_out(request, form, does, done, lambda version: _page(version.template_id), here), faults


def _page(pk: int) -> str:
    return reverse("paper_template", args=[pk])


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_template(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/mau/<pk>/`: the versions of a template; the next one is taken in here, or the template retired."""
    template = template_for(request, pk)
    keeps = may(request.person, TEMPLATE, template.unit_id) and template.retired_at is None  # type: ignore[attr-defined]
    if request.method == "POST" and not keeps:
        raise PermissionDenied(TEMPLATE)
    asked = request.POST.get("viec", "")
    form = NextVersionForm(*((request.POST, request.FILES) if asked == "phien-ban" else ()))
    retire = RetireForm(request.POST if asked == "thoi" else None)
    if request.method == "POST" and asked not in ("phien-ban", "thoi"):
        raise Http404("act")
    answer, faults = _kept(request, template, form, retire)
    if answer:
        return answer
    versions = list(template.versions.select_related("file"))
    context = {"template": template, "versions": versions, "forms": [form, retire] if keeps else [], "faults": faults}
    context["names"] = full_names(version.uploaded_by for version in versions)
    context["place"] = home(Place(LIST, reverse("paper_templates")), Place(template.name))
    return render(
        request, "documents/paper_template.html", context, status=422 if form.errors or retire.errors else 200
    )


def _kept(
    request: HttpRequest, template: Template, form: NextVersionForm, retire: RetireForm
) -> tuple[HttpResponse | None, list[Any]]:
    if form.is_bound and form.is_valid():
        return _uploaded(request, form, template.unit, form.cleaned_data, template)
    if retire.is_bound and retire.is_valid():
        by, reason = request.person, retire.cleaned_data["reason"]  # type: ignore[attr-defined]
        does = lambda: actions.retire_template(template, reason=reason, by=by)  # noqa: E731
        here = _page(template.pk)
        return carried_out(request, retire, does, "Đã cho thôi dùng mẫu.", lambda _: here, here), []
    return None, []


@never_cache
@needs(READ)
@require_safe
def paper_template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/mau/phien-ban/<pk>/`: the file of one version, as it came."""
    version = get_object_or_404(TemplateVersion.objects.select_related("file"), pk=pk)
    template = template_for(request, version.template_id)
    return kept_file(version.file, f"mau-{template.pk}-phien-ban-{version.number}.docx")  # type: ignore[return-value]


@never_cache
@needs(READ)
@require_safe
def paper_template_standard(request: HttpRequest, kind: str) -> HttpResponse:
    """`/giay-to/mau/chuan/<kind>/`: a standard template of a kind, to be edited in Word."""
    found = facts.kinds_on(today()).get(kind)
    if found is None or found.certificate:
        raise Http404("kind")
    try:
        content = templates.standard(found, facts.layout_on(today()))
    except MissingMeasure as missing:
        context = {"told": str(missing), "here": reverse("paper_templates"), "place": home(Place(LIST))}
        return render(request, "documents/not_set.html", context, status=409)
    return made_file(content, f"mau-{found.code}.docx")
