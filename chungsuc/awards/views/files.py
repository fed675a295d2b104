"""The achievement files: the list, a new subject, one subject across the years, what is added and judged."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.accounts.facts import history_asked
from chungsuc.evidence.facts import document_choices
from chungsuc.evidence.models import Document
from chungsuc.organisations.access import needs
from chungsuc.questions.asking import Asking, answer, together
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import page_day, today
from chungsuc.web.paging import page_of

from .. import actions, events, tables, workflow
from ..access import READ, achievement_for, bars_seen, confirms, keeps, kept, subject_for, subjects_of
from ..actions import AwardRefused
from ..facts import ended, file_asked, law_asked, law_on
from ..forms import AchievementForm, JudgeForm, NameForm, SubjectFilter, SubjectForm
from ..models import AwardSubject
from ..workflow.dossiers import PROPOSES
from .tried import DONE, acted, tried

HOME = "Thành tích"
PAGE = 50


@needs(READ)
@require_safe
def award_subjects(request: HttpRequest) -> HttpResponse:
    """`/thanh-tich/`: who may be rewarded, narrowed by the address."""
    kinds = law_on(today()).subjects
    form = SubjectFilter(request.GET, kinds=kinds)
    rows: Any = subjects_of(request.person)  # type: ignore[attr-defined]
    if form.told("loai"):
        rows = rows.filter(kind=form.told("loai"))
    for word in form.words:
        rows = rows.named_like(word)
    told: Any = AwardSubject.objects.filter(pk__in=rows.values("pk")).told().order_by("name_key", "pk")
    shown = page_of(request, told, PAGE)
    context = {
        "table": tables.subject_table(shown, kinds, request.GET),
        "count": shown.paginator.count,
        "shown": shown,
        "filter_form": form,
        "may_add": not kept(request.person).empty,  # type: ignore[attr-defined]
        "place": [Place(HOME)],
    }
    return render(request, "awards/award_subjects.html", context)


@never_cache
@needs(workflow.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def award_subject_new(request: HttpRequest) -> HttpResponse:
    """`/thanh-tich/moi/`: somebody who may be rewarded."""
    person: Any = request.person  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else None
    form = SubjectForm(data, kinds=law_on(today()).subjects, day=today(), scope=kept(person))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and form.unit_found:
            said = {name: form.cleaned_data[name] for name in ("kind", "name", "told_apart")}
            try:
                made = actions.register(unit=form.unit_found, acting=person, **said)
            except AwardRefused as refused:
                form.refuse(refused)
            else:
                messages.success(request, "Đã ghi đối tượng. Việc tiếp theo: ghi thành tích.")
                return SeeOther(reverse("award_subject", args=[made.pk]))
    context = {"form": form, "title": "Ghi đối tượng khen thưởng", "button": "Ghi đối tượng", "back": "award_subjects"}
    context["place"] = [Place(HOME, reverse("award_subjects")), Place("Ghi đối tượng")]
    return render(request, "awards/award_form.html", context, status=status)


@never_cache
@needs(READ)
@require_safe
def award_subject(request: HttpRequest, pk: int) -> HttpResponse:
    """`/thanh-tich/<pk>/`: the file of one subject, year by year."""
    person: Any = request.person  # type: ignore[attr-defined]
    row, day = subject_for(person, pk), page_day(request, today())
    asked: list[Asking[Any]] = [
        file_asked(row, day),
        law_asked(today()),
        history_asked("awards.subject", row.pk, events.LABELS),
    ]
    years, law, told = answer(together(asked))
    lines = [line for year in years for line in year.lines]
    context = {
        "row": row,
        "kind": tables.kind_name(row.kind, law.subjects),
        "years": [(year, [(line, _acts(person, line.row)) for line in year.lines]) for year in years],
        "open_lines": [line for line in lines if line.row.state in (workflow.UNVERIFIED, workflow.CONTESTED)],
        "variants": row.variants.all(),
        "ended": ended(row, day),
        "may_add": keeps(person, row.unit_id),
        "may_propose": person.may(PROPOSES),
        "sees_bars": bars_seen(person) or keeps(person, row.unit_id),
        "history": told,
        "place": [Place(HOME, reverse("award_subjects")), Place(f"Số {row.pk}")],
    }
    return render(request, "awards/award_subject.html", context)


def _acts(person: Any, row: Any) -> list[tuple[str, str, str]]:
    """The acts on an achievement that concern this person: its address, its words, why not yet ("" when it can be)."""
    found = []
    for slug, code in workflow.SLUGS.items():
        act = workflow.ACTS[code]
        mine = keeps(person, row.subject.unit_id) if act.actor == workflow.KEEP else person.may(workflow.CONFIRMS)
        if mine and row.state in act.before:
            found.append((slug, act.label, confirms(person, row) if act.actor == workflow.CONFIRMS else ""))
    return found


@never_cache
@needs(workflow.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def achievement_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`/thanh-tich/<pk>/ghi/`: an achievement, unverified until the named office confirms it."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = _kept_subject(person, pk)
    offered = document_choices([row.unit_id], today())
    data = request.POST if request.method == "POST" else None
    form = AchievementForm(data, forms_known=law_on(today()).forms, documents=offered, day=today())
    status = 200
    if request.method == "POST":
        status = _recorded(form, row, person) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, "Đã ghi thành tích, chưa xác nhận. Việc tiếp theo: cơ quan xác nhận xem.")
            return SeeOther(reverse("award_subject", args=[pk]))
    return _form_page(request, form, row, ("Ghi thành tích", "Ghi thành tích"), status)


def _recorded(form: AchievementForm, row: Any, person: Any) -> int:
    if form.office_found is None:
        return 422
    chosen = form.cleaned_data["document"]
    document = Document.objects.filter(pk=int(chosen)).first() if chosen else None
    said = {"office": form.office_found, "acting": person, "document": document}
    return acted(form, lambda: actions.record_achievement(row, form.achieved, **said))


def _kept_subject(person: Any, pk: int) -> Any:
    row = subject_for(person, pk)
    if not keeps(person, row.unit_id):
        raise Http404("subject")
    return row


@never_cache
@needs(workflow.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def award_subject_name(request: HttpRequest, pk: int) -> HttpResponse:
    """`/thanh-tich/<pk>/ten-khac/`: another name under which the subject was written."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = _kept_subject(person, pk)
    form = NameForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = tried(request, form, lambda told: actions.add_name(row, acting=person, **told), "Đã ghi tên khác.")
        if status == DONE:
            return SeeOther(reverse("award_subject", args=[pk]))
    return _form_page(request, form, row, ("Ghi tên khác", "Ghi tên khác"), status)


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def achievement_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/thanh-tich/viec/<pk>/<việc>/`: confirming, contesting, withdrawing, putting back."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = achievement_for(person, pk)
    offered = {one: (label, why) for one, label, why in _acts(person, row)}
    if slug not in offered:
        raise Http404("act")
    label, why = offered[slug]
    form = JudgeForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    status = 200
    if request.method == "POST":
        status = _judged(form, row, slug, person) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, f"Đã ghi: {label}.")
            return SeeOther(reverse("award_subject", args=[row.subject_id]))
    return _form_page(request, form, row.subject, (label, label), status, why=why, about=row)


def _judged(form: JudgeForm, row: Any, slug: str, person: Any) -> int:
    data = form.cleaned_data
    said = {"reason": data["reason"], "acting": person}
    return acted(form, lambda: actions.judge_achievement(row, workflow.SLUGS[slug], data["version"], **said))


def _form_page(
    request: HttpRequest, form: Any, row: Any, words: tuple[str, str], status: int, why: str = "", about: Any = None
) -> HttpResponse:
    place = [Place(HOME, reverse("award_subjects")), Place(f"Số {row.pk}", reverse("award_subject", args=[row.pk]))]
    context = {"form": form, "row": row, "title": words[0], "button": words[1], "closed": why, "about": about}
    context["place"] = [*place, Place(words[0])]
    return render(request, "awards/award_form.html", context, status=status)
