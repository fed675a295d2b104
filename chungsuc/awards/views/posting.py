"""Posted lists: made with a preview, shown to everybody, objections taken down and answered, lists withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_http_methods, require_safe

from chungsuc.law.periods import show_day
from chungsuc.organisations.access import needs
from chungsuc.organisations.facts import known_as
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place
from chungsuc.web.day import today
from chungsuc.web.paging import page_of

from .. import appraisal_tables as tables
from ..access import READ, examined_by, receives, round_for
from ..actions import AwardRefused, appraising
from ..actions import posting as actions
from ..drawing.dossiers import POSTING
from ..drawing.office import papers_about
from ..facts.clocks import Timing
from ..facts.posting import Demands, read_by_all, standing_lines
from ..forms.posting import (
    AnnounceForm,
    KeepForm,
    ObjectionAnswerForm,
    ObjectionForm,
    PostingForm,
    RulingForm,
    WithdrawForm,
)
from ..models import Dossier, Objection, Posting
from ..register_access import bodies_of
from ..rules.posting import proof_of
from ..workflow.dossiers import PASSED, RECEIVES
from .appraisal import HOME, PAGE
from .tried import DONE, acted

POSTED = "Danh sách công khai"


def _postings(person: Any) -> Any:
    scope = examined_by(person)
    if scope is None:
        raise PermissionDenied(READ)
    return Posting.objects.filter(lines__dossier__in=Dossier.objects.filter(scope)).distinct()


def posting_for(person: Any, pk: int) -> Any:
    """The posted list with its body, or Http404 when it is out of the person's reach."""
    found = _postings(person).select_related("body").filter(pk=pk).first()
    if found is None:
        raise Http404("posting")
    return found


@never_cache
@needs(READ)
@require_safe
def award_postings(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/cong-khai/`: every posted list in reach; from here a list of each form can be made."""
    person: Any = request.person  # type: ignore[attr-defined]
    shown = page_of(request, _postings(person).order_by("-since", "-pk"), PAGE)
    rows = _postable(person)
    timing = Timing.read()
    forms = sorted({(row.form, timing.form_name(row.form, row.received_on)) for row in rows})
    table = tables.posting_table(shown, today(), request.GET)
    context = {"table": table, "shown": shown, "forms": forms, "place": _place()}
    return render(request, "awards/award_postings.html", context)


def _place(*more: Place) -> list[Place]:
    home = Place(HOME, reverse("award_queue"))
    return [home, Place(POSTED, reverse("award_postings") if more else ""), *more]


def _postable(person: Any, form: str = "") -> list[Any]:
    """The dossiers that this person may post now, where the law of their day asks for it: of one form, or of all."""
    rows = Dossier.objects.filter(examined_by(person), state__in=actions.POSTABLE)
    free = rows.exclude(pk__in=standing_lines().values("dossier_id"))
    found = free.select_related("body", "subject", "round").order_by("pk")
    mine = [row for row in (found.filter(form=form) if form else found) if receives(person, row.body)]
    demands = Demands.of({row.round_id for row in mine})
    return [row for row in mine if demands.on(row.form, row.received_on or today(), row.round_id, today()).key]


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_posting_new(request: HttpRequest, form: str) -> HttpResponse:
    """`/khen-thuong/cong-khai/moi/<hình thức>/`: choosing, the list as it will be read, posting."""
    person: Any = request.person  # type: ignore[attr-defined]
    if examined_by(person) is None:
        raise PermissionDenied(READ)
    rows = _postable(person, form)
    offered = [(str(row.pk), f"Hồ sơ số {row.pk}: {row.subject.name}") for row in rows]
    said = {"since": show_day(today()), "dossiers": [key for key, _ in offered]}
    typed = PostingForm(request.POST or None, offered=offered, initial=said)
    planned, status = None, 200
    if request.method == "POST":
        planned, status = _planned(typed, rows, form, person) if typed.is_valid() else (None, 422)
        if isinstance(planned, Posting):
            messages.success(request, "Đã công khai. Hãy in danh sách để niêm yết.")
            return SeeOther(reverse("award_posted", args=[planned.pk]))
    context = {"form": typed, "rows": rows, "planned": planned, "rounds": {row.round for row in rows if row.round}}
    context |= {"form_code": form, "place": _place(Place("Công khai danh sách mới"))}
    return render(request, "awards/award_posting_new.html", context, status=status)


def _planned(typed: PostingForm, rows: list[Any], form: str, person: Any) -> tuple[Any, int]:
    """The preview, or the posting once its preview was seen."""
    chosen = [row for row in rows if str(row.pk) in typed.cleaned_data["dossiers"]]
    since, body = typed.cleaned_data["since"], chosen[0].body
    try:
        if typed.cleaned_data["seen"]:
            keys = [row.pk for row in chosen]
            title = typed.cleaned_data["title"]
            return actions.post_list(body, form, keys, since, acting=person, title=title), DONE
        return actions.plan_posting(body, form, chosen, since, today()), 200
    except AwardRefused as refused:
        typed.refuse(refused)
        return None, 422


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_posting_ruling(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """`/khen-thuong/dot/<pk>/so-ngay-cong-khai/<hình thức>/`: a written decision where no rule says how many days."""
    person: Any = request.person  # type: ignore[attr-defined]
    round = round_for(person, pk)
    if not receives(person, round.body):
        raise PermissionDenied(RECEIVES)
    last = Dossier.objects.filter(round=round, form=form, received_on__isnull=False).order_by("received_on").first()
    if last is None:
        raise Http404("form")
    typed, status = RulingForm(request.POST or None), 200
    if request.method == "POST":
        status = _ruled(typed, round, form, last, person) if typed.is_valid() else 422
        if status == DONE:
            messages.success(request, "Đã ghi quyết định. Quyết định chỉ dùng cho đợt này.")
            return SeeOther(reverse("award_posting_new", args=[form]))
    context = {"form": typed, "title": "Số ngày công khai của đợt", "button": "Ghi quyết định", "lede": round.name}
    context |= {"back": reverse("award_postings"), "place": _place(Place("Số ngày công khai"))}
    return render(request, "awards/award_appraisal_act.html", context, status=status)


def _ruled(typed: RulingForm, round: Any, form: str, last: Any, person: Any) -> int:
    said = dict(typed.cleaned_data)
    said["days"] = int(said["days"])
    return acted(typed, lambda: actions.rule_posting(round, form, last.received_on, acting=person, **said))


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_posted(request: HttpRequest, pk: int) -> HttpResponse:
    """`/khen-thuong/cong-khai/<pk>/`: a posted list, what people said, answers; a POST does what `viec` names."""
    person: Any = request.person  # type: ignore[attr-defined]
    row = posting_for(person, pk)
    may, lines, asked = receives(person, row.body), list(row.lines.all()), request.POST.get("viec", "")
    forms = _forms(row, lines, asked, request.POST)
    status = 200
    if request.method == "POST":
        if not may:
            raise PermissionDenied(RECEIVES)
        status = _done(row, forms, asked, person)
        if status == DONE:
            messages.success(request, "Đã ghi.")
            return SeeOther(reverse("award_posted", args=[pk]))
    objections = [
        (one, forms.get(f"tra-loi-{one.pk}"), forms.get(f"giu-{one.pk}"), row.withdrawn_on is None and one.unsettled)
        for one in row.objections.all()
    ]
    context = {"posting": row, "lines": lines, "may": may, "forms": forms, "objections": objections}
    context |= {"over": today() > row.until, "place": _place(Place(f"Số {pk}"))}
    context["papers"] = papers_about(POSTING, str(pk))
    return render(request, "awards/award_posted.html", context, status=status)


def _forms(row: Posting, lines: list[Any], asked: str, data: Any) -> dict[str, Any]:
    """The forms that can be filled in now; the one that was sent holds what was typed."""
    if row.withdrawn_on is not None:
        return {}
    offered = [(str(line.dossier_id), f"{line.order}. {line.name}") for line in lines]
    found: dict[str, Any] = {
        "y-kien": ObjectionForm(data if asked == "y-kien" else None, lines=offered, prefix="y-kien"),
        "rut": WithdrawForm(data if asked == "rut" else None, prefix="rut"),
    }
    for one in row.objections.filter(answered_on=None):
        key = f"tra-loi-{one.pk}"
        found[key] = ObjectionAnswerForm(data if asked == key else None, prefix=key)
    for one in row.objections.filter(dossier=None, upheld=True, kept_on=None):
        key = f"giu-{one.pk}"
        found[key] = KeepForm(data if asked == key else None, prefix=key)
    return found


def _done(row: Posting, forms: dict[str, Any], asked: str, person: Any) -> int:
    form = forms.get(asked)
    if form is None:
        raise Http404("act")
    if not form.is_valid():
        return 422
    said = dict(form.cleaned_data)
    if asked == "rut":
        return acted(form, lambda: actions.withdraw_posting(row, acting=person, **said))
    if asked == "y-kien":
        said["dossier"] = int(said["dossier"]) if said["dossier"] else None
        return acted(form, lambda: actions.record_objection(row, acting=person, **said))
    act, _, number = asked.rpartition("-")
    objection = Objection.objects.get(pk=int(number), posting=row)
    if act == "giu":
        return acted(form, lambda: actions.keep_list(objection, acting=person, **said))
    said["upheld"] = said["upheld"] == "1"
    return acted(form, lambda: actions.answer_objection(objection, acting=person, **said))


def _stamp(request: HttpRequest, pk: int) -> str | None:
    """What changes when the public page does: the list never, its withdrawal once, "over" with the day, the samples of
    its round as they are announced and drawn."""
    of_samples = (f"round__samples__{name}" for name in ("seed_source", "seed_day", "note", "seed", "drawn_on"))
    rows = Posting.objects.filter(pk=pk, since__lte=today()).order_by("round__samples__pk")
    found = list(rows.values_list("until", "proof", "withdrawn_on", *of_samples))
    return f'"{proof_of(repr((found, today() > found[0][0], "in" in request.GET)))}"' if found else None


@condition(etag_func=_stamp)
@require_safe
def award_public_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """`/cong-khai-khen-thuong/<pk>/`: what is posted, until when, how to object; `?in` gives the sheet to print."""
    row = Posting.objects.filter(pk=pk, since__lte=today()).first()
    if row is None:
        raise Http404("posting")
    gone = row.withdrawn_on is not None
    body = known_as([row.body_id], row.since)[row.body_id].name
    lines, told_to, samples = ([], "", []) if gone else read_by_all(row, body)
    context = {"posting": row, "body": body, "gone": gone, "lines": lines, "told_to": told_to, "samples": samples}
    context |= {"over": today() > row.until, "sheet": "in" in request.GET}
    answer = render(request, "awards/award_public_posting.html", context, status=404 if gone else 200)
    kept = "private, no-store" if request.user.is_authenticated else "no-cache"
    answer["X-Robots-Tag"], answer["Cache-Control"] = "noindex, nofollow", kept
    return answer


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def award_announce(request: HttpRequest) -> HttpResponse:
    """`/khen-thuong/cong-bo/`: what the council passed, to be made known; those chosen all together, or none."""
    person: Any = request.person  # type: ignore[attr-defined]
    scope = examined_by(person)
    if scope is None:
        raise PermissionDenied(READ)
    rows = list(Dossier.objects.told().filter(scope, state=PASSED).select_related("body").order_by("pk"))
    mine = [row for row in rows if receives(person, row.body)]
    offered = [(f"{row.pk}:{row.version}", f"Hồ sơ số {row.pk}: {row.subject.name}") for row in mine]
    said = {"dossiers": [key for key, _ in offered]}
    form, status = AnnounceForm(request.POST or None, offered=offered, initial=said), 200
    if request.method == "POST":
        status = _announced(form, person) if form.is_valid() else 422
        if status == DONE:
            messages.success(request, "Đã công bố kết quả. Việc tiếp theo: quyết định khen thưởng.")
            return SeeOther(reverse("award_announce"))
    context = {"form": form, "rows": rows, "mine": mine, "decides": bodies_of(person) is not None}
    context["place"] = [Place(HOME, reverse("award_queue")), Place("Công bố kết quả")]
    return render(request, "awards/award_announce.html", context, status=status)


def _announced(form: AnnounceForm, person: Any) -> int:
    pairs = [key.partition(":") for key in form.cleaned_data["dossiers"]]
    seen = [(int(pk), int(version)) for pk, _, version in pairs]
    return acted(form, lambda: appraising.announce(seen, acting=person, paper=form.cleaned_data["paper"]))
