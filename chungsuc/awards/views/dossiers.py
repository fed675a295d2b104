"""The dossiers: the list with what each lacks, a new one, one dossier whole, and the same to be printed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.law.pack_awards import DOSSIER, FORM
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.models import Unit
from chungsuc.questions.asking import Asking, answer, nothing, rows_of, together
from chungsuc.questions.related import related
from chungsuc.rulebook.rule_facts import rules_under
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import tables
from ..access import READ, dossier_for, dossiers_of, examines, proposes, receives, rounds_of, subject_for
from ..actions import dossiers as acts
from ..appraisal import panel_asked
from ..conditions import not_yet
from ..conditions.proposing import asks_consent
from ..drawing.dossiers import UNIT_DRAWS, papers_asked
from ..facts.dossiers import EDITABLE, contents_asked, higher_forms, may_pass_up
from ..facts.file import evidence_of_asked
from ..facts.law import Law, law_asked
from ..facts.quotas import quota_for
from ..facts.register import outcome_asked
from ..facts.rounds import form_name, is_person
from ..facts.standing import holder_of, lacking, with_since
from ..forms.dossiers import DossierFilter, NewDossierForm
from ..models import Dossier
from ..models.rounds import OPEN
from ..rules.naming import THEMATIC
from ..workflow.dossiers import ACTS, DRAFT, PROPOSES, STATES
from .tried import DONE, DOSSIERS, of_dossier, person_of, sent, tried

PAGE = 50
SLUGS = {
    "nop": "submit",
    "bo-sung-the-thuc": "answer_formal",
    "bo-sung-noi-dung": "answer_content",
    "lay-lai": "take_back",
    "rut": "withdraw",
}
"""The acts of the proposing unit by their addresses, in the order of their buttons."""


@needs(READ)
@require_safe
def award_dossiers(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/ho-so/`: one's own dossiers, what each lacks, who has it; or all that one may see."""
    person, rules = person_of(request), rules_under((FORM, DOSSIER), today())
    names = {key.removeprefix(FORM): str(rule.value["name"]) for key, rule in rules.items() if key.startswith(FORM)}
    form = DossierFilter(request.GET, forms_known=list(names.items()))
    rows = dossiers_of(person)
    if form.told("xem") != "tat-ca" and person.may(PROPOSES) and not examines(person):
        rows = rows.proposed_by(person.own_scope(PROPOSES))
    for name, column in (("buoc", "state"), ("hinhthuc", "form")):
        rows = rows.filter(**{column: form.told(name)}) if form.told(name) else rows
    for word in form.words:
        rows = rows.filter(subject__name_key__contains=word)
    shown = page_of(request, with_since(rows.told()), PAGE)
    lacks = lacking(list(shown), rules)
    context = {
        "table": tables.dossier_table(shown, names, lacks, request.GET),
        "count": shown.paginator.count,
        "shown": shown,
        "filter_form": form,
        "place": [Place(DOSSIERS)],
    }
    return render(request, "awards/award_dossiers.html", context)


@never_cache
@needs(PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def award_dossier_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/moi/<đối tượng>/`: a dossier about a subject is begun."""
    person = person_of(request)
    subject = subject_for(person, pk)
    form, law = _new_form(request, subject, person)
    made: list[Dossier] = []
    status = 200
    if request.method == "POST":
        done = "Đã lập hồ sơ. Việc tiếp theo: xem còn thiếu giấy tờ nào."
        status = tried(request, form, lambda told: made.append(_drafted(subject, told, person)), done)
        if status == DONE:
            return SeeOther(reverse("award_dossier", args=[made[0].pk]))
    place = [Place(DOSSIERS, reverse("award_dossiers")), Place("Lập hồ sơ")]
    context = {"form": form, "title": "Lập hồ sơ đề nghị khen thưởng", "button": "Lập hồ sơ", "row": subject}
    quota = quota_for(subject, law)
    context["quotas"] = [quota] if quota else []
    return render(request, "awards/award_form.html", context | {"place": place}, status=status)


def _new_form(request: HttpRequest, subject: Any, person: Person) -> tuple[NewDossierForm, Law]:
    rounds = rounds_of(person).filter(state=OPEN, opened_on__lte=today(), nominate_until__gte=today())
    own: Any = Unit.objects.on(today()).named_on(today()).filter(pk__in=person.acts_for(PROPOSES))
    askings: list[Asking[Any]] = [
        law_asked(today()), rows_of(rounds), rows_of(own), evidence_of_asked([subject], today()),
    ]  # fmt: skip
    law, rounds, own, found = answer(together(askings))
    known = [(code, str(rule.value["name"])) for code, rule in law.forms.items() if not rule.value["outside"]]
    units, evidence = [(str(one.pk), str(one.name)) for one in own], found.get(subject.pk, ())
    form = NewDossierForm(
        sent(request),
        forms_known=known,
        rounds=[(str(row.pk), row.name) for row in rounds],
        units=units,
        person=is_person(law, subject),
        evidence=[(one.key, one.words) for one in evidence if one.confirmed],
        initial={
            "proposer": units[0][0] if len(units) == 1 else "",
            "keys": [one.key for one in evidence if one.confirmed],
            "merit_kind": THEMATIC,
        },
    )
    return form, law


def _drafted(subject: Any, told: dict[str, Any], person: Person) -> Dossier:
    round = rounds_of(person).get(pk=int(told["round"])) if told["round"] else None
    unit = get_object_or_404(Unit, pk=int(told["proposer"]))
    said = {name: told[name] for name in ("merit", "keys", "woman", "merit_kind")}
    return acts.draft(subject, told["form"], proposer=unit, acting=person, round=round, **said)


@never_cache
@needs(READ)
@require_safe
def award_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/`: one dossier: what it says, what is there and what is missing, each step."""
    return render(request, "awards/award_dossier.html", _whole(person_of(request), pk))


@never_cache
@needs(READ)
@require_safe
def award_dossier_print(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/ho-so/<pk>/in/`: the dossier on paper, with the list of its components."""
    return render(request, "awards/award_dossier_print.html", _whole(person_of(request), pk))


def _whole(person: Person, pk: int) -> dict[str, Any]:
    row = dossier_for(person, pk)
    own = proposes(person, row.proposer_id)
    (law, contents), drawn, appraised, outcome = _asked(row, person, own=own)
    steps = list(row.steps.all())
    return {
        "row": row,
        "form_name": form_name(law, row.form),
        "state": STATES[row.state],
        "holder": holder_of(row),
        "since": steps[-1].on if steps else row.drafted_on,
        "contents": contents,
        "uses": list(row.uses.all()),
        "steps": [(ACTS[step.act].label if step.act in ACTS else "Lập hồ sơ", step) for step in steps],
        "consent": _consent(row),
        "asks_consent": asks_consent(row),
        "acts": _acts(row) if own else [],
        "may_edit": own and row.state in EDITABLE,
        "appraisal": appraised,
        "outcome_panel": outcome,
        "goes_up": _goes_up(row, law, own or receives(person, row.body)),
        "passed_on": [(one, form_name(law, one.form)) for one in row.passed_on.all()],
        "may_code": own and row.state == DRAFT,
        "papers": drawn or [],
        "draws": [(code, words) for code, (words, _) in UNIT_DRAWS.items()] if own and row.state in EDITABLE else [],
        "place": of_dossier(row),
    }


def _asked(row: Dossier, person: Person, *, own: bool) -> Any:
    """What the page knows of a dossier beside its own row, in as few queries as the part that asks most often.

    What may still be put in, and the papers drawn of it, are asked for whoever proposes (`own`).
    """
    contents = contents_asked(row, today(), offer=own and row.state in EDITABLE)
    drawn: Asking[Any] = papers_asked(row) if own else nothing(None)
    asked: list[Asking[Any]] = [contents, drawn, nothing(None), nothing(None)]
    if row.received_on:
        asked[2:] = [panel_asked(row, person, today()), outcome_asked(row)]
    return answer(together([related(row, "uses", "consents", "steps", "passed_on"), *asked]))[1:]


def _consent(row: Dossier) -> Any:
    return next((one for one in row.consents.all() if not one.replaced), None)


def _acts(row: Dossier) -> list[tuple[str, str, tuple[str, ...]]]:
    """The acts that the state allows: address, words, and what stands in the way of each."""
    return [
        (slug, ACTS[code].label, not_yet(row, code, today(), whole=False))
        for slug, code in SLUGS.items()
        if row.state in ACTS[code].before
    ]


def _goes_up(row: Dossier, law: Law, may: bool) -> bool:
    return may and not may_pass_up(row, law) and bool(higher_forms(law, row.form))
