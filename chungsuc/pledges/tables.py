"""The lists of the room as tables: a table becomes a list on a phone."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from chungsuc.law.periods import show_day
from chungsuc.web.tables import Cell, Column, Row, Table, day_cell, name_cell

from .facts.comparison import Compared
from .facts.plans import amount_words
from .facts.tasks import TaskLine
from .rules.content import BOTH, CAMPAIGN, MOVEMENT
from .rules.reaching import GROUNDS
from .workflow import OVERLAP_STATES, STATES

SERVES_SHORT = {MOVEMENT: "phong trào", CAMPAIGN: "cuộc vận động", BOTH: "cả hai"}


def plan_table(rows: Iterable[Any], query: Any) -> Table:
    """Plans with the newest edition of each."""
    columns = [
        Column("don_vi", "Đơn vị", sortable=False, priority=1),
        Column("nam", "Kế hoạch của", sortable=False),
        Column("tinh_trang", "Tình trạng", sortable=False, priority=1),
        Column("trinh", "Trình ngày", sortable=False),
        Column("viec", "Nhiệm vụ đã xong", numeric=True, sortable=False),
    ]
    made = [
        Row(
            {
                "don_vi": name_cell(plan.unit_name, reverse("unit_plan", args=[plan.pk])),
                "nam": Cell(plan.period_words),
                "tinh_trang": _state(plan),
                "trinh": day_cell(plan.submitted_on),
                "viec": Cell(f"{plan.done_count}/{plan.task_count}" if plan.task_count else ""),
            }
        )
        for plan in rows
    ]
    empty = "Chưa có kế hoạch nào. Kế hoạch hiện ở đây khi đơn vị lập."
    return Table(columns, made, "Kế hoạch của các đơn vị", query=query, empty=empty, hide_caption=True)


def _state(plan: Any) -> Cell:
    if plan.state is None:
        return Cell("chưa có bản nào")
    state = STATES[plan.state]
    return Cell(state.label, note=f"bản {plan.edition_no}" if plan.edition_no > 1 else "", outcome=state.sign)


def task_table(lines: Iterable[TaskLine], query: Any, *, with_unit: bool = False) -> Table:
    """Tasks with their address, concrete result, due day and state."""
    unit = [Column("don_vi", "Đơn vị", sortable=False)] if with_unit else []
    columns = [
        Column("viec", "Nhiệm vụ", sortable=False, priority=1),
        *unit,
        Column("dia_chi", "Địa chỉ", sortable=False),
        Column("ket_qua", "Kết quả cụ thể", sortable=False),
        Column("han", "Hạn", sortable=False, whole=True),
        Column("phuc_vu", "Phục vụ", sortable=False, priority=3),
        Column("tinh_trang", "Tình trạng", sortable=False, priority=1),
    ]
    empty = "Chưa có nhiệm vụ nào. Nhiệm vụ hiện ở đây khi kế hoạch được duyệt."
    rows = [Row(_task_cells(line)) for line in lines]
    return Table(columns, rows, "Nhiệm vụ", query=query, empty=empty, hide_caption=True)


def _task_cells(line: TaskLine) -> dict[str, Cell]:
    terms = line.terms
    done = f"ngày {show_day(line.task.done_on)}" if line.task.done_on else ""
    return {
        "viec": Cell(terms.what, reverse("unit_task", args=[terms.task_id])),
        "don_vi": Cell(terms.unit_name, note=taken_over(line)),
        "dia_chi": Cell(line.where),
        "ket_qua": Cell(terms.result),
        "han": day_cell(terms.due),
        "phuc_vu": Cell(SERVES_SHORT[terms.serves]),
        "tinh_trang": Cell(line.label, note=done, outcome=line.sign),
    }


def taken_over(line: TaskLine) -> str:
    """Who answers for a task now where its own unit does not, and why so."""
    if line.holder_id is None:
        return "đơn vị đã kết thúc, chưa có đơn vị nhận"
    if not line.taken_over:
        return ""
    how = "được giao" if line.task.given_to_id else "đơn vị kế tục"
    return f"nay do {line.holder_name} làm tiếp ({how})"


def results_table(found: Iterable[Compared]) -> Table:
    """What was pledged beside what was reached at a year's end."""
    columns = [
        Column("chi_tieu", "Chỉ tiêu", sortable=False, priority=1),
        Column("dang_ky", "Đăng ký", sortable=False),
        Column("dat", "Kết quả", numeric=True, sortable=False),
        Column("nguon", "Nguồn số liệu", sortable=False),
        Column("ket_luan", "Kết luận", sortable=False, priority=1),
        Column("vi_sao", "Vì sao", sortable=False),
    ]
    rows = [
        Row(
            {
                "chi_tieu": Cell(one.target.name, note=one.about_name),
                "dang_ky": Cell(amount_words(one.target.operator, one.target.amount, one.target.unit)),
                "dat": Cell(one.reached.shown, one.reached.href),
                "nguon": Cell(GROUNDS[one.reached.ground], note=one.reached.words),
                "ket_luan": Cell(one.verdict.outcome.label, outcome=one.verdict.outcome),
                "vi_sao": Cell(one.why or "đơn vị chưa ghi"),
            }
        )
        for one in found
    ]
    return Table(columns, rows, "Chỉ tiêu đăng ký", empty="Kế hoạch không đăng ký chỉ tiêu nào.", hide_caption=True)


def overlap_table(rows: Iterable[Any], said: dict[int, str], query: Any) -> Table:
    """Pairs of tasks that may be the same."""
    columns = [
        Column("mot", "Nhiệm vụ", sortable=False, priority=1),
        Column("hai", "Có thể trùng với", sortable=False),
        Column("don_vi", "Đơn vị", sortable=False),
        Column("vi_sao", "Dấu hiệu", sortable=False),
        Column("tinh_trang", "Kết luận", sortable=False, priority=1),
    ]
    made = [
        Row(
            {
                "mot": Cell(said.get(one.one_id, ""), reverse("task_overlap", args=[one.pk])),
                "hai": Cell(said.get(one.other_id, "")),
                "don_vi": Cell(one.unit_name),
                "vi_sao": Cell(" ".join(one.signs)),
                "tinh_trang": Cell(one.state_label, outcome=OVERLAP_STATES[one.state].sign),
            }
        )
        for one in rows
    ]
    empty = "Không có nhiệm vụ nào giống nhau đang chờ xem. Hệ thống so mỗi khi một kế hoạch được duyệt."
    return Table(columns, made, "Nhiệm vụ có thể trùng nhau", query=query, empty=empty, hide_caption=True)


def help_table(rows: Iterable[Any], query: Any) -> Table:
    """Who helps which commune."""
    columns = [
        Column("xa", "Xã", sortable=False, priority=1),
        Column("co_quan", "Cơ quan giúp đỡ", sortable=False),
        Column("tu", "Từ ngày", sortable=False),
        Column("quyet_dinh", "Quyết định", sortable=False),
        Column("cho", "Chờ xã xác nhận", numeric=True, sortable=False, priority=1),
    ]
    made = [
        Row(
            {
                "xa": Cell(row.commune_name, reverse("sponsorship", args=[row.pk])),
                "co_quan": Cell(row.helper_name),
                "tu": day_cell(row.since, note=f"đến {show_day(row.until)}" if row.until else ""),
                "quyet_dinh": Cell(row.decision, note=f"ngày {show_day(row.decision_on)}"),
                "cho": Cell(str(row.waiting)),
            }
        )
        for row in rows
    ]
    empty = "Chưa ghi phân công nào. Văn phòng Điều phối hoặc Sở Nội vụ ghi theo quyết định phân công."
    return Table(columns, made, "Phân công giúp đỡ xã", query=query, empty=empty, hide_caption=True)
