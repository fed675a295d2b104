"""One obligation: how it stands, what its unit said, what was answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungsuc.organisations.access import needs
from chungsuc.web.answers import SeeOther
from chungsuc.web.context import Place

from ..access import READ
from ..facts import Word, words_about
from ..forms import ANSWERING, SPEAKING, ActForm
from ..rules import State
from ..seeing import Seen, due_for
from .lists import HOME


@never_cache
@needs(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def due(request: HttpRequest, key: str) -> HttpResponse:
    """`/han-viec/viec/<key>/`: a late unit tells why or asks for a later day; whoever follows it answers."""
    seen, asked = due_for(request, key), request.POST.get("viec", "")
    words = words_about(key)
    forms = _forms(request, seen, words, asked)
    if request.method == "POST" and (answer := _carried_out(request, forms.get(asked), key)):
        return answer
    context = {
        "seen": seen,
        "fact": seen.fact,
        "escalated": seen.dues.escalated_on(seen.fact),
        "words": words,
        "waiting": next((word for word in words if word.excuse and word.excuse.decided_at is None), None),
        "forms": forms,
        "place": [Place(HOME, reverse("dues")), Place("Một việc")],
    }
    return render(request, "deadlines/due.html", context, status=_status(forms))


def _status(forms: dict[str, ActForm]) -> int:
    if any(form.stale for form in forms.values()):
        return 409
    return 422 if any(form.errors for form in forms.values()) else 200


def _forms(request: HttpRequest, seen: Seen, words: list[Word], asked: str) -> dict[str, ActForm]:
    """The acts that this person may do with it, by name; the one that was sent is bound."""
    waiting = next((word.excuse for word in words if word.excuse and word.excuse.decided_at is None), None)
    offered: dict[str, type[ActForm]] = {}
    if seen.speaks and seen.fact.state is not State.DONE:
        offered = {name: form for name, form in SPEAKING.items() if name != "ly-do" or seen.fact.late}
    if seen.answers and (waiting is not None or asked in ANSWERING):
        offered |= ANSWERING
    initial = {"excuse": waiting.pk, "until": f"{waiting.wanted_until:%d/%m/%Y}"} if waiting else {}
    return {
        name: form(request.POST if asked == name else None, key=seen.fact.key, prefix=name, initial=initial)
        for name, form in offered.items()
    }


def _carried_out(request: HttpRequest, form: ActForm | None, key: str) -> HttpResponse | None:
    if form is None:
        raise Http404("act")
    if not form.is_valid() or not (done := form.carry_out(request.person)):  # type: ignore[attr-defined]
        return None
    messages.success(request, done)
    return SeeOther(reverse("due", args=[key]))
