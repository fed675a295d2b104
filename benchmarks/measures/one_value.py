"""N4: one value changed by hand: judged again, journalled, committed; nothing else is judged."""

from decimal import Decimal
from time import perf_counter

from benchmarks import nation
from benchmarks.board import Line, at_most, share, unmeasured
from benchmarks.surroundings import collect, on_both, postgresql_missing, service

WHAT = "ghi một số liệu, xét lại, vào nhật ký, lưu hẳn (p95)"
COMMUNES = 60


def measure(quick: bool) -> list[Line]:
    lines = []
    for title, found in on_both("benchmarks.measures.one_value:changes", 20 if quick else 500):
        if found is None:
            lines.append(unmeasured("N4", f"{WHAT}, {title}", postgresql_missing()))
            continue
        note = f"{found['queries']} câu truy vấn, kể cả mở và đóng giao dịch"
        lines.append(at_most("N4", f"{WHAT}, {title}", share(found["ms"], 0.95), 50, "ms", note))
        lines.append(at_most("N4", f"kết luận khác bị tính lại, {title}", found["others"], 0, "kết luận"))
    return lines


def changes(database: str, times: int) -> dict[str, object]:
    """Changes `times` values of a province one after the other; how long each took, and what else was touched."""
    with service(database):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from chungsuc.criteria.actions import NewValue, judge, record_value
        from chungsuc.criteria.models import Assessment

        units, measures = nation.make_country(COMMUNES, 1)
        judge(nation.CODE, nation.FIRST_YEAR)
        collect()
        changed, before = set(), dict(Assessment.objects.values_list("unit_id", "judged_at"))

        def change(n: int) -> float:
            unit, measure = units[n % 40], measures[n % nation.INDICATORS]  # twenty communes stay as they were
            changed.add(unit)
            new = NewValue(unit, measure, number=Decimal(n % 1000) / 10 + Decimal("0.01"), bare=True)
            began = perf_counter()
            assert record_value(new, year=nation.FIRST_YEAR, by="đo", reason="Đo thời gian ghi") == 1
            return (perf_counter() - began) * 1000

        took = [change(n) for n in range(times)]
        after = dict(Assessment.objects.values_list("unit_id", "judged_at"))
        with CaptureQueriesContext(connection) as queries:
            change(times)
        others = sum(after[unit] != before[unit] for unit in units if unit not in changed)
        return {"ms": took, "queries": len(queries), "others": others}
