"""One of everything that the room's pages show, as rows: for sweeps that open every page."""

from datetime import date, timedelta

from chungsuc.evidence.models import Document
from chungsuc.evidence.tests.documents import put
from chungsuc.movement.models import Concern, ConcernStep, Dispatch, Guidance, GuidanceVersion, Launch, Plan
from chungsuc.movement.workflow import RAISE, SENT
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now, today

WHO = {"sent_by": "bài thử", "sent_by_name": "Người gửi"}


def a_launch(*codes: str, number: str = "") -> Launch:
    """A launch of the province that went to the units of these codes."""
    by = Unit.objects.on(today()).filter(kind="province").order_by("pk")[0]
    number = number or f"{'-'.join(codes)}/QĐ-UBND"
    found = Launch.objects.filter(number=number).first()
    if found is None:
        found = Launch.objects.create(
            plan=Plan.objects.order_by("-since")[0], by=by, level="province", number=number, title="Phát động (bài thử)",
            issued_on=today(), message="Cùng chung sức.", sent_on=today(), sent_at=now(), **WHO,
        )  # fmt: skip
        for code in codes:
            Dispatch.objects.create(
                launch=found, unit=Unit.objects.get(code=code), sent_on=today(), due=today() + timedelta(days=7)
            )
    return found


def a_guidance(*to: str) -> Guidance:
    """A guidance document of Sở Nội vụ for audiences of the plan."""
    found = Guidance.objects.filter(to=list(to)).first()
    if found is None:
        by, plan = Unit.objects.get(code="SNV"), Plan.objects.order_by("-since")[0]
        document = Document.objects.filter(unit=by).first() or put("SNV")
        found = Guidance.objects.create(
            plan=plan, by=by, title="Hướng dẫn (bài thử)", to=list(to), made_at=now(), made_by="bài thử"
        )
        GuidanceVersion.objects.create(
            guidance=found, number=1, paper="12/HD-SNV", issued_on=today(), document=document, sent_on=today(),
            added_by="bài thử", added_by_name="Người gửi", added_at=now(),
        )  # fmt: skip
    return found


def a_concern(code: str, office: str = "SNV", raised_on: date | None = None) -> Concern:
    """A concern of the unit of a code, as it was sent."""
    unit, to = Unit.objects.get(code=code), Unit.objects.get(code=office)
    found = Concern.objects.filter(unit=unit).first()
    if found is None:
        day = raised_on or today()
        found = Concern.objects.create(
            plan=Plan.objects.order_by("-since")[0], unit=unit, kind="difficulty", title="Thiếu kinh phí (bài thử)",
            text="Chưa có kinh phí.", office=to, raised_on=day, raised_by="bài thử", raised_by_name="Người gửi",
            counted_from=day, due=day + timedelta(days=14), state=SENT,
        )  # fmt: skip
        ConcernStep.objects.create(
            concern=found, act=RAISE, unit=unit, to=to, on=day, by="bài thử", by_name="Người gửi", at=now()
        )
    return found
