"""Reports to test with: rounds opened, units that report, people of the province, on their own days."""

from datetime import date
from typing import Any

from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.models import Unit
from chungsuc.reviews import actions
from chungsuc.reviews.models import Freeze, ReportRound, UnitReport
from chungsuc.reviews.outline import kind_on
from chungsuc.reviews.rules import Kind
from tests.province import Province

YEARLY, BEFORE, LATER, REVIEW = "hang-nam-2023", "hang-nam-2022", "hang-nam-2025", "so-ket-2023"
OPENED, SENT_ON, CUT_OFF = date(2023, 11, 15), date(2023, 12, 12), date(2023, 12, 31)
TEXTS = {
    "chi-dao": "Đã ban hành kế hoạch số 12.",
    "ket-qua": "Làm 3 km đường ở 2 xã.",
    "ton-tai": "Nguồn lực còn ít.",
    "phuong-huong": "Giữ vững tiêu chí đã đạt.",
}
APPROVED = {"approver": "Nguyễn Văn A", "approver_post": "Giám đốc", "paper": "15/BC-SXD"}


class Office:
    """The people of the province at their reports."""

    def __init__(self, province: Province | None = None) -> None:
        self.province = province or Province()

    def person(self, name: str, day: date = SENT_ON) -> Person:
        return person_on(self.province.account(name), day)

    def opened(self, code: str = YEARLY, day: date | None = None) -> ReportRound:
        from chungsuc.reviews.outline import planned_round

        known = ReportRound.objects.filter(code=code).first()
        if known is not None:
            return known
        planned = planned_round(code)
        assert planned is not None
        at = day or planned.opens_on
        return actions.open_round(code, by=self.person("emulation", at), today=at)

    def kind(self, round: ReportRound) -> Kind:
        found = kind_on(round.kind, round.due)
        assert found is not None
        return found.kind

    def sent(self, name: str = "department", unit: str = "SXD", *, day: date = SENT_ON, **texts: str) -> UnitReport:
        round = self.opened()
        about, known = Unit.objects.get(code=unit), UnitReport.objects.filter(unit__code=unit, round=round).first()
        return actions.submit(
            round, self.kind(round), about, {**TEXTS, **texts}, version=known.version if known else 0,
            by=self.person(name, day), today=day, **APPROVED,
        )  # fmt: skip

    def received(self, name: str = "department", unit: str = "SXD", **texts: str) -> UnitReport:
        report = self.sent(name, unit, **texts)
        return actions.receive(report, version=report.version, by=self.person("emulation"), today=SENT_ON)

    def frozen(self, code: str = YEARLY, *, day: date | None = None, reason: str = "") -> Freeze:
        round = self.opened(code)
        round.refresh_from_db()
        at = day or round.cut_off
        return actions.freeze(round, version=round.version, by=self.person("emulation", at), today=at, reason=reason)

    def approved(self, code: str = YEARLY) -> ReportRound:
        """The province's report approved, every required section written."""
        self.received()
        self.frozen(code)
        round = ReportRound.objects.get(code=code)
        said: dict[str, Any] = {
            "approver": "Trần Văn B",
            "approver_post": "Phó Chủ tịch",
            "paper": "",
            "today": CUT_OFF,
        }
        actions.approve(round, self.kind(round), version=round.version, by=self.person("leader"), **said)
        return ReportRound.objects.get(code=code)
