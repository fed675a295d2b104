"""The nominee's own word: the unit hands over a code or keeps a signed paper; the public page takes the code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.accounts.lockout import address_of
from chungsuc.evidence.facts import document_choices
from chungsuc.evidence.models import Document
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.facts import known_as
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from ..actions import AwardRefused, consents
from ..attempts import failed, too_many
from ..facts.law import law_on
from ..facts.rounds import form_name
from ..forms.consents import AnswerForm, CodeForm, SignedForm
from ..forms.dossiers import DossierActForm
from ..models import NomineeConsent
from ..workflow.dossiers import PROPOSES
from .dossier_acts import back_to, own_dossier
from .tried import BACK, DONE, of_dossier, person_of, sent, tried

TRIED_TOO_OFTEN = "Đã thử quá nhiều mã. Hãy chờ 15 phút rồi thử lại, hoặc hỏi cơ quan đã đưa mã."


@never_cache
@needs(PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_dossier_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/xac-nhan/`: a code to hand over, shown this once; or the signed paper."""
    person = person_of(request)
    row = own_dossier(person, pk)
    signing = request.POST.get("viec") == "giay"
    documents = document_choices({row.proposer_id, row.subject.unit_id}, today())
    signed = SignedForm(sent(request) if signing else None, documents=documents, initial={"version": row.version})
    plain = DossierActForm(sent(request) if not signing else None, initial={"version": row.version}, auto_id="ma_%s")
    codes: list[str] = []
    status = 200
    if request.method == "POST":
        status = _signed(request, signed, row, person) if signing else _coded(request, plain, row, person, codes)
        if status == DONE and signing:
            return back_to(row, "xac-nhan")
    title = "Xác nhận của người được đề nghị"
    context = {"row": row, "signed": signed, "plain": plain, "code": "".join(codes), "title": title}
    context |= {"form_name": form_name(law_on(today()), row.form), "place": of_dossier(row, Place(title))}
    context["public"] = request.build_absolute_uri(reverse("award_consent"))
    return render(request, "awards/award_dossier_consent.html", context, status=200 if status == DONE else status)


def _signed(request: HttpRequest, form: SignedForm, row: Any, person: Person) -> int:
    def does(told: dict[str, Any]) -> None:
        document = Document.objects.get(pk=int(told["document"]))
        agrees = told["answer"] == "co"
        consents.record_signed(row, told["version"], agrees=agrees, document=document, acting=person)

    return tried(request, form, does, "Đã ghi trả lời theo giấy có chữ ký.")


def _coded(request: HttpRequest, form: DossierActForm, row: Any, person: Person, codes: list[str]) -> int:
    done = "Đã cấp mã. Hãy đưa mã cho người được đề nghị ngay; trang này không cho xem lại."
    return tried(request, form, lambda d: codes.append(consents.make_code(row, d["version"], acting=person)), done)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def award_consent(request: HttpRequest) -> HttpResponse:
    """`/xac-nhan-de-nghi/`: who has a code reads what is proposed and answers; codes stand in no address."""
    typed = CodeForm(sent(request))
    answering = AnswerForm(request.POST) if request.method == "POST" and "answer" in request.POST else None
    context: dict[str, Any] = {"form": typed, "place": [Place("Xác nhận đề nghị khen thưởng")]}
    if request.method == "POST":
        if too_many(address_of(request) or ""):
            return _public(request, context | {"refused": TRIED_TOO_OFTEN}, 429)
        status = _answered(request, typed, answering, context)
        if status == DONE:
            return SeeOther(reverse("award_consent") + "?xong=1")
        return _public(request, context, status)
    return _public(request, context | {"done": request.GET.get("xong") == "1"}, 200)


def _answered(request: HttpRequest, typed: CodeForm, answering: AnswerForm | None, context: dict[str, Any]) -> int:
    if not typed.is_valid():
        return BACK
    found = consents.open_consent(typed.cleaned_data["code"], today())
    if found is None:
        failed(address_of(request) or "")
        typed.add_error("code", consents.UNKNOWN)
        return BACK
    if answering is not None and answering.is_valid():
        try:
            consents.answer_by_code(
                typed.cleaned_data["code"], agrees=answering.cleaned_data["answer"] == "co", day=today()
            )
        except AwardRefused as refused:
            typed.add_error("code", str(refused))
            return BACK
        return DONE
    context |= _proposed(found)
    context["answering"] = answering or AnswerForm(initial={"code": typed.cleaned_data["code"]})
    return BACK if answering is not None else 200


def _proposed(found: NomineeConsent) -> dict[str, Any]:
    """What is proposed, for the nominee alone: who, for what, why, by whom."""
    dossier = found.dossier
    named = known_as([dossier.proposer_id, dossier.subject.unit_id], today())
    return {
        "dossier": dossier,
        "form_name": form_name(law_on(today()), dossier.form),
        "proposer": named[dossier.proposer_id].name,
        "at": named[dossier.subject.unit_id].name,
    }


def _public(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    answer = render(request, "awards/award_consent.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
