"""Pages of papers: the list, one paper with its acts, its data fields, its files, its signed copies."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.frozen import sheet_of
from chungsuc.typesetting.wording import worded
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import actions, facts, paper_facts, printability
from ..access import DRAFT, NUMBER, READ, actors, bodies, paper_for, papers_for, reads_all
from ..forms.papers import ActForm, Body, ConfirmForm, PaperFilter, PaperForm, ReasonForm, SignedForm, initial_of
from ..lists import SIGNS, paper_table
from ..models import Paper, SignedCopy, TemplateVersion
from ..registry import origin_of
from ..rendering import NotSet, docx_of, pdf_of
from ..tables import tables_of, workbook_of
from ..workflow import ACTS, DROPPED, GIVEN, STATES, acts_of
from .answers import carried_out, home, kept_file, made_file

_ITEMS = 50


@needs("paper.read")
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """`/giay-to/`: the papers of one's bodies, the newest first; what waits for a number is told above."""
    person: Person = request.person  # type: ignore[attr-defined]
    own = bodies(person, READ)
    offered = paper_facts.body_names(own)
    form = PaperFilter(
        request.GET,
        kinds=paper_facts.kind_choices(today()),
        states=[(state.code, state.label) for state in STATES.values()],
        bodies=[(str(pk), name) for pk, name in offered.items()],
    )
    asked = {"kind": form.told("loai"), "state": form.told("tinh_trang"), "unit_id": form.told("co_quan")}
    asked = {name: value for name, value in asked.items() if value}
    shown = page_of(request, paper_facts.listed(papers_for(person).filter(**asked)), _ITEMS)  # type: ignore[arg-type]
    context = {
        "table": paper_table(shown.object_list),
        "shown": shown,
        "filter_form": form,
        "narrowed": bool(asked),
        "waiting": Paper.objects.waiting(bodies(person, NUMBER)).count(),
        "rights": {name: person.may(f"paper.{name}") for name in ("draft", "number", "template")},
        "reads_all": reads_all(person),
        "place": home(),
    }
    return render(request, "documents/papers.html", context)


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    """`/giay-to/moi/`: a paper that no other page makes is typed here."""
    person: Person = request.person  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else None
    initial = {"kind": request.GET.get("loai", "")}
    known = facts.paper_rules_on(today())
    given = {"bodies": bodies_of(person, known), "kinds": paper_facts.kind_choices(today(), known=known)}
    form = PaperForm(sent, with_drafter=known.drafted, initial=initial, **given)  # type: ignore[arg-type]
    if form.is_bound and form.is_valid():
        does = lambda: actions.draft(form.told, unit=form.issuer, by=person)  # noqa: E731
        answer = carried_out(request, form, does, "Đã lập dự thảo.", _page, reverse("papers"))
        if answer:
            return answer
    context = {"form": form, "place": home(Place("Soạn văn bản"))}
    return render(request, "documents/paper_edit.html", context, status=422 if form.errors else 200)


def bodies_of(person: Person, known: facts.PaperRules, also: Unit | None = None) -> list[Body]:
    """The bodies of today for which a person drafts, each with its letterhead."""
    units = {u.code: u for u in Unit.objects.on(today()).filter(pk__in=bodies(person, DRAFT))}
    if also is not None:
        units.setdefault(also.code, also)
    names = paper_facts.body_names(unit.pk for unit in units.values())
    heads = {code: facts.letterhead_of(unit, today()) for code, unit in units.items()}
    return [Body(unit, names[unit.pk], heads[code], known.drafters.get(code, ())) for code, unit in units.items()]


def _page(paper: Paper) -> str:
    return reverse("paper", args=[paper.pk])


@never_cache
@needs("paper.read")
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/<pk>/`: one paper: where it stands, what it says, what was done; a POST takes the act named `viec`."""
    found = paper_for(request, pk)
    offered = _acts(request, found)
    asked = request.POST.get("viec", "")
    if request.method == "POST":
        if asked not in offered:
            raise _no_act(request, found, asked)
        if answer := _taken(request, found, asked, offered[asked]):
            return answer
    bad = any(form.errors for form in offered.values())
    context = {**_about(found), "forms": offered, "acts": _offered(request, found), "asked": asked}
    return render(request, "documents/paper.html", context, status=422 if bad else 200)


_FORMS: dict[str, type[Any]] = {
    "submit": ActForm, "take_back": ActForm, "supersede": ActForm, "return": ReasonForm, "drop": ReasonForm,
    "confirm": ConfirmForm,
}  # fmt: skip
_DONE = {
    "submit": "Đã trình. Người cấp số của cơ quan thấy văn bản này trong việc của mình.",
    "take_back": "Đã rút lại. Dự thảo sửa được tiếp.",
    "return": "Đã trả lại kèm lý do.",
    "drop": "Đã bỏ dự thảo. Nội dung vẫn xem được, kèm lý do.",
    "confirm": "Đã ghi số xác nhận.",
    "supersede": "Đã lập dự thảo thay thế. Văn bản cũ còn hiệu lực đến khi dự thảo này được cấp số.",
}


def _offered(request: HttpRequest, found: Paper) -> tuple[str, ...]:
    return acts_of(found.state, actors(request.person, found.unit_id))  # type: ignore[attr-defined]


def _acts(request: HttpRequest, found: Paper) -> dict[str, Any]:
    """The acts that this person may do now, each with its form; the one that was sent is bound."""
    sent = request.POST.get("viec", "")
    return {
        act: _FORMS[act](request.POST if sent == act else None, prefix=act, initial=_initial(act, found))
        for act in _offered(request, found)
        if act in _FORMS
    }


def _initial(act: str, found: Paper) -> dict[str, Any]:
    number = found.number
    return {"confirmed": (number.confirmed or number.printed) if number else "", "version": found.version}


def _no_act(request: HttpRequest, found: Paper, asked: str) -> Exception:
    """An act that has no place here: not there, or not this person's."""
    held = actors(request.person, found.unit_id)  # type: ignore[attr-defined]
    if asked in ACTS and not held & set(ACTS[asked].actors):
        return PermissionDenied(asked)
    return Http404("act")


def _taken(request: HttpRequest, found: Paper, act: str, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    by, data = request.person, form.cleaned_data  # type: ignore[attr-defined]
    seen = {"version": data.get("version", 0), "by": by}
    does = {
        "submit": lambda: actions.submit(found, **seen),
        "take_back": lambda: actions.take_back(found, **seen),
        "return": lambda: actions.send_back(found, reason=data["reason"], **seen),
        "drop": lambda: actions.drop(found, reason=data["reason"], **seen),
        "supersede": lambda: actions.supersede(found, **seen),
        "confirm": lambda: actions.confirm_number(found.number, text=data["confirmed"], by=by) and found,  # type: ignore[arg-type]
    }[act]
    return carried_out(request, form, does, _DONE[act], lambda given: _page(given), _page(found))


def _about(found: Paper) -> dict[str, Any]:
    sheet = sheet_of(found.sheet)
    text = worded(sheet)
    successor = found.successors.exclude(state="dropped").select_related("number").first()
    old = found.supersedes_id and Paper.objects.select_related("number").get(pk=found.supersedes_id)
    return {
        "paper": found,
        "sheet": sheet,
        "text": text,
        "tables": tables_of(sheet),
        "sign": SIGNS[STATES[found.state].shape],
        "given": found.state in GIVEN,
        "body": paper_facts.body_names([found.unit_id]).get(found.unit_id, ""),
        "origin": origin_of(found.source, found.source_key),
        "successor": successor,
        "old": old or None,
        "copies": paper_facts.signed_copies(found) if found.state in GIVEN else [],
        "history": paper_facts.history("documents.paper", found.pk),
        **_to_print(found, sheet),
        "place": home(Place(_called(found))),
    }


def _to_print(found: Paper, sheet: Any) -> dict[str, Any]:
    """What a draft would be printed without, and why there is no PDF."""
    given, own = found.state in GIVEN, found.template_id is not None
    ours = not given and not own and found.state != DROPPED
    return {
        "lost": printability.lost_of_sheet(sheet) if ours else [],
        "font_advice": printability.font_advice() if ours else "",
        "unsettled": [] if given or found.state == DROPPED else printability.unsettled(sheet),
        "no_pdf": printability.no_pdf(own, issued=given, has_pdf=found.pdf_id is not None),
    }


def _called(found: Paper) -> str:
    return f"{found.kind_name} số {found.number.printed}" if found.number else f"{found.kind_name}, dự thảo {found.pk}"


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/<pk>/sua/`: the data fields of a draft; what is typed is kept when it is refused."""
    person: Person = request.person  # type: ignore[attr-defined]
    found = paper_for(request, pk)
    if "edit" not in _offered(request, found):
        raise Http404("edit")
    sheet, rules = sheet_of(found.sheet), facts.paper_rules_on(today())
    known = bodies_of(person, rules, found.unit)
    chosen = [(str(v.pk), str(v)) for v in paper_facts.templates_for(found.unit_id, found.kind)]
    sent = request.POST if request.method == "POST" else None
    initial = initial_of(sheet, found.unit, known, found.template_id, found.version)
    given = {"bodies": known, "templates": chosen, "sheet": sheet, "with_drafter": rules.drafted}
    form = PaperForm(sent, initial=initial, **given)  # type: ignore[arg-type]
    if form.is_bound and form.is_valid():
        answer = carried_out(request, form, lambda: _edited(found, form, person), "Đã lưu.", _page, _page(found))
        if answer:
            return answer
    context = {"form": form, "paper": found, "origin": origin_of(found.source, found.source_key)}
    context["place"] = home(Place(_called(found), _page(found)), Place("Sửa"))
    return render(request, "documents/paper_edit.html", context, status=422 if form.errors else 200)


def _edited(found: Paper, form: PaperForm, person: Person) -> Paper:
    data = form.cleaned_data
    template = TemplateVersion.objects.filter(pk=data["template"]).first() if data.get("template") else None
    version = data["version"] if data["version"] is not None else -1
    return actions.edit(found, form.told, version=version, unit=form.issuer, template=template, by=person)


@never_cache
@needs("paper.read")
@require_safe
def paper_file(request: HttpRequest, pk: int, shape: str) -> HttpResponse:
    """`/giay-to/<pk>/tep.docx`, `.pdf`: the kept file of an issued paper; a draft is set now and says so."""
    found = paper_for(request, pk)
    name = f"van-ban-{found.pk}.{shape}"
    if found.state in GIVEN:
        file = found.docx if shape == "docx" else found.pdf
        if file is None:
            raise Http404("file")
        return kept_file(file, name)  # type: ignore[return-value]
    try:
        sheet = sheet_of(found.sheet)
        made = (docx_of if shape == "docx" else pdf_of)(sheet, found.template)
    except NotSet as refused:
        context = {"told": str(refused), "here": _page(found), "place": home(Place(_called(found), _page(found)))}
        return render(request, "documents/not_set.html", context, status=409)
    return made_file(made, f"du-thao-{name}")


@never_cache
@needs("paper.read")
@require_safe
def paper_tables(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/<pk>/bang.xlsx`: the tables of a paper as a workbook, made of its frozen words."""
    found = paper_for(request, pk)
    return made_file(workbook_of(sheet_of(found.sheet)), f"bang-van-ban-{found.pk}.xlsx")


@never_cache
@needs("paper.read")
@require_http_methods(["GET", "HEAD", "POST"])
def paper_signed(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/<pk>/ban-ky/`: a PDF that came back signed is taken in and checked."""
    found = paper_for(request, pk)
    if "attach_signed" not in _offered(request, found):
        raise Http404("attach_signed")
    form = SignedForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        by = request.person  # type: ignore[attr-defined]
        does = lambda: actions.attach_signed(found, form.cleaned_data["file"].read(), by=by)  # noqa: E731
        done = "Đã lưu bản đã ký và kiểm tra chữ ký."
        answer = carried_out(request, form, does, done, lambda copy: f"{_page(found)}#ban-ky", _page(found))
        if answer:
            return answer
    context = {"form": form, "paper": found, "place": home(Place(_called(found), _page(found)), Place("Bản đã ký"))}
    return render(request, "documents/paper_signed.html", context, status=422 if form.errors else 200)


@never_cache
@needs("paper.read")
@require_safe
def signed_file(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/ban-ky/<pk>/`: a signed copy, byte for byte as it came."""
    copy = get_object_or_404(SignedCopy.objects.select_related("file"), pk=pk)
    found = paper_for(request, copy.paper_id)
    return kept_file(copy.file, f"van-ban-{found.pk}-ban-ky-{copy.pk}.pdf")  # type: ignore[return-value]
