"""The page on which a certificate is asked for again, and on which whoever gives the numbers decides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions, facts, paper_facts, reissue_facts
from ..access import DRAFT, NUMBER, READ, certificate_for, may
from ..actions import Stale
from ..forms.certificates import AskReissueForm, DeclineForm, GrantReissueForm, WithdrawForm
from ..forms.papers import Body
from ..models import Certificate, Reissue
from ..workflow import ASKED, REPLACED, VALID
from .answers import carried_out, home, too_late

ASK, WITHDRAW, GRANT, DECLINE = "de-nghi", "rut", "cap-lai", "tu-choi"
_RIGHTS = {ASK: DRAFT, WITHDRAW: DRAFT, GRANT: NUMBER, DECLINE: NUMBER}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_reissue(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/bang/so/<pk>/cap-lai/`: asks for the certificate again; shows what is asked and decides on it."""
    found = certificate_for(request, pk)
    rows = reissue_facts.reissues_of(found)
    waiting = next((row for row in rows if row.state == ASKED), None)
    forms = _forms(request, found, waiting)
    asked = request.POST.get("viec", "")
    if request.method == "POST":
        if asked not in forms:
            return _not_offered(request, found, asked)
        if forms[asked].is_valid() and (answer := _taken(request, found, waiting, asked, forms[asked])):
            return answer
    wrong = any(form.is_bound and form.errors for form in forms.values())
    context = {**_about(found, rows, waiting), "bound": forms.values(), "asked": asked, "shown": _named(forms)}
    return render(request, "documents/certificate_reissue.html", context, status=422 if wrong else 200)


def _named(forms: dict[str, Any]) -> dict[str, Any]:
    """The forms by names that a template can ask for."""
    return {
        "ask": forms.get(ASK),
        "withdraw": forms.get(WITHDRAW),
        "grant": forms.get(GRANT),
        "decline": forms.get(DECLINE),
    }


def _forms(request: HttpRequest, found: Certificate, waiting: Reissue | None) -> dict[str, Any]:
    """The acts that this person may do now, each with its form; the one that was sent is bound."""
    held = {right for right in (DRAFT, NUMBER) if may(request.person, right, found.batch.unit_id)}  # type: ignore[attr-defined]
    offered = [WITHDRAW, GRANT, DECLINE] if waiting else [ASK]
    sent = request.POST.get("viec", "") if request.method == "POST" else ""
    data = {act: request.POST if sent == act else None for act in offered}
    make: dict[str, Any] = {
        ASK: lambda: AskReissueForm(
            data[ASK], whys=reissue_facts.whys_on(today()), initial=reissue_facts.said_on(found)
        ),
        WITHDRAW: lambda: WithdrawForm(data[WITHDRAW]),
        GRANT: lambda: GrantReissueForm(data[GRANT], body=_body(found), certificate=found, today=today()),
        DECLINE: lambda: DeclineForm(data[DECLINE]),
    }
    if found.state != VALID:
        offered = [act for act in offered if act in (WITHDRAW, DECLINE)]
    return {act: make[act]() for act in offered if _RIGHTS[act] in held}


def _body(found: Certificate) -> Body | None:
    unit = reissue_facts.body_that_reissues(found.batch.unit, today())
    return Body(unit, "", facts.letterhead_of(unit, today())) if unit else None


def _not_offered(request: HttpRequest, found: Certificate, asked: str) -> HttpResponse:
    """An act that is none, not this person's, or no more possible since the page was opened."""
    if asked not in _RIGHTS:
        raise Http404("act")
    if not may(request.person, _RIGHTS[asked], found.batch.unit_id):  # type: ignore[attr-defined]
        raise PermissionDenied(asked)
    told = "Đề nghị hoặc bằng này vừa được người khác xử lý. Hãy mở lại trang để xem."
    return too_late(request, Stale(told), reverse("certificate_reissue", args=[found.pk]))


def _taken(
    request: HttpRequest, found: Certificate, waiting: Reissue | None, asked: str, form: Any
) -> HttpResponse | None:
    by, said, here = request.person, form.cleaned_data, reverse("certificate_reissue", args=[found.pk])  # type: ignore[attr-defined]
    to = lambda _: here  # noqa: E731
    if asked == ASK:
        given = {"why": said["why"], "reason": said["reason"], "says": form.says}
        does, done = (
            lambda: actions.ask_reissue(found, by=by, **given),
            "Đã ghi đề nghị. Người cấp số của cơ quan quyết định.",
        )
    elif asked == GRANT:
        does = lambda: actions.grant_reissue(waiting, day=said["day"], signed=form.signed, by=by)  # type: ignore[arg-type,assignment,return-value]  # noqa: E731
        done, to = "Đã cấp lại. Trang tra cứu của bằng cũ báo ngay.", lambda new: reverse("certificate", args=[new.pk])  # type: ignore[union-attr]
    elif asked == DECLINE:
        does = lambda: actions.decline_reissue(waiting, reason=said["reason"], by=by)  # type: ignore[arg-type]  # noqa: E731
        done = "Đã trả lời không cấp lại. Bằng cũ giữ nguyên giá trị."
    else:
        does, done = lambda: actions.withdraw_reissue(waiting, by=by), "Đã rút đề nghị. Bằng cũ giữ nguyên giá trị."  # type: ignore[arg-type]
    return carried_out(request, form, does, done, to, here)


def _about(found: Certificate, rows: list[Reissue], waiting: Reissue | None) -> dict[str, Any]:
    batch, said = found.batch, reissue_facts.said_on(found)
    later = found.replacements.select_related("number").first() if found.state == REPLACED else None
    changed = [
        (label, said[part], getattr(waiting, part))
        for part, label in AskReissueForm.SAID.items()
        if waiting and said[part] != getattr(waiting, part)
    ]
    return {
        "certificate": found,
        "batch": batch,
        "rows": rows,
        "waiting": waiting,
        "changed": changed,
        "why_not": reissue_facts.why_no_reissue(found.state, later.number.printed if later else ""),
        "later": later,
        "rules": reissue_facts.rules_of_reissue(today()),
        "number": _to_come(found) if waiting else "",
        "place": home(
            Place("Bằng, giấy khen", reverse("certificates")),
            Place(f"Số {found.number.printed}", reverse("certificate", args=[found.pk])),
            Place("Cấp lại"),
        ),
    }


def _to_come(found: Certificate) -> str:
    unit = reissue_facts.body_that_reissues(found.batch.unit, today())
    return paper_facts.next_number(unit, found.batch.kind, today()) if unit else ""
