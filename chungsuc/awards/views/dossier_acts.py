"""What the proposing unit does with a dossier: writes, adds papers, hands in, takes back, withdraws, passes up."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.evidence.facts import document_choices
from chungsuc.evidence.models import Document
from chungsuc.organisations.access import Person, needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from ..access import dossier_for, proposes, receives
from ..actions import components, dossiers, handing
from ..conditions import not_yet
from ..facts.dossiers import Contents, contents_of, higher_forms, may_pass_up
from ..facts.file import evidence_of
from ..facts.law import law_on
from ..facts.rounds import form_name, is_person
from ..forms.dossiers import ComponentForm, DossierActForm, EditDossierForm, UpForm
from ..models import Dossier
from ..workflow.dossiers import ACTS, PROPOSES
from .dossiers import SLUGS
from .tried import DONE, of_dossier, person_of, sent, tried

WOMAN = {True: "1", False: "0", None: ""}
ASKS = {
    "withdraw": "Lý do rút",
    "answer_formal": "Đã bổ sung gì",
    "answer_content": "Đã bổ sung gì",
}
DOES: dict[str, Callable[..., Any]] = {
    "submit": handing.submit,
    "take_back": handing.take_back,
    "withdraw": handing.withdraw,
}
NEXT = {
    "submit": "Đã nộp hồ sơ. Việc tiếp theo: cơ quan nhận xem.",
    "take_back": "Đã lấy lại hồ sơ. Việc tiếp theo: sửa rồi nộp lại.",
    "withdraw": "Đã rút hồ sơ. Thành tích của hồ sơ lại dùng được.",
}


def own_dossier(person: Person, pk: int) -> Any:
    """The dossier for whoever acts for its unit; Http404 for everybody else."""
    row = dossier_for(person, pk)
    if not proposes(person, row.proposer_id):
        raise Http404("dossier")
    return row


def shown(request: HttpRequest, row: Any, form: Any, title: str, button: str, status: int, **more: Any) -> HttpResponse:
    """The page of an act on a dossier; what is typed stays in it."""
    context = {"row": row, "form": form, "title": title, "button": button, "place": of_dossier(row, Place(title))}
    return render(request, "awards/award_dossier_act.html", context | more, status=status)


def back_to(row: Dossier, part: str = "") -> SeeOther:
    """On to the dossier's page."""
    return SeeOther(reverse("award_dossier", args=[row.pk]) + (f"#{part}" if part else ""))


@never_cache
@needs(PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_dossier_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/sua/`: what is proposed and on which achievements, written anew."""
    person, row = person_of(request), own_dossier(person_of(request), pk)
    evidence = evidence_of([row.subject], today()).get(row.subject_id, ())
    chosen = [use.key for use in row.uses.all()]
    form = EditDossierForm(
        sent(request),
        evidence=[(one.key, one.words) for one in evidence if one.confirmed or one.key in chosen],
        person=is_person(law_on(row.received_on or today()), row.subject),
        initial={
            "version": row.version,
            "merit": row.merit,
            "keys": chosen,
            "woman": WOMAN[row.woman],
            "merit_kind": row.merit_kind,
        },
    )
    status = 200
    if request.method == "POST":
        status = tried(request, form, lambda told: _edited(row, told, person), "Đã ghi nội dung đề nghị.")
        if status == DONE:
            return back_to(row)
    unconfirmed = [one for one in evidence if not one.confirmed]
    return shown(request, row, form, "Sửa nội dung đề nghị", "Ghi", status, unconfirmed=unconfirmed)


def _edited(row: Any, told: dict[str, Any], person: Person) -> None:
    said = {name: told[name] for name in ("merit", "keys", "woman", "merit_kind")}
    dossiers.edit(row, told["version"], acting=person, **said)


@never_cache
@needs(PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_dossier_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/giay-to/`: documents are put in, or taken out again."""
    person, row = person_of(request), own_dossier(person_of(request), pk)
    contents = contents_of(row, today())
    taking = request.POST.get("bo", "")
    form = _component_form(request, row, contents, bound=not taking)
    status = 200
    if request.method == "POST":
        status = _taken_out(request, row, taking, person) if taking else _put_in(request, form, row, person)
        if status == DONE:
            return SeeOther(reverse("award_dossier_papers", args=[pk]))
    title = "Giấy tờ của hồ sơ"
    context = {"row": row, "form": form, "contents": contents, "title": title, "place": of_dossier(row, Place(title))}
    return render(request, "awards/award_dossier_papers.html", context, status=status)


def _component_form(request: HttpRequest, row: Any, contents: Contents, *, bound: bool) -> ComponentForm:
    units = {row.proposer_id, row.subject.unit_id}
    own = document_choices(units, today())
    known = {pk for pk, _ in own}
    offered = [(str(one.id), f"{one.kind_name}: {one.title}") for one in contents.offered if str(one.id) not in known]
    return ComponentForm(
        sent(request) if bound else None,
        parts=[one.part for one in contents.components],
        documents=[*offered, *own],
        initial={"version": row.version, "part": next(iter(contents.missing), "")},
    )


def _put_in(request: HttpRequest, form: ComponentForm, row: Any, person: Person) -> int:
    def does(told: dict[str, Any]) -> None:
        document = Document.objects.get(pk=int(told["document"]))
        components.put_in(row, told["version"], part=told["part"], document=document, acting=person)

    return tried(request, form, does, "Đã gắn vào hồ sơ.")


def _taken_out(request: HttpRequest, row: Any, component: str, person: Person) -> int:
    if not component.isdecimal() or len(component) > 12:
        raise Http404("component")
    form = DossierActForm(request.POST)
    return tried(
        request,
        form,
        lambda told: components.take_out(row, told["version"], int(component), acting=person),
        "Đã bỏ khỏi hồ sơ.",
    )


@never_cache
@needs(PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_dossier_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/viec/<việc>/`: handing in, taking back, withdrawing, answering what was asked for."""
    person, row = person_of(request), own_dossier(person_of(request), pk)
    if slug not in SLUGS:
        raise Http404("act")
    code = SLUGS[slug]
    missing = not_yet(row, code, today(), whole=False)
    form = DossierActForm(sent(request), asks=ASKS.get(code, ""), initial={"version": row.version})
    status = 200
    if request.method == "POST":
        done = NEXT.get(code, "Đã nộp phần bổ sung.")
        status = tried(request, form, lambda told: _acted(row, code, told, person), done)
        if status == DONE:
            return back_to(row)
    return shown(request, row, form, ACTS[code].label, ACTS[code].label, status, missing=missing)


def _acted(row: Any, code: str, told: dict[str, Any], person: Person) -> None:
    if code in handing.CLOCK_OF:
        handing.answer(row, told["version"], code, said=told["reason"], acting=person)
        return
    said = {"reason": told["reason"]} if "reason" in told else {}
    DOES[code](row, told["version"], acting=person, **said)


@never_cache
@needs(PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_dossier_up(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/chuyen-len/`: the dossier for a higher form is begun out of this one."""
    person = person_of(request)
    row, law = dossier_for(person, pk), law_on(today())
    if not (proposes(person, row.proposer_id) or receives(person, row.body)):
        raise Http404("dossier")
    higher = [(code, form_name(law, code)) for code in higher_forms(law, row.form)]
    form = UpForm(sent(request), higher=higher, initial={"version": row.version})
    missing = [why] if (why := may_pass_up(row, law)) else []
    made: list[Dossier] = []
    status = 200
    if request.method == "POST":
        done = "Đã lập hồ sơ của hình thức cao hơn; thành tích, giấy tờ đã mang theo."
        up = dossiers.pass_up
        status = tried(request, form, lambda d: made.append(up(row, d["version"], d["form"], acting=person)), done)
        if status == DONE:
            return back_to(made[0])
    title = "Chuyển lên hình thức cao hơn"
    return shown(request, row, form, title, "Lập hồ sơ cấp trên", status, missing=missing)
