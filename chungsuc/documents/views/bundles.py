"""Pages of bundles: many papers from one list, shown before they are made, submitted or undone together."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.organisations.access import Person, needs
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import actions, bundle_facts, facts, paper_facts
from ..access import DRAFT, bodies, bundle_for
from ..actions.bundles import MOST
from ..forms.papers import BulkForm, BundleReasonForm
from ..lists import SIGNS, bundle_table, bundled_table
from ..models import Bundle
from ..workflow import BUNDLE_STATES
from ..workflow import DRAFT as DRAFT_STATE
from .answers import carried_out, home
from .papers import bodies_of

LIST = "Lô văn bản"
_ITEMS = 50


@needs(DRAFT)
@require_safe
def paper_bundles(request: HttpRequest) -> HttpResponse:
    """`/giay-to/lo/`: what was drafted in bulk for one's bodies, the newest first."""
    person: Person = request.person  # type: ignore[attr-defined]
    shown = page_of(request, bundle_facts.bundle_list(bodies(person, DRAFT)), _ITEMS)
    context = {"table": bundle_table(shown.object_list), "shown": shown, "place": home(Place(LIST))}
    return render(request, "documents/paper_bundles.html", context)


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_bundle_new(request: HttpRequest) -> HttpResponse:
    """`/giay-to/lo/moi/`: one letter or invitation to many; shown with what each lacks, then made in one act."""
    person: Person = request.person  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else None
    known = facts.paper_rules_on(today())
    kinds = paper_facts.addressed_kinds(known)
    given = {"bodies": bodies_of(person, known), "kinds": kinds, "with_drafter": known.drafted}
    form = BulkForm(sent, initial={"kind": request.GET.get("loai", "")}, **given)
    shown = None
    if form.is_bound and form.is_valid():
        rows = bundle_facts.rows_of_list(form.cleaned_data["list"], form.told)
        shown = bundle_facts.preview(rows, unit=form.issuer, kind=form.cleaned_data["kind"], day=today())
        if _is_confirmed(request, form, shown) and (answer := _made(request, form, shown, person)):
            return answer
    context: dict[str, Any] = {"form": form, "shown": shown, "most": MOST, "changed": _is_changed(request, form, shown)}
    context["place"] = home(Place(LIST, reverse("paper_bundles")), Place("Soạn nhiều văn bản"))
    return render(request, "documents/paper_bundle_new.html", context, status=422 if form.errors else 200)


def _is_confirmed(request: HttpRequest, form: BulkForm, shown: bundle_facts.Preview) -> bool:
    """Whether exactly what was shown is to be made."""
    return "lap" in request.POST and not shown.fault and form.cleaned_data["seal"] == shown.seal


def _is_changed(request: HttpRequest, form: BulkForm, shown: bundle_facts.Preview | None) -> bool:
    return "lap" in request.POST and shown is not None and form.cleaned_data.get("seal") != shown.seal


def _made(request: HttpRequest, form: BulkForm, shown: bundle_facts.Preview, person: Person) -> HttpResponse | None:
    rows = [actions.Row(row.sheet) for row in shown.made if row.sheet is not None]
    does = lambda: actions.draft_many(rows, unit=form.issuer, title=form.cleaned_data["title"], by=person)  # noqa: E731
    done = f"Đã lập {len(rows)} dự thảo. Bỏ được cả lô khi chưa văn bản nào có số."
    return carried_out(request, form, does, done, _page, reverse("paper_bundles"))


def _page(bundle: Bundle) -> str:
    return reverse("paper_bundle", args=[bundle.pk])


@never_cache
@needs(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """`/giay-to/lo/<pk>/`: the papers of a bundle and what each lacks; all are submitted or dropped in one act."""
    bundle = bundle_for(request, pk)
    sent = request.POST if request.method == "POST" else None
    asked = request.POST.get("viec", "")
    form = BundleReasonForm(sent if asked == "bo" else None)
    if request.method == "POST" and (answer := _taken(request, bundle, asked, form)):
        return answer
    context = {**_about(bundle), "form": form, "told": getattr(form, "told", "")}
    return render(
        request, "documents/paper_bundle.html", context, status=422 if form.errors or context["told"] else 200
    )


class _Plain:
    """An act without a form of its own: its refusal is told above the page."""

    def __init__(self, form: BundleReasonForm) -> None:
        self.form = form

    def refuse(self, refused: Exception) -> None:
        self.form.told = str(refused)  # type: ignore[attr-defined]


def _taken(request: HttpRequest, bundle: Bundle, asked: str, form: BundleReasonForm) -> HttpResponse | None:
    by, here = request.person, _page(bundle)  # type: ignore[attr-defined]
    if asked == "trinh":
        done = "Đã trình cả lô. Người cấp số thấy các văn bản này trong việc của mình."
        return carried_out(
            request, _Plain(form), lambda: actions.submit_bundle(bundle, by=by), done, lambda _: here, here
        )
    if asked != "bo":
        raise Http404("act")
    if not form.is_valid():
        return None
    does = lambda: actions.undo_bundle(bundle, reason=form.cleaned_data["reason"], by=by)  # noqa: E731
    done = "Đã bỏ cả lô. Không số nào bị dùng; nội dung vẫn xem được."
    return carried_out(request, _Plain(form), does, done, lambda _: here, here)


def _about(bundle: Bundle) -> dict[str, Any]:
    papers = bundle_facts.papers_of(bundle, today())
    drafts = [one for one in papers if one.paper.state == DRAFT_STATE]
    numbers = bundle_facts.numbers_given(papers)
    return {
        "bundle": bundle,
        "sign": SIGNS[BUNDLE_STATES[bundle.state].shape],
        "body": paper_facts.body_names([bundle.unit_id]).get(bundle.unit_id, ""),
        "table": bundled_table(papers),
        "drafts": len(drafts),
        "lacking": sum(bool(one.missing) for one in drafts),
        "open": bundle_facts.is_open(bundle, papers),
        "why_not": bundle_facts.why_not_undone(numbers) if numbers else "",
        "history": paper_facts.history("documents.bundle", bundle.pk),
        "place": home(Place(LIST, reverse("paper_bundles")), Place(bundle.title)),
    }
