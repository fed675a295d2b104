"""A member's ballot on a phone: choose, look again, vote, keep the receipt. Nothing of it is kept outside the boxes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from .. import actions
from ..actions import CouncilRefused, Stale
from ..facts import SessionRecord
from ..facts.ballots import open_items
from ..forms.ballots import BallotForm
from ..models import Item
from ..rules import CHOICES
from ..workflow import VOTING
from .answers import as_seen, shown, too_late
from .standing import in_session

LOOK, SEND, MEND = "xem-lai", "bo-phieu", "sua"


@sensitive_post_parameters()
@sensitive_variables()
@in_session("council.vote", act="cast")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def council_vote(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """`/hoi-dong/phien/<pk>/bo-phieu/`: the ballot of whoever looks."""
    seat, asked = request.standing.seat, request.POST.get("viec", "")  # type: ignore[attr-defined]
    items = open_items(record, seat) if record.session.state == VOTING and seat.present else []
    if request.method == "POST":
        try:
            as_seen(request, record)
        except Stale as stale:
            return too_late(request, record, stale)
        if not items and asked == SEND:
            told = Stale("Phiếu của đồng chí đã được nhận trước đó. Mỗi thành viên chỉ bỏ phiếu một lần.")
            return too_late(request, record, told)
        if items and asked in (LOOK, SEND):
            return _sent(request, record, items, asked)
    initial = {key: value for key, value in request.POST.items() if value in CHOICES} if asked == MEND else {}
    form = BallotForm(items=items, initial=initial) if items else None
    recused = [item for item in record.items if seat.id in record.recused(item.pk)]
    context = {"form": form, "seat": seat, "recused": recused}
    status = 200 if asked == MEND else 0
    return shown(request, "councils/vote.html", record, "Bỏ phiếu", context, status)


@sensitive_variables()
def _sent(request: HttpRequest, record: SessionRecord, items: list[Item], asked: str) -> HttpResponse:
    form = BallotForm(request.POST, items=items, hidden=asked == SEND)
    if not form.is_valid():
        form = BallotForm(request.POST, items=items)
        return _to_correct(request, record, form)
    if asked == LOOK:
        look = {"form": BallotForm(request.POST, items=items, hidden=True), "said": form.said}
        return shown(request, "councils/vote_look.html", record, "Xem lại phiếu", look, 200)
    try:
        codes = actions.cast(record.session, request.user, form.choices)
    except Stale as stale:
        return too_late(request, record, stale)
    except CouncilRefused as refused:
        form.add_error(None, str(refused))
        return _to_correct(request, record, form)
    receipt = [(item.label, codes[item.pk]) for item in items]
    # the receipt is in this answer and nowhere else: no redirect, as that would have to keep it somewhere
    return shown(request, "councils/receipt.html", record, "Đã bỏ phiếu", {"receipt": receipt}, 200)


def _to_correct(request: HttpRequest, record: SessionRecord, form: BallotForm) -> HttpResponse:
    seat = request.standing.seat  # type: ignore[attr-defined]
    return shown(request, "councils/vote.html", record, "Bỏ phiếu", {"form": form, "recused": [], "seat": seat})
