"""N2: the whole country over five years, from a database file to verdicts; and the core beside a bare Decimal loop."""

import gc
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks import nation, office
from benchmarks.board import Line, against, at_most, in_turns, unmeasured
from benchmarks.surroundings import alone, collect, peak, service

WHAT = "cả nước 10.600 xã × 57 × 5 năm, số thập phân chính xác, từ tệp cơ sở dữ liệu đến kết luận"
CORE = "riêng phần xét, so với vòng lặp Decimal trần"
ROUNDS = 3


def measure(quick: bool) -> list[Line]:
    communes, years = (600, 1) if quick else (10_600, 5)
    lines = [_core(communes)]
    with service():
        nation.make_country(communes, years)
        collect()
        if office.MISSING or quick:
            took, mebibytes = alone("benchmarks.measures.judging_nation:from_file", years)
            missing = [unmeasured("N2", "so với LibreOffice", office.MISSING)] if office.MISSING else []
            lines += [at_most("N2", WHAT, took, None, "s"), at_most("N2", "bộ nhớ khi xét", mebibytes, None, "MiB")]
            return lines + missing
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder, "so.xlsx")
            office.write_assessment(book, communes, range(nation.FIRST_YEAR, nation.FIRST_YEAR + years))
            runs: list[Any] = []
            ours, theirs = in_turns(lambda: _ours(runs, years), lambda: _theirs(runs, book), 1)
    lines.append(against("N2", WHAT, ours, theirs, anchor_name="LibreOffice", limit=0.10))
    memory = {name: [amount] for name, amount in runs}
    lines.append(
        against(
            "N2", "bộ nhớ khi xét", memory["ours"], memory["theirs"], unit="MiB", anchor_name="LibreOffice", limit=0.25
        )
    )
    return lines


def _ours(runs: list[Any], years: int) -> float:
    took, mebibytes = alone("benchmarks.measures.judging_nation:from_file", years)
    runs.append(("ours", mebibytes))
    return took


def _theirs(runs: list[Any], book: Path) -> float:
    run = office.convert([book], book.parent / "out")
    runs.append(("theirs", run.mebibytes))
    return run.seconds


def from_file(years: int) -> tuple[float, float]:
    """Judges every unit of every year, unit by unit, keeping none; returns seconds and the process's peak, MiB."""
    import django

    django.setup()
    from chungsuc.criteria.facts import attributes_for_year, readings, set_facts
    from chungsuc.criteria.rules import Judge, counts, region_of
    from chungsuc.organisations.models import Unit

    began = time.perf_counter()
    rule = set_facts(nation.CODE).rule
    units = list(Unit.objects.filter(kind="commune").values_list("pk", flat=True))
    total = 0
    for year in range(nation.FIRST_YEAR, nation.FIRST_YEAR + years):
        attributes = attributes_for_year(year, units)
        judges = {f"vung-{n}": Judge(rule, f"vung-{n}", year) for n in range(nation.REGIONS)}
        for unit, found in readings(year):
            total += counts(judges[region_of(rule, attributes[unit])].unit(found))[0]
    took = time.perf_counter() - began
    assert total
    return took, peak()


def _core(communes: int) -> Line:
    """The judge on readings in memory, beside a loop that only compares Decimals and counts criteria."""
    from chungsuc.criteria.rules import IndicatorRule, Judge, SetRule

    indicators = tuple(
        IndicatorRule(
            nation.code_of(i), nation.criterion_of(i), i, ">=" if nation.at_least(i) else "<=", False, False,
            {(f"vung-{r}", None): nation.threshold(i, r) * nation.TENTH for r in range(nation.REGIONS)},
        )
        for i in range(nation.INDICATORS)
    )  # fmt: skip
    rule = SetRule("bo_do", tuple(range(1, nation.CRITERIA + 1)), indicators)
    raw = [nation.values_of(n, nation.FIRST_YEAR) for n in range(communes)]
    ours, bare = _judged(rule, raw, Judge), _bare(raw)
    assert ours()[1] == bare()[1]
    took, least = in_turns(lambda: ours()[0], lambda: bare()[0], ROUNDS)
    return against("N2", CORE, took, least, anchor_name="vòng lặp Decimal", limit=1.5)


def _judged(rule: Any, raw: list[list[int]], judge_of: Any) -> Any:
    from chungsuc.criteria.rules import counts

    judges = [judge_of(rule, f"vung-{r}", nation.FIRST_YEAR) for r in range(nation.REGIONS)]
    data = [{(i, ""): value * nation.TENTH for i, value in enumerate(row)} for row in raw]

    def run() -> tuple[float, int]:
        gc.collect()
        began, met = time.perf_counter(), 0
        for n, found in enumerate(data):
            met += counts(judges[n % nation.REGIONS].unit(found))[0]
        return time.perf_counter() - began, met

    return run


def _bare(raw: list[list[int]]) -> Any:
    """The least that a judging by Decimals can be: no reasons, nothing missing, nothing but a count."""
    data = [[Decimal(value) / 10 for value in row] for row in raw]
    limits = [[Decimal(nation.threshold(i, r)) / 10 for i in range(nation.INDICATORS)] for r in range(nation.REGIONS)]
    signs = [1 if nation.at_least(i) else -1 for i in range(nation.INDICATORS)]
    criteria = [nation.criterion_of(i) for i in range(nation.INDICATORS)]

    def run() -> tuple[float, int]:
        gc.collect()
        began, met = time.perf_counter(), 0
        for n, row in enumerate(data):
            limit, failed = limits[n % nation.REGIONS], set()
            for i in range(nation.INDICATORS):
                if (row[i] - limit[i]) * signs[i] < 0:
                    failed.add(criteria[i])
            met += nation.CRITERIA - len(failed)
        return time.perf_counter() - began, met

    return run
