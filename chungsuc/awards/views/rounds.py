"""The rounds: all of them, opening one, its list, its quotas, one line; building anew and closing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.councils.access import sessions_seen
from chungsuc.organisations.access import Person, needs
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.reviews.models import ReportRound
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import tables
from ..access import PRAISES, PROVINCE, READ, SITS, examines, listings_of, round_for, rounds_of, runs
from ..actions import rounds as acts
from ..facts.law import Law, law_on
from ..facts.quotas import proposed_in, quota_of
from ..facts.rounds import considered, form_name, forms_of, sessions_of, units_to_enter
from ..forms.rounds import ListingFilter, RoundForm, VersionForm
from ..models import Listing, Round
from ..models.rounds import OPEN
from ..rules.eligibility import MET, NEEDS_HUMAN, NOT_MET, RESULTS, UNDETERMINED
from ..rules.rule_names import rules_in_short
from ..workflow.dossiers import PROPOSES
from .tried import DONE, ROUNDS, of_rounds, person_of, sent, tried

PAGE, MOST_OPEN = 50, 3
MARKED = "danh_dau"
FIRST = (MET, NEEDS_HUMAN, UNDETERMINED, NOT_MET)
"""The order of the list: who qualifies stands first."""


@needs(READ)
@require_safe
def award_rounds(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/dot/`: the rounds that one may see, and where one may open another."""
    person = person_of(request)
    shown = page_of(request, rounds_of(person), PAGE)
    context = {
        "table": tables.round_table(shown, law_on(today()), request.GET),
        "shown": shown,
        "count": shown.paginator.count,
        "bodies": _bodies(person),
        "place": [Place(ROUNDS)],
    }
    return render(request, "awards/award_rounds.html", context)


def _bodies(person: Person) -> list[Any]:
    """The bodies for which the person may open a round today, by name. One query."""
    own = person.acts_for(PRAISES)
    every = Unit.objects.on(today()).named_on(today()).filter(Q(pk__in=own) | Q(kind=PROVINCE))
    return [unit for unit in every if runs(person, unit)]


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_round_new(request: HttpRequest, code: str) -> HttpResponse:
    """`/khen-thuong/dot/mo/<cơ quan>/`: a round is opened; before, how many the list will consider."""
    person = person_of(request)
    body: Any = Unit.objects.on(today()).named_on(today()).filter(code=code).first()
    if body is None:
        raise Http404("body")
    if not runs(person, body):
        raise PermissionDenied(PRAISES)
    law = law_on(today())
    form = _round_form(request, body, law)
    made: list[Round] = []
    status = 200
    if request.method == "POST":
        done = "Đã mở đợt với danh sách lập sẵn. Việc tiếp theo: xem từng dòng."
        status = tried(request, form, lambda told: made.append(acts.open_round(body, _told(told), acting=person)), done)
        if status == DONE:
            return SeeOther(reverse("award_round", args=[made[0].pk]))
    reach = person.own_scope(PRAISES).unit_ids or frozenset()
    context = {"form": form, "body": body, "place": of_rounds(Place("Mở đợt"))}
    context["considered"] = considered(body, today(), reach).count()
    context["entered"] = len(units_to_enter(body, law))
    return render(request, "awards/award_round_new.html", context, status=status)


def _round_form(request: HttpRequest, body: Unit, law: Law) -> RoundForm:
    known = [(code, str(rule.value["name"])) for code, rule in forms_of(law, body).items()]
    codes: list[tuple[str, str]] = []
    if body.kind == PROVINCE:
        taken = Round.objects.exclude(code="").values("code")
        rows = ReportRound.objects.exclude(award_round="").exclude(award_round__in=taken)
        codes = list(rows.values_list("award_round", "name"))
    return RoundForm(sent(request), forms_known=known, codes=codes, initial={"year": today().year})


def _told(told: dict[str, Any]) -> acts.Opening:
    names = ("name", "year", "nominate_until", "paper")
    return acts.Opening(**{name: told[name] for name in names}, forms=tuple(told["forms"]), code=told.get("code", ""))


@never_cache
@needs(READ)
@require_safe
def award_round(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/dot/<pk>/`: the list of a round, who qualifies first, with what stands in the way of the others."""
    person = person_of(request)
    row, law = round_for(person, pk), law_on(today())
    every = listings_of(person, row)
    counts = dict(every.order_by().values_list("outcome").annotate(n=Count("pk")))
    form = _filter(request, row, law)
    shown = page_of(request, _sorted(_narrowed(every, form)), PAGE)
    context = {
        "row": row,
        "counts": [(sign_of(outcome), RESULTS[outcome], counts.get(outcome, 0)) for outcome in FIRST],
        "total": sum(counts.values()),
        "shown": shown,
        "lines": [(line, _names(law, line)) for line in shown],
        "filter_form": form,
        "forms": [form_name(law, code) for code in row.forms],
        "leads": runs(person, row.body),
        "may_draft": person.may(PROPOSES) and row.state == OPEN,
        "marked": MARKED in request.GET,
        "place": of_rounds(Place(row.name)),
        "sessions": _sessions(person, row),
    }
    return render(request, "awards/award_round.html", context)


def _sessions(person: Person, round: Any) -> list[Any]:
    """The council's sessions about the round, for who reads their papers."""
    return sessions_of(round, sessions_seen(person)) if person.may(SITS) or examines(person) else []


def _filter(request: HttpRequest, row: Any, law: Law) -> ListingFilter:
    kinds = {code: str(rule.value["name"]) for code, rule in law.subjects.items()}
    known = [(code, form_name(law, code)) for code in row.forms]
    return ListingFilter(request.GET, kinds=kinds, forms_known=known)


def _narrowed(rows: Any, form: ListingFilter) -> Any:
    columns = (("ketqua", "outcome"), ("loai", "subject__kind"), ("hinhthuc", "form"), ("buoc", "state"))
    for name, column in columns:
        rows = rows.filter(**{column: form.told(name)}) if form.told(name) else rows
    for word in form.words:
        rows = rows.filter(
            Q(subject__name_key__contains=word) | Q(subject__unit__identities__name_key__contains=word)
        ).distinct()
    return rows


def _sorted(rows: Any) -> Any:
    order = Case(*(When(outcome=code, then=Value(n)) for n, code in enumerate(FIRST)), output_field=IntegerField())
    return rows.annotate(first=order, at=last_name_of("subject__unit_id")).order_by("first", "pk")


def sign_of(result: str) -> str:
    """The sign of a result: what somebody has to look at is as open as what cannot be known."""
    return UNDETERMINED if result == NEEDS_HUMAN else result


def _names(law: Law, line: Listing) -> dict[str, Any]:
    """What a line of the list says: its form in words, why not in full, and what is open by what it is about."""
    against = [one["reason"] for one in line.lines if one["result"] == NOT_MET]
    open_ = rules_in_short(
        (one["rule"], one.get("about", "")) for one in line.lines if one["result"] not in (MET, NOT_MET)
    )
    return {
        "form": form_name(law, line.form),
        "against": against[:2],
        "open": [] if against else open_[:MOST_OPEN],
        "more": max(len(against) - 2, 0) if against else max(len(open_) - MOST_OPEN, 0),
        "sign": sign_of(line.outcome),
        "words": RESULTS[line.outcome],
    }


@needs(READ)
@require_safe
def award_round_quotas(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/dot/<pk>/han-muc/`: quotas beside what is proposed, by kind and cluster; shares."""
    row = round_for(person_of(request), pk)
    place = of_rounds(Place(row.name, reverse("award_round", args=[pk])), Place("Hạn mức"))
    context = {"row": row, "quotas": quota_of(row, today()), "proposed": proposed_in(row, today()), "place": place}
    return render(request, "awards/award_round_quotas.html", context)


ACTS = {"lap-lai": ("Lập lại danh sách", acts.rebuild), "dong": ("Đóng đợt", acts.close_round)}


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_round_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """`/khen-thuong/dot/<pk>/viec/<việc>/`: the list is built anew, the round is closed."""
    person = person_of(request)
    row = round_for(person, pk)
    if slug not in ACTS or not runs(person, row.body):
        raise Http404("act")
    label, act = ACTS[slug]
    form = VersionForm(sent(request), initial={"version": row.version})
    status = 200
    if request.method == "POST":
        status = tried(request, form, lambda d: act(row, d["version"], acting=person), f"{label}: đã xong.")
        if status == DONE:
            return SeeOther(reverse("award_round", args=[pk]))
    closed = "" if row.state == OPEN else f"Đợt «{row.name}» đã đóng."
    place = of_rounds(Place(row.name, reverse("award_round", args=[pk])), Place(label))
    context = {"row": row, "form": form, "title": label, "closed": closed, "slug": slug, "place": place}
    return render(request, "awards/award_round_act.html", context, status=status)
