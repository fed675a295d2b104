"""Guidance documents: sending one, its versions, who read the newest, its file."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.evidence import storage
from chungsuc.evidence.facts import limits
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import never_active
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.uploads import tell_refused_upload

from .. import actions
from ..access import GUIDE, OPEN, guidance_seen
from ..forms.acts import ReasonForm
from ..forms.guidance import GuidanceForm, VersionForm
from ..guidance_facts import audience_choices, named_units, reader_table, reading_of
from ..launch_facts import the_plan
from ..models import Guidance, GuidanceVersion, Plan
from .answers import carried_out, home

MIB = 1024 * 1024


@never_cache
@needs(GUIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def guidance_new(request: HttpRequest) -> HttpResponse:
    """`/phong-trao/huong-dan/moi/`: a guidance document is sent to audiences of the plan."""
    person: Person = request.person  # type: ignore[attr-defined]
    plan, unit = the_plan(), _body_of(person)
    if plan is None or unit is None:
        raise Http404("plan")
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    most = limits().file_bytes // MIB
    form = GuidanceForm(*sent, audiences=audience_choices(plan, today()), most_mib=most)
    tell_refused_upload(form, request, most)
    if form.is_bound and form.is_valid():
        does = lambda: _sent(plan, form, unit, person)  # noqa: E731
        if answer := carried_out(request, form, does, "Đã gửi văn bản hướng dẫn.", _page, reverse("movement")):
            return answer
    context = {"form": form, "place": home(Place("Gửi văn bản hướng dẫn"))}
    return render(request, "movement/guidance_new.html", context, status=422 if form.errors else 200)


def _body_of(person: Person) -> Unit | None:
    return Unit.objects.on(today()).filter(pk__in=person.acts_for(GUIDE)).order_by("pk").first()


def _sent(plan: Plan, form: GuidanceForm, unit: Unit, by: Person) -> Guidance:
    data = form.cleaned_data
    document = actions.keep_file(data["file"], title=data["title"], told=form.told, unit=unit, by=by)
    return actions.send(plan, title=data["title"], to=data["to"], told=form.told, document=document, by=by, on=today())


def _page(made: Guidance) -> str:
    return reverse("guidance_one", args=[made.pk])


def _one(request: HttpRequest, pk: int) -> Guidance:
    found = get_object_or_404(
        Guidance.objects.select_related("plan", "by").annotate(by_name=last_name_of("by_id")), pk=pk
    )
    person: Person = request.person  # type: ignore[attr-defined]
    if not guidance_seen(person, found, named_units(found.plan, person, today())):
        raise Http404("guidance")
    return found


@never_cache
@needs("duty.read")
@require_http_methods(["GET", "HEAD", "POST"])
def guidance_one(request: HttpRequest, pk: int) -> HttpResponse:
    """`/phong-trao/huong-dan/<pk>/`: one document with its versions; a unit says it read, the body renews or ends."""
    found, person = _one(request, pk), request.person  # type: ignore[attr-defined]
    manages = found.by_id in person.acts_for(GUIDE) and found.ended_on is None
    forms = _forms(request) if manages else {}
    if request.method == "POST" and (answer := _acted(request, found, forms)):
        return answer
    versions = list(found.versions.select_related("document__file"))
    facts = reading_of(found.plan, found, versions, today(), request.scope.unit_ids)  # type: ignore[attr-defined]
    own = [one.unit for one in facts if one.unit.id in person.acts_for(OPEN) and one.read is None]
    context = {
        "guidance": found, "versions": versions[::-1], "newest": versions[-1], "table": reader_table(facts),
        "read": sum(one.read is not None for one in facts), "asked": len(facts), "to_read": own, "forms": forms,
        "by_name": found.by_name,  # type: ignore[attr-defined]
        "place": home(Place(found.title)),
    }  # fmt: skip
    bad = any(form.errors for form in forms.values())
    return render(request, "movement/guidance_one.html", context, status=422 if bad else 200)


def _forms(request: HttpRequest) -> dict[str, Any]:
    asked, most = request.POST.get("viec", ""), limits().file_bytes // MIB
    sent = (request.POST, request.FILES) if asked == "ban-moi" else (None, None)
    renew = VersionForm(*sent, most_mib=most, prefix="ban-moi")
    tell_refused_upload(renew, request, most)
    return {"renew": renew, "end": ReasonForm(request.POST if asked == "thoi" else None, prefix="thoi")}


def _acted(request: HttpRequest, found: Guidance, forms: dict[str, Any]) -> HttpResponse | None:
    by, here, asked = request.person, _page(found), request.POST.get("viec", "")  # type: ignore[attr-defined]
    if asked == "da-doc":
        return _read(request, found)
    if asked not in ("ban-moi", "thoi") or not forms:
        raise Http404("act")
    form = forms["renew" if asked == "ban-moi" else "end"]
    if not form.is_valid():
        return None
    if asked == "ban-moi":
        does = lambda: _renewed(found, form, by)  # noqa: E731
        return carried_out(request, form, does, "Đã gửi bản mới; các đơn vị được mời đọc lại.", lambda _: here, here)
    does = lambda: actions.end(found, reason=form.cleaned_data["reason"], by=by, on=today())  # type: ignore[return-value,assignment] # noqa: E731
    return carried_out(request, form, does, "Đã ghi thôi áp dụng.", lambda _: here, here)


def _renewed(found: Guidance, form: VersionForm, by: Person) -> GuidanceVersion:
    file = form.cleaned_data["file"]
    document = actions.keep_file(file, title=found.title, told=form.told, unit=found.by, by=by)
    return actions.renew(found, told=form.told, document=document, by=by, on=today())


def _read(request: HttpRequest, found: Guidance) -> HttpResponse | None:
    person, here = request.person, _page(found)  # type: ignore[attr-defined]
    sent = {name: request.POST.get(name, "") for name in ("ban", "don-vi")}
    numbers = {name: int(text) if text.isascii() and text.isdigit() else 0 for name, text in sent.items()}
    version = found.versions.filter(pk=numbers["ban"]).first()
    unit = Unit.objects.filter(pk=numbers["don-vi"], pk__in=person.acts_for(OPEN)).first()
    if version is None or unit is None:
        raise Http404("version")
    does = lambda: actions.read_version(version, unit=unit, by=person)  # noqa: E731
    return carried_out(request, None, does, "Đã ghi: đơn vị đã đọc bản này.", lambda _: here, here)


@never_cache
@needs("duty.read")
@require_safe
def guidance_file(request: HttpRequest, pk: int) -> HttpResponse:
    """`/phong-trao/huong-dan/<pk>/tep/?lan=N`: the file of a version (the newest), to be saved. Nothing ever runs."""
    found = _one(request, pk)
    asked = request.GET.get("lan", "")
    rows = found.versions.select_related("document__file").order_by("-number")
    version = (
        rows.filter(number=int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 5 else rows
    ).first()
    path = storage.path_of(version.document.file.sha256) if version else None
    if version is None or path is None or not path.exists():
        raise Http404("file")
    file = version.document.file
    name = f"huong-dan-{found.pk}-lan-{version.number}.{file.extension}"
    answer: Any = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=file.media_type)
    return never_active(answer)  # type: ignore[no-any-return]
