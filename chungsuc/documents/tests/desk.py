"""An office to test with: sheets of papers, people of the province, papers brought to a state."""

from datetime import date
from typing import Any

from chungsuc.documents import actions
from chungsuc.documents.models import Paper
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.content import Letterhead, Paragraph, Sheet, Signature
from chungsuc.web.day import today
from tests.province import Province

ARTICLES = (
    Paragraph("Công nhận xã Đắk Wer đạt chuẩn nông thôn mới năm 2023.", lead="Điều 1."),
    Paragraph("Quyết định này có hiệu lực kể từ ngày ký.", lead="Điều 2."),
    Paragraph("Chánh Văn phòng và các cơ quan liên quan chịu trách nhiệm thi hành.", lead="Điều 3."),
)


def sheet(kind: str = "bao-cao", subject: str = "Kết quả phong trào thi đua năm 2025", **more: Any) -> Sheet:
    """A whole paper of a kind, signed as the office's head."""
    given: dict[str, Any] = {
        "bases": ("Căn cứ Luật Tổ chức chính quyền địa phương",),
        "to": ("Hội đồng Thi đua - Khen thưởng tỉnh",),
        "blocks": ARTICLES if kind == "quyet-dinh" else (Paragraph("Năm 2025 có 45 xã đạt chuẩn."),),
        "signatures": (Signature("GIÁM ĐỐC", "Nguyễn Văn A"),),
        "recipients": ("Như trên", "Lưu: VT, TĐKT"),
    }
    return Sheet(kind, "", Letterhead(""), subject, **{**given, **more})


class Desk:
    """The people of the province at their papers on `settings.TODAY`."""

    def __init__(self, province: Province) -> None:
        self.province = province

    def person(self, name: str) -> Person:
        return person_on(self.province.account(name), today())

    def unit(self, code: str = "SNV") -> Unit:
        return Unit.objects.get(code=code)

    def drafted(self, *, by: str = "emulation", unit: str = "SNV", **more: Any) -> Paper:
        return actions.draft(sheet(**more), unit=self.unit(unit), by=self.person(by))

    def submitted(self, *, by: str = "emulation", unit: str = "SNV", **more: Any) -> Paper:
        return actions.submit(self.drafted(by=by, unit=unit, **more), version=0, by=self.person(by))

    def issued(self, *, by: str = "emulation", day: date | None = None, **more: Any) -> Paper:
        paper = self.submitted(by=by, **more)
        return actions.issue(paper, day=day or today(), version=paper.version, by=self.person(by))
