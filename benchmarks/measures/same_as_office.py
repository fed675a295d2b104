"""N3: generated workbooks, judged by us and by LibreOffice's formulas: equal cell by cell.

Thresholds differ by region or hold for all, some are missing; values lie on, just above and just below them, are
blank, "not applicable", yes or no, or counted for men and women apart.
"""

import random
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from benchmarks import office
from benchmarks.board import Line, at_most, unmeasured

WHAT = "kết luận khác LibreOffice, so từng ô, trên các bảng tính ngẫu nhiên"
COMMUNES = 30
YEAR = 2023
LETTER = {"met": "M", "not_met": "N", "undetermined": "U"}
NONE, UNKNOWN = "kad", "?"
STEPS = [
    Decimal(0),
    Decimal("0.000001"),
    Decimal("-0.000001"),
    Decimal("0.01"),
    Decimal("-0.01"),
    Decimal(7),
    Decimal(-7),
]


@dataclass
class Case:
    """One workbook's content: thresholds and values as an officer would type them; None is a blank cell."""

    regions: int
    indicators: list[dict[str, Any]] = field(default_factory=list)
    rows: list[tuple[int, list[list[Any]]]] = field(default_factory=list)


def measure(quick: bool) -> list[Line]:
    if office.MISSING:
        return [unmeasured("N3", WHAT, office.MISSING)]
    cases = [made(random.Random(seed)) for seed in range(10 if quick else 200)]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"so-{n:03}.xlsx") for n in range(len(cases))]
        for case, file in zip(cases, files, strict=True):
            write(case, file)
        office.convert(files, Path(folder, "out"))
        differing, compared = 0, 0
        for case, file in zip(cases, files, strict=True):
            theirs, ours = found(case, Path(folder, "out", file.name)), judged(case)
            compared += sum(map(len, ours))
            differing += sum(
                a != b for one, other in zip(ours, theirs, strict=True) for a, b in zip(one, other, strict=True)
            )
    return [at_most("N3", WHAT, differing, 0, "ô", f"{len(cases)} bảng tính, {compared:,} ô".replace(",", "."))]


def made(chance: random.Random) -> Case:
    """A workbook drawn by chance."""
    case = Case(regions=chance.randint(1, 6))
    for i in range(chance.randint(5, 57)):
        case.indicators.append(_indicator(i, chance, case.regions))
    case.indicators.sort(key=lambda indicator: indicator["criterion"])
    for _ in range(COMMUNES):
        region = chance.randrange(case.regions)
        case.rows.append((region, [_values(indicator, region, chance) for indicator in case.indicators]))
    return case


def _indicator(number: int, chance: random.Random, regions: int) -> dict[str, Any]:
    kind = chance.choice(["number", "number", "number", "flag"])

    def limit() -> Any:
        if chance.random() < 0.1:
            return UNKNOWN
        return "Đ" if kind == "flag" else Decimal(chance.randrange(1, 100_000)).scaleb(-chance.randrange(0, 4))

    return {
        "code": str(number),
        "criterion": chance.randint(1, 19),
        "kind": kind,
        "operator": "==" if kind == "flag" else chance.choice([">=", "<=", ">=", "=="]),
        "by_sex": kind == "number" and chance.random() < 0.15,
        "may_not_apply": chance.random() < 0.5,
        "limits": [limit() if chance.random() < 0.6 else None for _ in range(regions)],
        "for_all": limit() if chance.random() < 0.7 else None,
    }


def _values(indicator: dict[str, Any], region: int, chance: random.Random) -> list[Any]:
    return [_value(indicator, region, chance) for _ in range(2 if indicator["by_sex"] else 1)]


def _value(indicator: dict[str, Any], region: int, chance: random.Random) -> Any:
    drawn = chance.random()
    if drawn < 0.12:
        return None
    if drawn < 0.2:
        return NONE
    if indicator["kind"] == "flag":
        return chance.choice(["Đ", "Đ", "Đ", "K"])
    limit = _limit(indicator, region)
    if isinstance(limit, Decimal) and chance.random() < 0.8:
        return abs(limit + chance.choice(STEPS))
    return Decimal(chance.randrange(0, 1_000_000)).scaleb(-chance.randrange(0, 5))


def _limit(indicator: dict[str, Any], region: int) -> Any:
    own = indicator["limits"][region]
    return indicator["for_all"] if own is None else own


# --- by us -----------------------------------------------------------------------------------------------------------


def judged(case: Case) -> list[list[str]]:
    """Letters of every indicator and then of every criterion, commune by commune."""
    from chungsuc.criteria.rules import IndicatorRule, Judge, SetRule

    criteria = tuple(sorted({indicator["criterion"] for indicator in case.indicators}))
    rules = tuple(
        IndicatorRule(
            i["code"], i["criterion"], n, i["operator"], i["by_sex"], i["may_not_apply"],
            {(f"v{r}", None): _exact(v) for r, v in enumerate(i["limits"]) if v is not None}
            | ({("*", YEAR): _exact(i["for_all"])} if i["for_all"] is not None else {}),
        )
        for n, i in enumerate(case.indicators)
    )  # fmt: skip
    judges = [Judge(SetRule("n3", criteria, rules), f"v{region}", YEAR) for region in range(case.regions)]
    letters = []
    for region, values in case.rows:
        criteria_found = judges[region].unit(_readings(case, values))
        own = [LETTER[finding[1]] for criterion in criteria_found for finding in criterion.findings]
        letters.append(own + [LETTER[criterion.outcome] for criterion in criteria_found])
    return letters


def _exact(value: Any) -> int | bool | None:
    return None if value == UNKNOWN else value == "Đ" if isinstance(value, str) else int(value * 1_000_000)


def _readings(case: Case, values: list[list[Any]]) -> dict[tuple[int, str], Any]:
    from chungsuc.criteria.rules import NA

    found: dict[tuple[int, str], Any] = {}
    for n, (indicator, typed) in enumerate(zip(case.indicators, values, strict=True)):
        for sex, value in zip("mf" if indicator["by_sex"] else [""], typed, strict=True):
            if value is not None:
                found[n, sex] = NA if value == NONE else _exact(value)
    return found


# --- by LibreOffice --------------------------------------------------------------------------------------------------


def write(case: Case, path: Path) -> None:
    """Region, values, then the threshold and the verdict of each indicator, then the verdict of each criterion."""
    book = xlsxwriter.Workbook(str(path))
    limits, sheet = book.add_worksheet("Muc"), book.add_worksheet("Xet")
    for n, indicator in enumerate(case.indicators):
        for column, value in enumerate([*indicator["limits"], indicator["for_all"]]):
            _type(limits, n, column, value)
    places = _places(case)
    for row, (region, values) in enumerate(case.rows):
        sheet.write_number(row, 0, region + 1)
        for (first, _, _), typed in zip(places, values, strict=True):
            for column, value in enumerate(typed, first):
                _type(sheet, row, column, value)
        for n, place in enumerate(places):
            _write_formulas(sheet, row, n, place, case)
        for column, no in enumerate(sorted({i["criterion"] for i in case.indicators}), places[-1][2] + 1):
            sheet.write_formula(row, column, _criterion(row, no, places, case), None, "")
    book.close()


def _type(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value))
    elif value is not None:
        sheet.write_string(row, column, value)


def _places(case: Case) -> list[tuple[int, int, int]]:
    """(first column of the values, column of the threshold, column of the verdict) of each indicator."""
    widths = [2 if indicator["by_sex"] else 1 for indicator in case.indicators]
    after = 1 + sum(widths)
    return [(1 + sum(widths[:n]), after + n, after + len(widths) + n) for n in range(len(widths))]


def _write_formulas(sheet: Any, row: int, n: int, place: tuple[int, int, int], case: Case) -> None:
    first, limit_column, verdict_column = place
    indicator = case.indicators[n]
    own = f"INDEX(Muc!{xl_rowcol_to_cell(n, 0)}:{xl_rowcol_to_cell(n, case.regions - 1)},1,$A{row + 1})"
    general = f"Muc!{xl_rowcol_to_cell(n, case.regions)}"
    chosen = f'IF({own}="",IF({general}="","{UNKNOWN}",{general}),{own})'
    sheet.write_formula(row, limit_column, f"={chosen}", None, "")
    limit = xl_rowcol_to_cell(row, limit_column)
    cells = [xl_rowcol_to_cell(row, first + k) for k in range(2 if indicator["by_sex"] else 1)]
    sign = "=" if indicator["operator"] == "==" else indicator["operator"]
    missed = ",".join(f'AND({cell}<>"",NOT({cell}{sign}{limit}))' for cell in cells)
    blanks = "+".join(f'IF({cell}="",1,0)' for cell in cells)
    refused = ",".join(f'{cell}="{NONE}"' for cell in cells)
    not_applied = "M" if indicator["may_not_apply"] else "U"
    decided = f'IF(OR({missed}),"N",IF({blanks}>0,"U","M"))'
    known = f'IF({limit}="{UNKNOWN}","U",{decided})'
    formula = f'=IF({blanks}={len(cells)},"U",IF(OR({refused}),"{not_applied}",{known}))'
    sheet.write_formula(row, verdict_column, formula, None, "")


def _criterion(row: int, no: int, places: list[tuple[int, int, int]], case: Case) -> str:
    columns = [place[2] for place, i in zip(places, case.indicators, strict=True) if i["criterion"] == no]
    cells = f"{xl_rowcol_to_cell(row, columns[0])}:{xl_rowcol_to_cell(row, columns[-1])}"
    return f'=IF(COUNTIF({cells},"N")>0,"N",IF(COUNTIF({cells},"M")={len(columns)},"M","U"))'


def found(case: Case, path: Path) -> list[list[str]]:
    """The letters that LibreOffice computed."""
    import openpyxl

    first = _places(case)[0][2]
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    letters = [list(row[first:]) for row in book["Xet"].iter_rows(values_only=True)]
    book.close()
    return letters
