"""One section of the province's report: the officer edits the words, the figures stay references by their names."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today

from .. import actions
from ..access import RECEIVE, province_round_for
from ..facts.figures import facts_shown, freeze_of
from ..facts.province import SectionText, names_of, sections_of
from ..forms import SectionForm
from ..models import ReportRound
from ..papers import plan_name
from ..rules import Kind, lost_tokens, with_names
from ..workflow import DRAFTING
from .answers import BACK, DONE, TOO_LATE, of_round, person_of, seen_now, tried


@never_cache
@needs(RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """`/bao-cao/<code>/toan-tinh/muc/<section>/`: the words of one section; what is dropped of its figures is said."""
    round, kind = province_round_for(request, code)
    facts = facts_shown(round, kind, freeze_of(round), None)
    names, one = names_of(facts), _section(round, kind, section)
    form, status = _section_form(request, one, names), 200
    if request.method == "POST":
        status = _edited(request, form, round, kind, one) if form.is_valid() else BACK
        if status == DONE:
            return SeeOther(reverse("province_report", args=[code]) + f"#{section}")
        if status == TOO_LATE:
            one = _section(round, kind, section)
            form.data = seen_now(form.data, seq=one.edit.seq if one.edit else 0)
    context = {
        **_place(round, one),
        "form": form,
        "facts": [(names[fact.key], fact) for fact in facts],
        "lost": _lost(form, one, names),
        "stale_text": with_names(one.text, names) if status == TOO_LATE else "",
    }
    return render(request, "reviews/section.html", context, status=status)


def _place(round: ReportRound, one: SectionText) -> dict[str, Any]:
    report = Place("Báo cáo của tỉnh", reverse("province_report", args=[round.code]))
    return {
        "round": round,
        "one": one,
        "open": round.state == DRAFTING,
        "place": of_round(round, report, Place(one.heading)),
    }


def _section(round: ReportRound, kind: Kind, code: str) -> SectionText:
    found = next((one for one in sections_of(round, kind, plan_name()) if one.section.code == code), None)
    if found is None:
        raise Http404("section")
    return found


def _section_form(request: HttpRequest, one: SectionText, names: dict[str, str]) -> SectionForm:
    begins = one.with_unmerged if request.GET.get("ghep") else one.text
    initial = {"text": with_names(begins, names), "seq": one.edit.seq if one.edit else 0}
    return SectionForm(request.POST if request.method == "POST" else None, names=names, initial=initial)


def _edited(request: HttpRequest, form: SectionForm, round: ReportRound, kind: Kind, one: SectionText) -> int:
    data = form.cleaned_data
    said: dict[str, Any] = {"seq": data["seq"], "drop": data["drop"], "by": person_of(request), "today": today()}
    code, text = one.section.code, data["text"]
    done = f"Đã ghi mục {one.heading}."
    return tried(request, form, lambda: actions.edit_section(round, kind, code, text, **said), done)


def _lost(form: SectionForm, one: SectionText, names: dict[str, str]) -> list[str]:
    """The figures that the text sent would drop, by their names."""
    sent = getattr(form, "cleaned_data", {}).get("text")
    return [names.get(key, key) for key in lost_tokens(one.text, sent)] if sent is not None else []
