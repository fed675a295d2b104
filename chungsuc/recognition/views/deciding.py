"""The decisions of several cases drafted in one act: chosen, shown with what each lacks, made; undone as a bundle."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.documents.access import DRAFT, may
from chungsuc.documents.actions import PaperRefused, Row, Stale, draft_many
from chungsuc.documents.actions.bundles import MOST
from chungsuc.documents.bundle_facts import Preview, ToDraft, preview
from chungsuc.documents.facts import LetterheadFact, letterhead_of
from chungsuc.documents.models import Paper
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.fields import choice, line

from ..casefile import CaseFile
from ..decision_paper import KIND, SOURCE, decision_sheet
from ..models import Case
from ..workflow import RECOGNITION
from .finding import HOME, name_of
from .papers import DECISION_STATES, NO_HEAD

TITLE = "Lập quyết định công nhận"


class SignerForm(forms.Form):
    """Who is to sign the decisions; it may be left for later, paper by paper."""

    seal = forms.CharField(required=False, max_length=64)
    office = choice("Người ký: chức vụ", [], help_text="để trống thì chọn sau, ở từng dự thảo")
    signer = line("Người ký: họ và tên")

    def __init__(self, *args: Any, head: LetterheadFact | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head = head
        offered = [(one.code, one.label) for one in (head.offices if head else ())]
        self.fields["office"].choices = [("", "Chọn…"), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("office")) != bool(data.get("signer")):
            self.add_error("signer" if data.get("office") else "office", "Ghi cả chức vụ và họ tên người ký.")
        return data

    @property
    def signatures(self) -> tuple[Any, ...]:
        """The signature of all decisions; none when it is left for later."""
        offices = {one.code: one for one in (self.head.offices if self.head else ())}
        office = offices.get(self.cleaned_data["office"])
        return (office.signed(self.cleaned_data["signer"]),) if office else ()


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def cases_decisions(request: HttpRequest) -> HttpResponse:
    """`/cong-nhan/lap-quyet-dinh/`: cases before the chairman; the chosen ones get their draft decisions in one act."""
    committee = _committee(request)
    found = list(_cases(request))
    known = _known(found)
    form = SignerForm(request.POST if request.method == "POST" else None, head=letterhead_of(committee, today()))
    chosen = [case for case in found if str(case.pk) in request.POST.getlist("hs")]
    shown, told = None, "" if chosen or not form.is_bound else "Chưa chọn hồ sơ nào. Hãy chọn ít nhất một hồ sơ."
    if chosen and form.is_valid():
        shown = _preview(chosen, known, committee, form)
        if "lap" in request.POST and shown.made and form.cleaned_data["seal"] == shown.seal:
            return _made(request, shown, committee)
    context: dict[str, Any] = {"cases": found, "known": known, "form": form, "shown": shown, "told": told}
    context |= {"chosen": {case.pk for case in chosen}, "most": MOST, "changed": "lap" in request.POST and shown}
    context["place"] = [Place(HOME, reverse("cases")), Place(TITLE)]
    return render(request, "recognition/cases_decisions.html", context, status=422 if form.errors or told else 200)


def _committee(request: HttpRequest) -> Unit:
    person: Person = request.person  # type: ignore[attr-defined]
    committee = Unit.objects.on(today()).filter(kind="province").first()
    if committee is None or not may(person, DRAFT, committee.pk):
        raise PermissionDenied(DRAFT)
    return committee  # type: ignore[no-any-return]


def _cases(request: HttpRequest) -> Any:
    rows: Any = Case.objects.visible(request.scope).named()  # type: ignore[attr-defined]
    return rows.filter(procedure=RECOGNITION, state__in=DECISION_STATES).order_by("year", "unit_name", "pk")[:MOST]


def _known(cases: list[Any]) -> dict[int, Paper]:
    """The decision that a case has already, drafted or issued. One query."""
    rows = Paper.objects.filter(source=SOURCE, source_key__in=[str(case.pk) for case in cases], kind=KIND)
    return {int(paper.source_key): paper for paper in rows.exclude(state="dropped").select_related("number")}


def _preview(cases: list[Any], known: dict[int, Paper], committee: Unit, form: SignerForm) -> Preview:
    if form.head is None:
        return Preview(tuple(ToDraft(name_of(case), fault="chưa đủ căn cứ") for case in cases), NO_HEAD)
    rows = []
    for case in cases:
        if (paper := known.get(case.pk)) is not None:
            rows.append(ToDraft(name_of(case), fault=f"đã có quyết định: {paper.state_label}"))
            continue
        sheet = decision_sheet(case, CaseFile(case, today()), form.head, today())
        rows.append(ToDraft(name_of(case), replace(sheet, signatures=form.signatures), str(case.pk)))
    return preview(rows, unit=committee, kind=KIND, day=today())


def _made(request: HttpRequest, shown: Preview, committee: Unit) -> HttpResponse:
    from django.contrib import messages

    rows = [Row(one.sheet, SOURCE, one.source_key) for one in shown.made if one.sheet is not None]
    title = f"Quyết định công nhận, {len(rows)} hồ sơ"
    try:
        bundle = draft_many(rows, unit=committee, title=title, by=request.person)  # type: ignore[attr-defined]
    except PaperRefused as refused:
        status = 409 if isinstance(refused, Stale) else 422
        context = {"told": str(refused), "place": [Place(HOME, reverse("cases")), Place(TITLE)], "late": True}
        return render(request, "recognition/cases_decisions.html", context, status=status)
    messages.success(request, f"Đã lập {len(rows)} dự thảo quyết định. Bỏ được cả lô khi chưa quyết định nào có số.")
    return SeeOther(reverse("paper_bundle", args=[bundle.pk]))
