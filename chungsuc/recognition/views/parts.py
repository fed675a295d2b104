"""The parts of a case: the public posting with its print page, opinions, the dossier, statements and appraisals."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.criteria.rules import part_order
from chungsuc.organisations.access import needs
from chungsuc.organisations.models import Identity
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.fields import Refusable

from .. import actions, workflow
from ..access import bodies_on, is_own, speaks_for
from ..actions.examining import DOSSIER_OPEN, STATEMENTS_OPEN
from ..casefile import CaseFile, listed
from ..conditions import check
from ..conditions.examining import appraised_parts, demanded_statements, item_held
from ..forms import (
    AnswerForm,
    BroadcastForm,
    FindingForm,
    ItemForm,
    ObjectionForm,
    OpinionForm,
    PostingForm,
    ProofForm,
)
from ..models import Opinion
from ..proving import case_documents, offered_documents
from ..refusals import StepRefused
from .finding import case_or_404, name_of, places

POSTING_GUARDS = ("posting_over", "broadcasts", "posting_places", "posting_proof", "objections_answered")


def done(request: HttpRequest, form: Refusable, act: Callable[[dict[str, Any]], Any], said: str) -> bool:
    """Carries a filled form out; False when it has to be shown again with what is wrong."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except StepRefused as refused:
        form.refuse(refused)
        return False
    messages.success(request, said)
    return True


def shared(case: Any, title: str) -> dict[str, Any]:
    """What every part's page shows."""
    return {"case": case, "title": name_of(case), "part": title, "place": places(case, Place(title))}


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/niem-yet/`: the posting, its broadcasts, the objections and their answers."""
    found = case_or_404(request, pk)
    file, own = CaseFile(found, today()), is_own(request.person, found)  # type: ignore[attr-defined]
    if request.method == "POST" and not own:
        raise PermissionDenied("case.submit")
    forms = _posting_forms(request, file)
    asked = request.POST.get("viec", "")
    if request.method == "POST" and _posted(request, found, forms, asked):
        return SeeOther(reverse("case_posting", args=[pk]))
    context = {
        **_posting_shown(file),
        **shared(found, "Niêm yết công khai"),
        "objections": [(row, forms.get(f"tra-loi-{row.pk}")) for row in file.objections],
        "entry": [(n, label, forms[n]) for n, label in ENTRIES if n in forms and (file.posting or n == "niem-yet")],
        "own": own,
        "may": own and found.state == workflow.CONSULTING,
    }
    return render(request, "recognition/posting.html", context, status=422 if asked else 200)


ENTRIES = (
    ("phat-thanh", "Ghi lần thông báo"),
    ("phan-anh", "Ghi phản ánh"),
    ("tai-lieu", "Gắn tài liệu làm căn cứ"),
    ("niem-yet", "Ghi niêm yết"),
)


def _posting_shown(file: CaseFile) -> dict[str, Any]:
    checked = check(file, POSTING_GUARDS)
    return {"posting": file.posting, "places": _place_names(file), "checked": checked, "proofs": file.proofs}


def _place_names(file: CaseFile) -> list[str]:
    names = {item["code"]: item["name"] for item in listed(file.rule("rule:posting_places"))}
    return [names.get(code, code) for code in file.posting.places] if file.posting else []


def _posting_forms(request: HttpRequest, file: CaseFile) -> dict[str, Any]:
    """The forms of the page; the one that was sent is bound."""
    sent = request.POST.get("viec", "")
    offered = [(item["code"], item["name"]) for item in listed(file.rule("rule:posting_places"))]

    def data(name: str) -> Any:
        return request.POST if sent == name else None

    forms: dict[str, Any] = {
        "niem-yet": PostingForm(data("niem-yet"), places=offered),
        "phat-thanh": BroadcastForm(data("phat-thanh")),
        "phan-anh": ObjectionForm(data("phan-anh")),
    }
    if file.posting and is_own(request.person, file.case):  # type: ignore[attr-defined]
        forms["tai-lieu"] = ProofForm(data("tai-lieu"), documents=offered_documents(file.case, file.day))
    for row in file.objections:
        if row.answered_on is None:
            name = f"tra-loi-{row.pk}"
            forms[name] = AnswerForm(data(name), prefix=name)
    return forms


def _posted(request: HttpRequest, case: Any, forms: dict[str, Any], asked: str) -> bool:
    hand = {"person": request.person, "today": today()}  # type: ignore[attr-defined]
    if asked not in forms:
        raise Http404("act")
    if asked in _POSTED:
        act, said = _POSTED[asked]
        return done(request, forms[asked], lambda d: act(case, d, hand), said)
    number = int(asked.rpartition("-")[2])
    return done(
        request,
        forms[asked],
        lambda d: actions.answer_objection(case, number, on=d["on"], answer=d["answer"], **hand),
        "Đã ghi trả lời.",
    )


def _start(case: Any, d: dict[str, Any], hand: dict[str, Any]) -> Any:
    return actions.start_posting(case, opened_on=d["on"], places=d["places"], proof=d["proof"], **hand)


def _object(case: Any, d: dict[str, Any], hand: dict[str, Any]) -> Any:
    return actions.add_objection(case, received_on=d["on"], text=d["text"], **hand)


_POSTED: dict[str, tuple[Callable[[Any, dict[str, Any], dict[str, Any]], Any], str]] = {
    "niem-yet": (_start, "Đã ghi niêm yết."),
    "phat-thanh": (lambda case, d, hand: actions.add_broadcast(case, **d, **hand), "Đã ghi lần thông báo."),
    "tai-lieu": (lambda case, d, hand: actions.prove_posting(case, int(d["document"]), **hand), "Đã gắn tài liệu."),
    "phan-anh": (_object, "Đã ghi phản ánh. Phải trả lời trước khi hoàn thiện hồ sơ."),
}


@needs("case.read")
@require_safe
def case_posting_print(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/niem-yet/in/`: the posting and its proof as one page to print and sign."""
    found = case_or_404(request, pk)
    file = CaseFile(found, today())
    context = {
        **_posting_shown(file),
        **shared(found, "Bản in niêm yết"),
        "objections": file.objections,
        "assessment": file.assessment,
        "proof_code": proof_code(file),
    }
    return render(request, "recognition/posting_print.html", context)


def proof_code(file: CaseFile) -> str:
    """A short hash of the posting as it is recorded: the same page printed later shows the same code or was changed."""
    if file.posting is None:
        return ""
    said = [file.posting.opened_on, *sorted(file.posting.places), file.posting.proof]
    said += [str(broadcast) for broadcast in file.posting.broadcasts.all()]
    said += [(row.received_on, row.text, row.answered_on, row.answer) for row in file.objections]
    return sha256(repr(said).encode()).hexdigest()[:16]


def _written(request: HttpRequest, own: bool, form: Refusable, act: Callable[..., Any], said: str) -> bool:
    """Whether a POST of the unit itself was carried out; PermissionDenied for everybody else."""
    if request.method != "POST":
        return False
    if not own:
        raise PermissionDenied("case.submit")
    hand = {"person": request.person, "today": today()}  # type: ignore[attr-defined]
    return done(request, form, lambda d: act(**d, **hand), said)


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/y-kien/`: written opinions; silence is shown as silence."""
    found = case_or_404(request, pk)
    file, own = CaseFile(found, today()), is_own(request.person, found)  # type: ignore[attr-defined]
    bodies = listed(file.rule("rule:opinion_bodies"))
    form = OpinionForm(request.POST or None, bodies=[(item["code"], item["name"]) for item in bodies])
    if _written(request, own, form, partial(actions.give_opinion, found), "Đã ghi ý kiến."):
        return SeeOther(reverse("case_opinions", args=[pk]))
    context = {
        **shared(found, "Ý kiến bằng văn bản"),
        "lines": [(item, file.opinions.get(item["code"])) for item in bodies],
        "agrees": Opinion.AGREES,
        "own": own,
        "may": own and found.state == workflow.CONSULTING,
        "form": form,
    }
    return render(request, "recognition/opinions.html", context, status=422 if form.errors else 200)


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/ho-so/`: the items of the dossier, and what the system holds already."""
    found = case_or_404(request, pk)
    file, own = CaseFile(found, today()), is_own(request.person, found)  # type: ignore[attr-defined]
    rule = file.rule("rule:dossier_{kind}")
    items = listed(rule)
    may = own and found.state in DOSSIER_OPEN
    held = offered_documents(found, today()) if may else []
    form = ItemForm(request.POST or None, items=[(item["code"], item["name"]) for item in items], documents=held)
    if _written(request, own, form, partial(actions.put_in, found), "Đã đưa vào hồ sơ."):
        return SeeOther(reverse("case_dossier", args=[pk]))
    context = {
        **shared(found, "Thành phần hồ sơ"),
        "lines": [(item, item_held(file, item)) for item in items],
        "rule": rule,
        "documents": case_documents(found),
        "own": own,
        "may": may,
        "form": form,
    }
    return render(request, "recognition/dossier.html", context, status=422 if form.errors else 200)


@needs("case.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_appraisals(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-nhan/<pk>/tham-dinh/`: what responsible bodies confirmed, and the appraisal of every part of the set."""
    found = case_or_404(request, pk)
    file = CaseFile(found, today())
    statements, parts = _statements(file), appraised_parts(file)
    forms = _finding_forms(request, found, statements, parts)
    asked = request.POST.get("viec", "")
    if request.method == "POST" and _found(request, found, forms, asked):
        return SeeOther(reverse("case_appraisals", args=[pk]))
    context = {
        **shared(found, "Xác nhận điều kiện, thẩm định"),
        **_named(file, statements, parts),
        "confirm_form": forms.get("xac-nhan"),
        "appraise_form": forms.get("tham-dinh"),
        "checked": check(file, ("statements", "level_conditions", "appraisals")),
    }
    return render(request, "recognition/appraisals.html", context, status=422 if asked else 200)


def _statements(file: CaseFile) -> list[tuple[dict[str, Any], Any, Any]]:
    """Each condition to be confirmed, with the body of the day and what it said."""
    demanded = demanded_statements(file)
    bodies = bodies_on({item["body"] for item in demanded}, file.day)
    return [(item, bodies.get(item["body"]), file.statements.get(item["code"])) for item in demanded]


def _finding_forms(
    request: HttpRequest, case: Any, statements: list[tuple[dict[str, Any], Any, Any]], parts: dict[str, Any]
) -> dict[str, FindingForm]:
    """The forms of whoever speaks for a responsible body, at the steps at which these may speak."""
    person = request.person  # type: ignore[attr-defined]
    sent, forms = request.POST.get("viec", ""), {}
    mine = [(item["code"], item["name"]) for item, body, _ in statements if body and speaks_for(person, body.pk)]
    if mine and case.state in STATEMENTS_OPEN:
        data = request.POST if sent == "xac-nhan" else None
        forms["xac-nhan"] = FindingForm(data, parts=mine, numbered=True, prefix="xac-nhan")
    own = [(part, f"tiêu chí {part}") for part, body in parts.items() if speaks_for(person, body.pk)]
    if own and case.state == workflow.APPRAISING:
        data = request.POST if sent == "tham-dinh" else None
        forms["tham-dinh"] = FindingForm(data, parts=own, prefix="tham-dinh")
    return forms


def _found(request: HttpRequest, case: Any, forms: dict[str, FindingForm], asked: str) -> bool:
    if asked not in forms:
        raise PermissionDenied("case.appraise")
    hand = {"person": request.person, "today": today()}  # type: ignore[attr-defined]
    if asked == "tham-dinh":
        return done(request, forms[asked], lambda d: actions.appraise(case, **d, **hand), "Đã ghi kết quả thẩm định.")
    return done(
        request,
        forms[asked],
        lambda d: actions.give_statement(case, kind=d.pop("part"), **d, **hand),
        "Đã ghi xác nhận.",
    )


def _named(file: CaseFile, statements: list[Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Statements and appraisals with the names of their bodies on the day. One query."""
    bodies = {body.pk for body in (*(body for _, body, _ in statements if body), *parts.values())}
    rows = Identity.objects.on(file.day).filter(unit_id__in=bodies)
    names = {pk: "chưa rõ cơ quan" for pk in bodies} | dict(rows.values_list("unit_id", "name"))
    ordered = sorted(parts, key=part_order)
    return {
        "statements": [(item, names[body.pk] if body else "chưa rõ cơ quan", row) for item, body, row in statements],
        "appraisals": [(part, names[parts[part].pk], file.appraisals.get(part)) for part in ordered],
    }
