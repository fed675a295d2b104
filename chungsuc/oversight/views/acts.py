"""The acts on a survey's page: which forms it offers to whom, and carrying out the one that was sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.web.answers import SeeOther
from chungsuc.web.day import today

from .. import actions, workflow
from ..actions import SurveyRefused
from ..forms.answering import AbandonForm, CloseForm, ConcludeForm, StartForm
from ..models import Survey

FORMS: dict[str, tuple[str, type[Form]]] = {
    "bat-dau": (workflow.START, StartForm),
    "ket-thuc": (workflow.CLOSE, CloseForm),
    "cong-bo": (workflow.CONCLUDE, ConcludeForm),
    "huy": (workflow.ABANDON, AbandonForm),
}
DONE = {
    "bat-dau": "Đã bắt đầu lấy ý kiến. Việc tiếp theo: cấp mã cho từng thôn.",
    "ket-thuc": "Đã kết thúc lấy ý kiến. Hãy xem kết quả rồi công bố.",
    "cong-bo": "Đã công bố kết quả.",
    "huy": "Đã hủy cuộc lấy ý kiến.",
}


def act_forms(request: HttpRequest, survey: Survey) -> dict[str, Form]:
    """The acts that this person may do now, by name; the one that was sent is bound. Absent what one may not do."""
    if not request.person.may("survey.manage", survey.unit_id):  # type: ignore[attr-defined]
        return {}
    asked = request.POST.get("viec", "")
    found: dict[str, Form] = {}
    for name, (act, form) in FORMS.items():
        if not workflow.why_not(act, survey.state):
            data = request.POST if name == asked else None
            found[name] = form(data, prefix=name, initial={"on": show_day(today())})
    return found


def carried_out(request: HttpRequest, survey: Survey, forms: dict[str, Form]) -> HttpResponse | None:
    """Does the act that was sent and goes back to the page; None when something is to be corrected first."""
    if not request.person.may("survey.manage", survey.unit_id):  # type: ignore[attr-defined]
        raise PermissionDenied("survey.manage")
    asked = request.POST.get("viec", "")
    form = forms.get(asked)
    if form is None:
        said = workflow.why_not(FORMS[asked][0], survey.state) if asked in FORMS else "Không có việc nào như vậy."
        messages.error(request, said)
    elif form.is_valid() and _done(asked, survey, form, who(request)):
        messages.success(request, DONE[asked])
    else:
        return None
    return SeeOther(reverse("survey", args=[survey.pk]))


def who(request: HttpRequest) -> dict[str, str]:
    """The user name and the capacity of who acts, as every act of the room takes them."""
    return {"by": request.user.get_username(), "post": request.person.title}  # type: ignore[attr-defined]


def _done(asked: str, survey: Survey, form: Form, acting: dict[str, str]) -> bool:
    """Carries the act out; False with the reason at the form when it is refused."""
    doing: dict[str, Any] = {
        "bat-dau": actions.start, "ket-thuc": actions.close, "cong-bo": actions.conclude, "huy": actions.abandon,
    }  # fmt: skip
    try:
        doing[asked](survey, **form.cleaned_data, **acting)
    except SurveyRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True
