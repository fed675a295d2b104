"""What a plan says while it is written: rows of text as they are kept, what they mean, and what still lacks. Pure.

A row is a dict of texts: days ISO, numbers with a point, units by their code. `line` names a row through every edition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

TARGETS, TASKS, CRITERIA, MONEY = "targets", "tasks", "criteria", "money"
SECTIONS: Mapping[str, str] = {
    TARGETS: "Chỉ tiêu đăng ký",
    TASKS: "Nhiệm vụ",
    CRITERIA: "Tiêu chí riêng của huyện",
    MONEY: "Kinh phí",
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    TARGETS: {
        "name": "chỉ tiêu",
        "about": "của đơn vị",
        "operator": "phép so",
        "amount": "mức đăng ký",
        "unit": "đơn vị tính",
        "due": "hạn",
    },
    TASKS: {
        "what": "nhiệm vụ",
        "place_unit": "địa chỉ",
        "place": "chỗ cụ thể",
        "result": "kết quả cụ thể",
        "due": "hạn",
        "responsible": "chịu trách nhiệm",
        "money": "kinh phí, đồng",
        "serves": "phục vụ",
    },
    CRITERIA: {
        "name": "tiêu chí",
        "required": "yêu cầu",
        "how": "cách đánh giá",
        "since": "từ ngày",
        "until": "đến ngày",
    },
    MONEY: {"source": "nguồn", "amount": "số tiền, đồng", "note": "ghi chú"},
}
"""What a row says and in which words; what a row keeps beside (`line`, `kind`, `code`) is not shown by itself."""
HIDDEN = frozenset({"kind", "code", "source_name"})

PLAN_TARGET, INDICATOR, FREE = "plan", "indicator", "free"
KINDS_OF_TARGETS: Mapping[str, str] = {
    PLAN_TARGET: "theo chỉ tiêu của phong trào",
    INDICATOR: "theo chỉ tiêu của bộ tiêu chí",
    FREE: "đơn vị tự báo",
}
MOVEMENT, CAMPAIGN, BOTH = "movement", "campaign", "both"
SERVES: Mapping[str, str] = {
    MOVEMENT: "Phong trào thi đua",
    CAMPAIGN: "Cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”",
    BOTH: "cả phong trào và cuộc vận động",
}
OPERATORS: Mapping[str, str] = {">=": "từ … trở lên", "<=": "không quá"}
NO_ADDRESS = (
    "Nhiệm vụ phải có địa chỉ và kết quả cụ thể (Kế hoạch, mục IV điểm a: “đăng ký và tham gia chỉ đạo, hỗ trợ "
    "(có địa chỉ và kết quả cụ thể)”). "
)
NEEDS_PLACE = NO_ADDRESS + "Hãy ghi làm ở đơn vị nào."
NEEDS_RESULT = NO_ADDRESS + "Hãy ghi kết quả cụ thể, ví dụ: 2,5 km đường thôn 3 được bê tông hóa."
NEEDED: Mapping[str, Mapping[str, str]] = {
    TARGETS: {
        "name": "Chưa ghi chỉ tiêu.",
        "amount": "Chưa ghi mức đăng ký.",
        "due": "Chưa ghi hạn của chỉ tiêu.",
    },
    TASKS: {
        "what": "Chưa ghi nhiệm vụ.",
        "place_unit": NEEDS_PLACE,
        "result": NEEDS_RESULT,
        "due": "Chưa ghi hạn của nhiệm vụ.",
        "responsible": "Chưa ghi người hoặc bộ phận chịu trách nhiệm.",
    },
    CRITERIA: {"name": "Chưa ghi tiêu chí.", "required": "Chưa ghi yêu cầu của tiêu chí."},
    MONEY: {"source": "Chưa chọn nguồn kinh phí.", "amount": "Chưa ghi số tiền."},
}
ADDRESSED = ("place_unit", "result")
"""What a task may not lack for a moment: it is refused while it is written, not only when the plan is submitted."""

Row = Mapping[str, str]
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Lack:
    """What a row lacks before the plan can be submitted: where it is typed and what to type."""

    section: str
    number: int
    field: str
    text: str

    def __str__(self) -> str:
        where = f"{SECTIONS[self.section]}, dòng {self.number}: " if self.number else ""
        return f"{where}{self.text}"


def rows_of(content: Content, section: str) -> list[dict[str, str]]:
    """The rows of a section as they are kept."""
    return [dict(row) for row in content.get(section, ())]


def is_blank(row: Row) -> bool:
    """Whether nothing was typed into a row; what the form fills in by itself does not count."""
    return not any(value.strip() for name, value in row.items() if name not in ("line", "operator", "serves", "kind"))


def lacks_of_row(section: str, row: Row, fields: Iterable[str] | None = None) -> dict[str, str]:
    """What a row lacks, by field; only some of the fields when they are named."""
    asked = NEEDED[section] if fields is None else {name: NEEDED[section][name] for name in fields}
    return {name: text for name, text in asked.items() if not row.get(name, "").strip()}


def lacks(content: Content) -> tuple[Lack, ...]:
    """Everything that stands between a plan as it is written and its submission."""
    found = [
        Lack(section, number, name, text)
        for section in SECTIONS
        for number, row in enumerate(rows_of(content, section), 1)
        for name, text in lacks_of_row(section, row).items()
    ]
    if not rows_of(content, TARGETS):
        found.append(Lack(TARGETS, 0, "", "Chưa đăng ký chỉ tiêu nào."))
    if not rows_of(content, TASKS):
        found.append(Lack(TASKS, 0, "", "Chưa ghi nhiệm vụ nào."))
    return tuple(found)


def with_section(content: Content, section: str, rows: Sequence[Row]) -> dict[str, Any]:
    """The content with the rows of a section anew; a row without a line gets the next one, never used before."""
    last = int(content.get("last", 0))
    kept = []
    for row in rows:
        if not row.get("line"):
            last += 1
            row = {**row, "line": str(last)}
        kept.append(dict(row))
    return {**content, section: kept, "last": max(last, int(content.get("last", 0)))}


def copied(content: Content, years: int) -> dict[str, Any]:
    """The content for another year: the same rows with new lines, every day `years` later (29 February: the 28th)."""
    made: dict[str, Any] = {"last": 0}
    for section in SECTIONS:
        rows = [{name: _later(value, name, years) for name, value in row.items() if name != "line"}
                for row in rows_of(content, section)]  # fmt: skip
        made = with_section(made, section, rows)
    return made


def _later(value: str, name: str, years: int) -> str:
    if name not in ("due", "since", "until") or not value:
        return value
    day = date.fromisoformat(value)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return day.replace(year=day.year + years, day=28).isoformat()


def money_sum(content: Content) -> Decimal:
    """All planned money of a content, in đồng."""
    return sum((Decimal(row["amount"]) for row in rows_of(content, MONEY) if row.get("amount")), Decimal(0))


@dataclass(frozen=True)
class Difference:
    """One row in two editions. `mark`: same, changed, added, removed; `changed` names the fields that differ."""

    section: str
    line: str
    before: Row | None
    after: Row | None
    changed: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.changed else "same"


def differences(before: Content, after: Content) -> list[Difference]:
    """The rows of two editions side by side, in the order of the later one; what is gone stands after its section."""
    found = []
    for section in SECTIONS:
        old = {row["line"]: row for row in rows_of(before, section)}
        new = {row["line"]: row for row in rows_of(after, section)}
        for line, row in new.items():
            past = old.get(line)
            names = sorted({*row, *(past or ())} - {"line"})
            changed = tuple(n for n in names if past is not None and past.get(n, "") != row.get(n, ""))
            found.append(Difference(section, line, past, row, changed))
        found += [Difference(section, line, row, None) for line, row in old.items() if line not in new]
    return found
