"""P3: the list of 200 reports with their progress and verdicts beside the stock admin's list of the same rows.

The goal's own anchor is pretalx's review list. It cannot be installed on every machine; its 1.9 s were recorded once, on
2 cores, and stand in the note. What is repeated here is the admin's list, which only prints the rows and counts no part: a
ratio to know, not a goal.
"""

from benchmarks.board import Line, at_most
from benchmarks.measures.pages import ADMIN, _pair, make_demo
from benchmarks.serving import free_port, granian, running, signed_in
from benchmarks.surroundings import service

NUMBER, PRETALX = 200, 1900
WHAT = f"danh sách thẩm định {NUMBER} báo cáo: phần đã thẩm định, phần trả lại, phần chờ tôi"


def measure(quick: bool) -> list[Line]:
    rounds, duration = (1, 1) if quick else (7, 4)
    with service():
        make_demo()
        _lay()
        port, other = free_port(), free_port()
        with (
            running(["-m", "chungsuc", "serve", "--port", str(port)], port) as ours,
            running(granian(ADMIN, other), other) as admin,
        ):
            listed, stock = f"{ours}/tham-dinh/", f"{admin}/admin/criteria/report/"
            beside = _pair(
                "P3", WHAT, None, listed, ADMIN, stock, "result_list", signed_in("dieuphoi"), rounds, duration
            )
    assert beside.ours is not None
    note = "0,10 lần danh sách chấm của pretalx (1,9 s, số đã ghi, không đo lại được ở đây)"
    return [beside, at_most("P3", f"{WHAT}; so với {note}", beside.ours, PRETALX / 10, "ms")]


def _lay() -> None:
    from chungsuc.criteria.models import Report
    from chungsuc.criteria.tests.many_reports import reports

    reports(NUMBER - Report.objects.exclude(state="draft").count())
