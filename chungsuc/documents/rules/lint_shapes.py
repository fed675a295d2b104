"""What the linter is told and what it tells: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

DECREE = "Nghị định 30/2020/NĐ-CP"

# Every rule of the linter: its name for people. Where it stands in the law is a figure of the pack, `lint:<rule>`.
RULES: Mapping[str, str] = {
    "article-order": "Số thứ tự của điều",
    "article-unnumbered": "Điều không ghi số",
    "section-order": "Số thứ tự của phần, mục",
    "clause-order": "Số thứ tự của khoản",
    "point-order": "Thứ tự của điểm",
    "recipients-article": "“Như Điều …” ở Nơi nhận",
    "article-reference": "Dẫn tới một điều của chính văn bản",
    "annex-number": "Số ghi ở phần kèm theo",
    "annex-date": "Ngày ghi ở phần kèm theo",
    "number-symbol": "Số, ký hiệu",
    "number-drafter": "Đơn vị soạn thảo trong ký hiệu công văn",
    "number-padding": "Số dưới mười",
    "cited-number": "Số, ký hiệu của văn bản được dẫn",
    "date-impossible": "Ngày không có trong lịch",
    "date-padding": "Ngày, tháng thiếu số 0",
    "date-weekday": "Thứ trong tuần",
    "base-missing": "Thiếu căn cứ ban hành",
    "base-expired": "Căn cứ đã hết hiệu lực",
    "base-early": "Căn cứ chưa có hiệu lực",
    "base-mark": "Dấu cuối mỗi căn cứ",
    "unit-spelling": "Tên đơn vị viết sai",
    "unit-gone": "Đơn vị không có vào ngày của văn bản",
    "body-gone": "Cơ quan không có vào ngày của văn bản",
    "level-gone": "Cấp đơn vị không còn",
    "word": "Chính tả",
    "quote": "Dấu ngoặc kép",
    "end-mark": "Dấu kết thúc văn bản",
}


@dataclass(frozen=True)
class Finding:
    """One thing to look at: where it is, which rule, what is wrong and what to do, and where the rule stands."""

    place: str
    rule: str
    message: str
    citation: str = ""
    article: str = ""
    order: int = 0

    @property
    def name(self) -> str:
        """The rule as people call it."""
        return RULES[self.rule]


@dataclass(frozen=True)
class NamedUnit:
    """A name that a unit or body has in a period. `level` is province, district, commune or body."""

    name: str
    level: str
    form: str
    since: date
    until: date | None
    spellings: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the name was in use on a day; the last day counts."""
        return self.since <= day and (self.until is None or self.until >= day)


@dataclass(frozen=True)
class KnownDocument:
    """A legal document of the register; `numbers` are all that were printed or confirmed."""

    kind: str
    numbers: tuple[str, ...]
    title: str
    issued_on: date | None
    since: date | None
    until: date | None

    @property
    def said(self) -> str:
        """How people call it."""
        number = self.numbers[0] if self.numbers else ""
        return f"{self.kind} số {number}" if number else self.title


@dataclass(frozen=True)
class Slip:
    """A way of writing that is known to be wrong, and the right one."""

    wrong: str
    right: str
    source: str = ""


@dataclass(frozen=True)
class KindFact:
    """A kind of paper: its name ("Quyết định"), its letters in a number ("QĐ"), whether it rests on bases."""

    name: str
    symbol: str
    needs_bases: bool = False


@dataclass(frozen=True)
class LintFacts:
    """Everything that the linter knows of law, units and words. What is empty is not judged."""

    units: tuple[NamedUnit, ...] = ()
    documents: tuple[KnownDocument, ...] = ()
    slips: tuple[Slip, ...] = ()
    right_words: tuple[str, ...] = ()
    kinds: tuple[KindFact, ...] = ()
    symbols: Mapping[str, str] = field(default_factory=dict)  # name of a body -> its letters in a number
    kind_symbols: Mapping[str, str] = field(default_factory=dict)  # kinds that only others issue: "Nghị định" -> "NĐ"
    letters: tuple[str, ...] = ()  # of points, in order
    pad_days_below: int = 0
    pad_months: tuple[int, ...] = ()
    pad_numbers_below: int = 0
    end_mark: str = ""
    citations: Mapping[str, str] = field(default_factory=dict)  # rule -> where it stands

    def citation(self, rule: str) -> str:
        """Where a rule stands; the decree as a whole while the pack does not say more."""
        return self.citations.get(rule, DECREE)
