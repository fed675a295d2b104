"""Figures of a report as a table of a page."""

from chungsuc.web.tables import Cell, Column, Row, Table, name_cell

from ..facts.figures import Line


def figures_table(lines: list[Line]) -> Table:
    """Figures beside last year's, each linked to where it is asked again."""
    columns = [
        Column("label", "Số liệu", sortable=False),
        Column("now", "Năm nay", numeric=True, sortable=False, priority=1),
        Column("before", "Năm trước", numeric=True, sortable=False),
        Column("difference", "So với năm trước", sortable=False, whole=True),
        Column("source", "Nguồn", sortable=False, priority=3),
    ]
    rows = [
        Row(
            {
                "label": name_cell(line.fact.label, note=line.fact.measure),
                "now": Cell(line.fact.text, line.fact.href),
                "before": Cell(line.difference.before),
                "difference": Cell(str(line.difference)),
                "source": Cell(line.fact.source),
            }
        )
        for line in lines
    ]
    empty = "Loại đơn vị này chưa có số liệu nào do hệ thống điền; chỉ viết lời ở các mục."
    return Table(columns, rows, "Số liệu do hệ thống điền", empty=empty, hide_caption=True)
