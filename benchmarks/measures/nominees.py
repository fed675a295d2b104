"""P1–P3 for awards: 2,000 nominees in a round, beside the stock admin's list and form of the same rows."""

from benchmarks.board import Line, at_most
from benchmarks.measures.pages import ADMIN, _pair, make_demo
from benchmarks.serving import free_port, granian, running, signed_in
from benchmarks.surroundings import service

NUMBER, PRETALX = 2000, 1900
USER, SEEN = "thidua", "Thử Nghiệm"
LIST = f"hồ sơ đề nghị khen thưởng, 50 trên {NUMBER} hồ sơ"
QUEUE = f"hàng đợi thẩm định theo thời hạn, {NUMBER} hồ sơ"
ROUND = f"danh sách xét của đợt, {NUMBER} đối tượng"
RECORD = "một hồ sơ đề nghị khen thưởng với các bước"


def measure(quick: bool) -> list[Line]:
    rounds, duration = (1, 4) if quick else (7, 4)  # the admin's form of one row takes more than a second
    with service():
        make_demo()
        held, first = _lay()
        port, other = free_port(), free_port()
        with (
            running(["-m", "chungsuc", "serve", "--port", str(port)], port) as ours,
            running(granian(ADMIN, other), other) as admin,
        ):
            cookie = signed_in(USER)
            listed, form = f"{admin}/admin/awards/dossier/", f"{admin}/admin/awards/dossier/{first}/change/"
            pairs = [
                ("P1", LIST, 1.0, f"{ours}/khen-thuong/ho-so/", ADMIN, listed, "result_list"),
                ("P1", ROUND, 1.0, f"{ours}/khen-thuong/dot/{held}/", ADMIN, listed, "result_list"),
                ("P1", QUEUE, 1.0, f"{ours}/khen-thuong/tham-dinh/", ADMIN, listed, "result_list"),
                ("P2", RECORD, 1.5, f"{ours}/khen-thuong/ho-so/{first}/", ADMIN, form, "dossier_form"),
            ]
            lines = [_pair(*pair, cookie, rounds, duration, SEEN) for pair in pairs]
        queue = next(line for line in lines if line.what == QUEUE)
        assert queue.ours is not None
        note = "0,10 lần danh sách chấm 200 mục của pretalx (1,9 s, số đã ghi, không đo lại được ở đây)"
        return [
            *lines,
            at_most("P3", f"{QUEUE}; so với {note}", queue.ours, PRETALX / 10, "ms"),
            *_queries(held, first),
        ]


def _lay() -> tuple[int, int]:
    """The round with its nominees; and one of its dossiers."""
    from chungsuc.awards.tests.many import nominees

    held = nominees(NUMBER)
    return held.pk, held.dossiers.order_by("pk").values_list("pk", flat=True)[0]


def _queries(held: int, first: int) -> list[Line]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={**signed_in(USER), "Host": "localhost"})
    lines = []
    for what, path, limit in (
        (LIST, "/khen-thuong/ho-so/", 10),
        (ROUND, f"/khen-thuong/dot/{held}/", 10),
        (QUEUE, "/khen-thuong/tham-dinh/", 10),
        (RECORD, f"/khen-thuong/ho-so/{first}/", 12),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        lines.append(at_most("P6", f"số câu truy vấn: {what}", len(queries), limit, "câu"))
    return lines
