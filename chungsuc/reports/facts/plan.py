"""The plan as data: its number, what it rests on, what it asks of whom and by when."""

from dataclasses import dataclass
from datetime import date

from chungsuc.law.periods import show_day
from chungsuc.movement.facts import plan_figures
from chungsuc.movement.models import Milestone, Plan, Subject, Target
from chungsuc.rulebook.models import Figure, LegalDocument
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell

from .addresses import address

ROLES = {
    "plan": "Kế hoạch",
    "legal_basis": "Căn cứ",
    "criteria": "Bộ tiêu chí",
    "procedure": "Trình tự xét",
    "reorganisation": "Sắp xếp đơn vị",
}
OTHER = "Liên quan"
SIGNS = {">=": "ít nhất", "<=": "không quá"}


@dataclass(frozen=True)
class TargetLine:
    """A target as the plan printed it, with the figure behind it."""

    target: Target
    figure: Figure | None
    url: str
    figure_url: str

    @property
    def sign(self) -> str:
        """How the amount is compared with the figure, in words."""
        return SIGNS.get(self.target.operator, self.target.operator)


@dataclass(frozen=True)
class PlanPage:
    """What the page of the plan shows."""

    plan: Plan
    document: LegalDocument | None
    targets: tuple[TargetLine, ...]
    subjects: tuple[Subject, ...]
    milestones: Table
    documents: Table


def plan_page(plan: Plan, day: date) -> PlanPage:
    """The plan on a day. Four queries besides the plan itself."""
    targets = list(plan.targets.all())
    figures = plan_figures(targets)
    documents = list(LegalDocument.objects.all())
    return PlanPage(
        plan=plan,
        document=next((document for document in documents if document.code == plan.document), None),
        targets=tuple(_line(target, figures.get(target.figure), day) for target in targets),
        subjects=tuple(plan.subjects.all()),
        milestones=milestones_table(list(plan.milestones.all()), plan, day),
        documents=documents_table(documents, day),
    )


def _line(target: Target, figure: Figure | None, day: date) -> TargetLine:
    return TargetLine(
        target, figure, address("target", target.code, day=day), address("figure", figure.pk) if figure else ""
    )


def milestones_table(milestones: list[Milestone], plan: Plan, day: date) -> Table:
    """What is due when, by which article."""
    columns = [
        Column("name", "Việc", sortable=False),
        Column("who", "Ai làm", sortable=False),
        Column("due", "Hạn", sortable=False, priority=1),
        Column("article", "Mục của kế hoạch", sortable=False),
    ]
    rows = [
        Row(
            {
                "name": name_cell(row.name),
                "who": Cell(row.who),
                "due": day_cell(row.due, note=_again(row, plan)),
                "article": Cell(row.article),
            }
        )
        for row in milestones
    ]
    return Table(columns, rows, "Việc phải làm và hạn", hide_caption=True, empty="Kế hoạch không ghi hạn nào.")


def _again(row: Milestone, plan: Plan) -> str:
    return f"hằng năm, đến năm {plan.until.year}" if row.every_year else ""


def in_force(document: LegalDocument, day: date) -> str:
    """Whether a document is in force on a day, in words; an unknown beginning counts as the day of issue."""
    since = document.since or document.issued_on
    if since is None:
        return "chưa rõ ngày hiệu lực"
    if since > day:
        return f"chưa có hiệu lực, từ {show_day(since)}"
    if document.until is not None and document.until < day:
        return f"hết hiệu lực từ sau {show_day(document.until)}"
    return "đang có hiệu lực"


def documents_table(documents: list[LegalDocument], day: date) -> Table:
    """The documents by their role for the plan, with their state on the day."""
    columns = [
        Column("number", "Văn bản", sortable=False),
        Column("title", "Trích yếu", sortable=False),
        Column("role", "Vai trò", sortable=False, whole=True),
        Column("issued", "Ban hành", sortable=False, whole=True),
        Column("state", "Hiệu lực", sortable=False, priority=1),
    ]
    order = list(ROLES)
    ranked = sorted(documents, key=lambda d: (order.index(d.role) if d.role in order else len(order), d.code))
    rows = [
        Row(
            {
                "number": name_cell(str(document), note=document.issuer),
                "title": Cell(document.title),
                "role": Cell(ROLES.get(document.role, OTHER)),
                "issued": day_cell(document.issued_on),
                "state": Cell(in_force(document, day)),
            }
        )
        for document in ranked
    ]
    return Table(columns, rows, f"Văn bản, hiệu lực ngày {show_day(day)}", empty="Chưa nạp văn bản nào.")
