"""One contribution: recorded, read with everything that happened, answered, corrected, its giver named or not."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.accounts.facts import history
from chungsuc.evidence.actions import Told, take_in
from chungsuc.evidence.content.limits import MIB
from chungsuc.evidence.facts import document_choices, documents_for, limits
from chungsuc.evidence.models import Document
from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.organisations.finding import names_on
from chungsuc.web.answers import SeeOther, status_of
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.uploads import tell_refused_upload

from .. import actions, events, tables, workflow
from ..access import CONSENT_KIND, READ, WRITE, Desk, terms_for
from ..actions.consents import PAPER_SUBJECT
from ..forms.gifts import (
    Answered,
    ConsentForm,
    CorrectForm,
    GiftForm,
    PaperForm,
    ReasonForm,
    Versioned,
    WithdrawConsentForm,
    typed,
)
from ..models import Twin
from ..sources import sources_on
from .answers import carried_out, desk_of, home

CONSENT, CONSENT_BACK, PAPER = "dong-y", "rut-dong-y", "giay-to"
LABELS = {
    **{act.slug: act.label for act in workflow.ACTS.values()},
    CONSENT: "Ghi sự đồng ý nêu tên", CONSENT_BACK: "Ghi việc rút đồng ý", PAPER: "Gắn giấy tờ",
}  # fmt: skip
DONE = {
    "xac-nhan": "Đã xác nhận. Từ nay dòng này được tính vào tổng.",
    "khong-xac-nhan": "Đã ghi là không xác nhận. Dòng này không tính vào tổng.",
    "rut-lai": "Đã rút lại. Dòng vẫn còn, kèm lý do; ghi lại được.",
    "khoi-phuc": "Đã ghi lại. Dòng này chờ nơi nhận xác nhận.",
    CONSENT: "Đã ghi sự đồng ý. Tên được hiện trong danh sách.",
    CONSENT_BACK: "Đã ghi việc rút. Từ lúc này không trang, tệp nào hiện tên nữa.",
    PAPER: "Đã gắn giấy tờ.",
}


@never_cache
@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_new(request: HttpRequest) -> HttpResponse:
    """`/nguon-luc/moi/`: what a unit received."""
    desk, sources = desk_of(request), sources_on(today())
    initial = {"given_on": show_day(today()), "unit": _own_commune(desk)}
    sent = request.POST if request.method == "POST" else None
    form = GiftForm(sent, initial=initial, sources=sources, day=today(), scope=desk.person.scope(WRITE))
    done = "Đã ghi đóng góp. Việc tiếp theo: nơi nhận xác nhận."
    if sent is not None and carried_out(request, form, lambda: _record(form, desk), done):
        return SeeOther(reverse("contribution_new" if "them" in request.POST else "contributions"))
    context = {"form": form, "sources": sources, "place": home(Place("Ghi đóng góp"))}
    return render(request, "resources/contribution_new.html", context, status=status_of(form if sent else None))


def _own_commune(desk: Desk) -> str:
    """The commune that the person records for, as it may be typed; "" for whoever records for others."""
    own = [post.unit for post in desk.person.posts if post.unit_id in desk.person.acts_for(WRITE)]
    commune = next((unit for unit in own if unit.kind == "commune"), None)
    return f"{names_on([commune.pk], today()).get(commune.pk, '')} ({commune.code})".strip() if commune else ""


def _record(form: GiftForm, desk: Desk) -> None:
    assert form.found is not None
    actions.record_gift(form.found.unit, form.gift, acting=desk.person)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """`/nguon-luc/<pk>/`: one contribution; a POST takes the act named `viec`."""
    desk = desk_of(request)
    row = terms_for(desk, pk)
    forms = _forms(request, desk, row)
    asked = request.POST.get("viec", "") if request.method == "POST" else ""
    if request.method == "POST" and asked not in forms:
        raise Http404("act")
    form = forms.get(asked)
    if form is not None and carried_out(request, form, _does(asked, form, row, desk), DONE[asked]):
        return SeeOther(reverse("contribution", args=[pk]))
    context = {**_told(desk, row), "acts": [(code, LABELS[code], one) for code, one in forms.items()]}
    context |= {"forms": forms.values(), "asked": asked, "closed": _closed(desk, row)}
    return render(request, "resources/contribution.html", context, status=status_of(form))


def _told(desk: Desk, row: Any) -> dict[str, Any]:
    gift, pk = row.contribution, row.contribution_id
    by_right = desk.by_right(gift)
    correct = workflow.ACTS[workflow.CORRECT]
    return {
        "row": row,
        "gift": gift,
        "called": desk.called(row),
        "amount": tables.amount_words(row),
        "value": tables.value_words(row),
        "by_right": by_right,
        "consents": list(gift.consents.all()),
        "former": list(gift.terms.filter(is_current=False).order_by("-number")) if by_right else (),
        "documents": documents_for(PAPER_SUBJECT, [str(pk)]).get(str(pk), ()),
        "twins": Twin.objects.filter(one=pk) | Twin.objects.filter(other=pk),
        "history": history("resources.contribution", pk, events.LABELS),
        "may_correct": desk.why_not(correct, gift, row) == "",
        "place": home(Place(f"Số {pk}")),
    }


def _closed(desk: Desk, row: Any) -> list[tuple[str, str]]:
    """The acts that are this person's, yet not now: their names and why."""
    found = [(act.label, desk.why_not(act, row.contribution, row)) for act in workflow.ACTS.values()]
    return [(label, why) for label, why in found if why]


def _forms(request: HttpRequest, desk: Desk, row: Any) -> dict[str, Answered]:
    """The acts that this person may do now; the one that was sent is bound."""
    gift, sent = row.contribution, request.POST.get("viec", "")
    seen = {"version": gift.version, "given_on": show_day(today()), "on": show_day(today())}

    def made(code: str, form: type[Answered], **more: Any) -> Answered:
        data, files = (request.POST, request.FILES) if sent == code else (None, None)
        return form(data, files, prefix=code, initial=seen, **more)

    found: dict[str, Answered] = {}
    for act in workflow.ACTS.values():
        if act.code != workflow.CORRECT and desk.why_not(act, gift, row) == "":
            found[act.slug] = made(act.slug, ReasonForm if act.needs_reason else Versioned)
    if desk.keeps(gift) or desk.answers(gift):
        standing = gift.consents.filter(withdrawn_at=None).exists()
        if standing:
            found[CONSENT_BACK] = made(CONSENT_BACK, WithdrawConsentForm)
        elif row.unnamed and row.giver and gift.state in workflow.COUNTED:
            found[CONSENT] = made(CONSENT, ConsentForm)
            tell_refused_upload(found[CONSENT], request, limits().file_bytes // MIB)
        documents = document_choices([gift.unit_id, gift.recorder_id], today())
        if documents and gift.state in workflow.COUNTED:
            found[PAPER] = made(PAPER, PaperForm, documents=documents)
    return found


def _does(asked: str, form: Answered, row: Any, desk: Desk) -> Callable[[], Any]:
    """What the act does with what was typed."""
    gift, acting = row.contribution, desk.person

    def done() -> None:
        data = dict(form.cleaned_data)
        version = data.pop("version")
        if asked == CONSENT:
            document = _kept(data.pop("file"), gift, desk)
            actions.give_consent(gift, version, document=document, acting=acting, **data)
        elif asked == CONSENT_BACK:
            actions.withdraw_consent(gift, version, acting=acting, **data)
        elif asked == PAPER:
            document = Document.objects.get(pk=data["document"])
            actions.attach_paper(gift, version, document=document, acting=acting)
        else:
            _ACTS[asked](gift, version, acting=acting, **data)

    return done


_ACTS: dict[str, Callable[..., Any]] = {
    "xac-nhan": actions.confirm, "khong-xac-nhan": actions.contest, "rut-lai": actions.withdraw,
    "khoi-phuc": actions.restore,
}  # fmt: skip


def _kept(file: Any, gift: Any, desk: Desk) -> Document | None:
    """The sent file as a document of the receiving unit; its title names nobody."""
    if not file:
        return None
    told = Told(title=f"Giấy đồng ý, đóng góp số {gift.pk}")
    person = desk.person
    return take_in(file, unit=gift.unit, kind=CONSENT_KIND, by=person.username, told=told, post=person.title[:200])


@never_cache
@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """`/nguon-luc/<pk>/sua/`: said anew by whoever recorded it; the former words stay."""
    desk = desk_of(request)
    row = terms_for(desk, pk)
    gift, sources = row.contribution, sources_on(today())
    closed = desk.why_not(workflow.ACTS[workflow.CORRECT], gift, row)
    if closed is None:
        raise Http404("act")
    sent = request.POST if request.method == "POST" else None
    form = CorrectForm(sent, initial={**typed(row), "version": gift.version}, sources=sources, day=today())
    done = "Đã ghi nội dung mới. Nơi nhận xác nhận lại; nội dung cũ vẫn được giữ."
    if sent is not None and carried_out(request, form, lambda: _correct(form, gift, desk), done):
        return SeeOther(reverse("contribution", args=[pk]))
    here = home(Place(f"Số {pk}", reverse("contribution", args=[pk])), Place("Sửa nội dung"))
    context = {"form": form, "row": row, "closed": closed, "place": here}
    return render(request, "resources/contribution_correct.html", context, status=status_of(form if sent else None))


def _correct(form: CorrectForm, gift: Any, desk: Desk) -> None:
    data = form.cleaned_data
    actions.correct(gift, data["version"], form.gift, reason=data["reason"], acting=desk.person)
