"""Reading the law of awards: `awards.yaml` becomes figures like every other rule of law.

Keys: `award-regime:<code>` (days on which a dossier is received), `award-form:<code>`, `award-subject:<code>`,
`award-dossier:<form>`, `award-sheet:<code>`, `award-rule:<code>`, `share:award_vote_<form>_<regime>` (in lower case,
whatever the day of the council); the numbers beside them are free figures (`rule:bonus_<form in lower case>`,
`rule:base_salary`, `quota:…`, `days:…`). The value of what begins with `award-` is a table whose `name` people read.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from .pack_law import WHOLE, figure_of, read_figure
from .pack_nodes import Ledger
from .pack_rows import Row
from .pack_shapes import FigureShape, Pack
from .pack_units import UNIT_KINDS, overlap

REGIME, FORM, SUBJECT = "award-regime:", "award-form:", "award-subject:"
DOSSIER, SHEET, RULE = "award-dossier:", "award-sheet:", "award-rule:"
REPORT = "award-report:"
FILLS = ("", "who", "merit", "former")
VOTE = "share:award_vote_"
LEVELS = ("co_so", "xa", "huyen", "tinh", "nha_nuoc")
SEASONS = ("yearly", "rounds", "state")
SIDES = ("individual", "collective")
CHECKS = ("once", "state_year", "thematic", "bars", "from_decision", "revoked", "years", "bonus_once")
MERIT_KINDS = ("cong_trang", "chuyen_de", "dot_xuat", "cong_hien")
BARS = ("discipline", "investigation", "inspection", "complaint", "press")


def read_awards(row: Row) -> tuple[FigureShape, ...]:
    """Every figure of awards.yaml."""
    sections: tuple[tuple[str, Callable[[Row], FigureShape]], ...] = (
        ("regimes", _regime),
        ("forms", _form),
        ("subjects", _subject),
        ("sheets", _sheet),
        ("reports", _report),
        ("rules", _rule),
        ("figures", read_figure),
    )
    found = [figure for key, build in sections for figure in row.rows(key, build)]
    for dossiers in row.rows("dossiers", _dossiers):
        found.extend(dossiers)
    names = {figure.key: figure.value["name"] for figure in found if figure.key.startswith((FORM, REGIME))}
    for votes in row.rows("votes", lambda vote: _votes(vote, names)):
        found.extend(votes)
    return tuple(found)


def vote_key(form: str, regime: str) -> str:
    """The key of the share of votes that a form needs under a regime."""
    return f"{VOTE}{form}_{regime}".lower()


def _stated(row: Row, key: str, label: str, value: dict[str, Any]) -> FigureShape:
    since, until = row.period()
    return FigureShape(
        key=key,
        label=label,
        value=value,
        unit="",
        since=since,
        until=until,
        source=row.source(),
        status=row.status(),
        place=row.place,
        document=row.text_or("document"),
        note=row.text_or("note"),
    )


def _regime(row: Row) -> FigureShape:
    code, name = row.text("code"), row.text("name")
    value = {"name": name, "circulars": row.texts("circulars")}
    return _stated(row, f"{REGIME}{code}", f"Thời kỳ pháp luật khen thưởng: {name}", value)


def _form(row: Row) -> FigureShape:
    code, name = row.text("code"), row.text("name")
    value = {
        "name": name,
        "decides": row.text("decides"),
        "council": row.text("council"),
        "level": row.one_of("level", LEVELS),
        "season": row.one_of("season", SEASONS),
        "only": row.one_of("only", ("", *SIDES), ""),
        "doubles": row.flag("doubles"),
        "outside": row.flag("outside"),
        "appraise": row.text_or("appraise"),
        "posting": row.text_or("posting"),
    }
    return _stated(row, f"{FORM}{code}", f"Hình thức khen thưởng: {name}", value)


def _subject(row: Row) -> FigureShape:
    code, name, kinds = row.text("code"), row.text("name"), row.texts("kinds")
    for kind in kinds:
        if kind not in UNIT_KINDS:
            row.refuse(f"Loại đơn vị “{kind}” không dùng được; chọn trong: {', '.join(UNIT_KINDS)}.", row.find("kinds"))
    value = {
        "name": name,
        "group": row.text("group"),
        "as": row.one_of("as", SIDES),
        "kinds": kinds,
        "levels": row.texts("levels"),
        "needs": row.texts("needs"),
        "direct_worker": row.flag("direct_worker"),
        "quota": row.text_or("quota"),
        "counts": row.texts("counts"),
        "criteria": row.texts("criteria"),
    }
    return _stated(row, f"{SUBJECT}{code}", f"Đối tượng khen thưởng: {name}", value)


def _dossiers(row: Row) -> tuple[FigureShape, ...]:
    forms, documents = row.texts("forms"), row.texts("documents")
    if not forms or not documents:
        row.refuse("Thiếu “forms” hoặc “documents”; ghi mã hình thức và các giấy tờ của hồ sơ.")
    name = "; ".join(documents)
    return tuple(
        _stated(row, f"{DOSSIER}{code}", f"Hồ sơ đề nghị, hình thức {code}", {"name": name, "documents": documents})
        for code in forms
    )


def _votes(row: Row, names: dict[str, str]) -> tuple[FigureShape, ...]:
    forms, regimes = row.texts("forms"), row.texts("regimes")
    if not forms or not regimes:
        row.refuse("Thiếu “forms” hoặc “regimes”; ghi mã hình thức và mã thời kỳ pháp luật.")
    stated = figure_of(row, key=VOTE, label="", unit="%")
    if stated.value is not None and not 0 <= stated.value <= WHOLE:
        row.refuse(f"Tỷ lệ phiếu phải từ 0 đến 100; đang là “{stated.value}”.", row.find("value"))
    return tuple(
        replace(stated, key=vote_key(form, regime), label=_vote_label(names, form, regime))
        for form in forms
        for regime in regimes
    )


def _vote_label(names: dict[str, str], form: str, regime: str) -> str:
    law = names.get(REGIME + regime, regime)
    return f"Tỷ lệ phiếu đề nghị {names.get(FORM + form, form)} (hồ sơ theo {law})"


def _sheet(row: Row) -> FigureShape:
    code, use, number = row.text("code"), row.text("name"), row.text("no")
    value = {"name": number, "use": use}
    return _stated(row, f"{SHEET}{code}", f"Mẫu báo cáo: {use}", value)


def _report(row: Row) -> FigureShape:
    code, parts = row.text("code"), row.rows("parts", _report_part, required=True)
    name = "; ".join(part["title"] for part in parts)
    return _stated(row, f"{REPORT}{code}", f"Các phần của báo cáo thành tích: {code}", {"name": name, "parts": parts})


def _report_part(row: Row) -> dict[str, Any]:
    return {
        "title": row.text("title"),
        "fills": row.one_of("fills", FILLS, ""),
        "asks": row.texts("asks"),
    }


def _rule(row: Row) -> FigureShape:
    code, text = row.text("code"), row.text("text")
    value = {
        "name": text,
        "article": row.text_or("article"),
        "check": row.one_of("check", CHECKS),
        "levels": _words(row, "levels", LEVELS),
        "bars": _words(row, "bars", BARS),
        "but": _words(row, "but", MERIT_KINDS),
        "no_ground": _words(row, "no_ground", MERIT_KINDS),
        "years": _years(row),
    }
    if value["check"] == "bars" and not value["bars"]:
        row.refuse("Quy tắc này thiếu “bars”; ghi các loại việc đang vướng.")
    if value["check"] == "years" and not value["years"]:
        row.refuse("Quy tắc này thiếu “years”; ghi các năm được xét.")
    return _stated(row, f"{RULE}{code}", f"Quy tắc xét khen thưởng: {text}", value)


def _words(row: Row, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    words = row.texts(key)
    for word in words:
        if word not in allowed:
            row.refuse(f"“{word}” không dùng được ở “{key}”; chọn trong: {', '.join(allowed)}.", row.find(key))
    return words


def _years(row: Row) -> tuple[int, ...]:
    words = row.texts("years")
    for word in words:
        if not (word.isdecimal() and len(word) == 4):
            row.refuse(f"“{word}” không phải là năm; ghi bốn chữ số.", row.find("years"))
    return tuple(int(word) for word in words if word.isdecimal())


def _of(pack: Pack, prefix: str) -> Iterator[FigureShape]:
    return (figure for figure in pack.figures if figure.key.startswith(prefix))


def check_awards(pack: Pack, ledger: Ledger) -> None:
    """One regime a day; groups, levels and forms that are named exist; a coefficient belongs to a form."""
    for one, other in combinations(_of(pack, REGIME), 2):
        if overlap(one.since, one.until, other.since, other.until):
            ledger.error(
                other.place,
                f"Có hai thời kỳ pháp luật cùng lúc (thời kỳ kia ở {one.place.file} dòng {one.place.line}); sửa since, "
                "until cho nối tiếp nhau.",
            )
    forms = {figure.key.removeprefix(FORM) for figure in _of(pack, FORM)}
    groups, levels = {subject.code for subject in pack.subjects}, {level.code for level in pack.levels}
    for figure in _of(pack, SUBJECT):
        if figure.value["group"] not in groups:
            _unknown(ledger, figure, f"Kế hoạch không có đối tượng thi đua mã “{figure.value['group']}”; sửa mã.")
        for code in figure.value["levels"]:
            if code not in levels:
                _unknown(ledger, figure, f"Không có mức công nhận mã “{code}”; sửa mã.")
    for figure in _of(pack, DOSSIER):
        if figure.key.removeprefix(DOSSIER) not in forms:
            _unknown(ledger, figure, f"Không có hình thức khen thưởng mã “{figure.key.removeprefix(DOSSIER)}”; sửa mã.")


def _unknown(ledger: Ledger, figure: FigureShape, words: str) -> None:
    code = words.split("“")[1].split("”")[0]
    ledger.error(ledger.said.get((figure.place, code), figure.place), words)
