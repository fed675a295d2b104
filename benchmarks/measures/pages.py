"""P1, P2, P6: the list of communes and a commune's page beside the stock admin's, and beside the least Django can do."""

from benchmarks.board import Line, against, at_most, in_turns
from benchmarks.serving import ask, check, free_port, granian, running, signed_in
from benchmarks.surroundings import service

ADMIN = "benchmarks.admin_anchor.wsgi:application"
FLOOR = "benchmarks.floor.wsgi:application"
DAY = "ngay=31/12/2023"
UNIT = "dn-24751"
LIST, RECORD = "trang danh sách 60 xã, người đã đăng nhập", "trang một xã: kết luận, lý do, lịch sử"
NAMES = {ADMIN: "trang quản trị có sẵn của Django", FLOOR: "sàn: trang Django tối thiểu"}


def measure(quick: bool) -> list[Line]:
    rounds, duration = (1, 1) if quick else (7, 4)
    with service():
        make_demo()
        port, other, third = free_port(), free_port(), free_port()
        serve = ["-m", "chungsuc", "serve", "--port", str(port)]
        with (
            running(serve, port) as ours,
            running(granian(ADMIN, other), other) as admin,
            running(granian(FLOOR, third), third) as floor,
        ):
            cookie = signed_in("dieuphoi")
            listed, unit = f"{ours}/xa/?{DAY}", f"{ours}/don-vi/{UNIT}/?{DAY}"
            admin_list = f"{admin}/admin/criteria/assessment/?set__id__exact={_set()}&year__exact=2023"
            admin_form = f"{admin}/admin/criteria/assessment/{_assessment()}/change/"
            floor_list, floor_record = f"{floor}/ds/{_set()}/2023/", f"{floor}/mot/{_assessment()}/"
            pairs = [
                ("P1", LIST, 1.0, listed, ADMIN, admin_list, "_changelist"),
                ("P1", LIST, 3.0, listed, FLOOR, floor_list, UNIT),
                ("P2", RECORD, 1.5, unit, ADMIN, admin_form, "assessment_form"),
                ("P2", RECORD, None, unit, FLOOR, floor_record, UNIT),
            ]
            lines = [_pair(*pair, cookie, rounds, duration) for pair in pairs]
        return lines + _queries()


def make_demo() -> None:
    """The province with its samples and an account for every role."""
    import contextlib
    import io
    from argparse import Namespace

    from chungsuc.cli import setup_demo

    with contextlib.redirect_stdout(io.StringIO()):
        setup_demo.run(Namespace(quiet=True))


def _pair(goal, what, limit, url, anchor, other, in_other, cookie, rounds, duration, seen="Nhân Cơ") -> Line:
    size, theirs = check(url, cookie, seen), check(other, cookie, in_other)
    note = f"trang của ta {size // 1024} KiB, của mốc {theirs // 1024} KiB"

    def once(address: str):
        def asked() -> float:
            found = ask(address, cookie, at_once=2, duration=duration)
            if found.failed:
                raise RuntimeError(f"{address}: {found.failed} failed answers")
            return found.p50

        return asked

    once(url)(), once(other)()
    mine, theirs_took = in_turns(once(url), once(other), rounds)
    return against(goal, what, mine, theirs_took, unit="ms", anchor_name=NAMES[anchor], limit=limit, note=note)


def _set() -> int:
    from chungsuc.criteria.models import CriteriaSet

    return CriteriaSet.objects.get(code="xa_ntm_2021_2025").pk


def _assessment() -> int:
    from chungsuc.criteria.models import Assessment

    return Assessment.objects.get(unit__code=UNIT, set_id=_set(), year=2023).pk


def _queries() -> list[Line]:
    """Statements of a page, session and rights included."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={**signed_in("dieuphoi"), "Host": "localhost"})
    lines = []
    for what, path, limit in (
        ("danh sách xã", f"/xa/?{DAY}", 10),
        ("một xã", f"/don-vi/{UNIT}/?{DAY}", 12),
        ("trang đầu", f"/?{DAY}", 15),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        lines.append(at_most("P6", f"số câu truy vấn của {what}", len(queries), limit, "câu"))
    return lines
