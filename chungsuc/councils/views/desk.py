"""The organiser's pages around a session: attendance, interests, missing rules, paper ballots."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.rulebook.facts import WORDS
from chungsuc.web.answers import SeeOther
from chungsuc.web.day import today

from .. import actions
from ..actions import CouncilRefused, Stale
from ..facts import SessionRecord
from ..facts.ballots import awaited
from ..facts.rules_of_day import LETTERS, value_said
from ..forms.ballots import CountForm, DecideForm, DeclareForm
from ..forms.session import AttendanceForm, RuleForm
from ..models.sessions import ATTENDANCES
from ..rules import LETTERS_REFUSED
from ..workflow import VOTING, why_not
from .answers import as_seen, carried_out, of, shown, too_late
from .standing import in_session


@in_session("council.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_attendance(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/diem-danh/`: everybody on the roll of the day."""
    choices = [c for c in ATTENDANCES if c[0] != "letter" or record.rules[LETTERS].value != LETTERS_REFUSED]
    posted = request.POST if request.method == "POST" else None
    form = AttendanceForm(posted, record=record, choices=choices)
    if posted and (answer := carried_out(request, record, form, of("council_session", record))):
        return answer
    closed = why_not("mark_attendance", record.session.state)
    return shown(request, "councils/attendance.html", record, "Điểm danh", {"form": form, "closed": closed})


@in_session("council.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_interests(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/lien-quan/`: what was found, what was declared, what was decided."""
    standing = request.standing  # type: ignore[attr-defined]
    if not standing.sees_ballots:
        raise Http404
    declare, decide = _interest_forms(request, record)
    if request.method == "POST":
        form = next((one for one in [declare, *decide] if one is not None and one.is_bound), None)
        if answer := carried_out(request, record, form, of("council_interests", record)):
            return answer
    settled = [fact for fact in record.interests if fact.recused is not None]
    reads = standing.manager or standing.presides
    context = {"declare": declare, "decide": decide, "settled": settled, "reads": reads}
    return shown(request, "councils/interests.html", record, "Liên quan đến nội dung họp", context)


def _if(request: HttpRequest, asked: str) -> Any:
    """What was posted, when this act was asked for."""
    return request.POST if request.POST.get("viec") == asked else None


def _interest_forms(request: HttpRequest, record: SessionRecord) -> tuple[Any, list[Any]]:
    standing, state = request.standing, record.session.state  # type: ignore[attr-defined]
    declare, day = None, today()
    if standing.seat is not None and standing.may("declare_interest", state):
        declare = DeclareForm(_if(request, "khai"), record=record, seat=standing.seat, day=day, prefix="khai")
    if not standing.may("decide_interest", state):
        return declare, []
    return declare, [
        DecideForm(
            _if(request, f"quyet-{fact.id}"),
            record=record,
            fact=fact,
            day=day,
            prefix=f"q{fact.id}",
        )
        for fact in record.undecided
    ]


@in_session("council.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_rules(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/quy-dinh/`: the rules of the vote; the chairman's decision where one is missing."""
    asked, state = request.POST.get("viec", ""), record.session.state
    forms = [
        RuleForm(request.POST if asked == key else None, record=record, key=key, words_of=dict(WORDS.get(key, {})),
                 prefix=f"qd{place}")
        for place, (key, fact) in enumerate(record.rules.items())
        if fact.missing and not why_not("fix_rule", state)
    ]  # fmt: skip
    if request.method == "POST":
        form = next((one for one in forms if one.is_bound), None)
        if answer := carried_out(request, record, form, of("council_rules", record)):
            return answer
    known = [(fact, value_said(fact.key, fact.value, fact.unit)) for fact in record.rules.values()]
    labels = {key: fact.label for key, fact in record.rules.items()}
    context = {"forms": [(labels[form.key], form) for form in forms], "bound": forms, "known": known}
    return shown(request, "councils/rules.html", record, "Quy định của phiên họp", context)


@in_session("council.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_paper_ballots(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/phieu-giay/`: who handed a paper ballot in; two people count them."""
    asked, here = request.POST.get("viec", ""), of("council_paper_ballots", record)
    if request.method == "POST" and asked == "nhan":
        return _handed_in(request, record, here)
    form = CountForm(request.POST if asked == "kiem" else None, record=record)
    if request.method == "POST" and (answer := carried_out(request, record, form, here)):
        return answer
    may_count = record.papers_out and record.counted_once_by != request.user.get_username()
    waiting = awaited(record) if record.session.state == VOTING and not record.session.papers_counted else ()
    context = {
        "form": form,
        "waiting": waiting,
        "may_count": may_count,
        "closed": why_not("hand_in", record.session.state),
    }
    return shown(request, "councils/paper_ballots.html", record, "Phiếu giấy", context)


def _handed_in(request: HttpRequest, record: SessionRecord, here: str) -> HttpResponse:
    member, by = request.POST.get("member", ""), request.user.get_username()
    seat = next((m for m in record.members if str(m.id) == member), None)
    try:
        as_seen(request, record)
        channel = "letter" if seat is not None and seat.by_letter else "room"
        actions.hand_in(record.session, seat.id if seat else 0, channel=channel, by=by)
        messages.success(request, f"Đã nhận phiếu giấy của {seat.full_name if seat else ''}.")
    except Stale as stale:
        return too_late(request, record, stale)
    except CouncilRefused as refused:
        messages.error(request, str(refused))
    return SeeOther(here)
