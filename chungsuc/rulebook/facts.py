"""Figures and documents as pages show them: values in words, counts by standing, versions and confirmations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.law.citations import Status
from chungsuc.law.figures import show_decimal
from chungsuc.law.spelling import fold

from .models import Confirmation, Figure, LegalDocument, NumberConfirmation

KINDS: Mapping[str, str] = {
    "threshold": "Mức yêu cầu của chỉ tiêu",
    "target": "Mục tiêu kế hoạch",
    "rule": "Quy tắc",
    "days": "Thời hạn",
    "share": "Tỷ lệ",
    "quota": "Số lượng, hạn mức khen thưởng",
    "award-regime": "Thời kỳ pháp luật khen thưởng",
    "award-form": "Hình thức khen thưởng",
    "award-subject": "Đối tượng khen thưởng",
    "award-dossier": "Hồ sơ khen thưởng",
    "award-sheet": "Mẫu báo cáo thành tích",
    "award-rule": "Quy tắc xét khen thưởng",
    "scoring": "Bảng điểm thi đua",
    "lint": "Soát văn bản",
    "layout": "Thể thức trình bày văn bản",
    "paper": "Loại văn bản",
    "letterhead": "Tên cơ quan trên văn bản",
}
PASS_OR_FAIL = "đạt/không đạt"
# What the few figures that are words say, as people read it.
WORDS: Mapping[str, Mapping[str, str]] = {
    "rule:level_base_xa_ntm_kieu_mau": {"xa_ntm": "Xã nông thôn mới", "xa_ntm_nang_cao": "Xã nông thôn mới nâng cao"},
    "rule:merger_keeps_level": {"all_parts": "khi mọi phần đều đã đạt"},
    "rule:merger_town_part": {
        "ignored": "không tính đến phần ấy",
        "breaks": "có phần ấy thì không giữ mức",
    },
    "rule:recognition_vote_of": {"present": "trên số thành viên dự họp", "total": "trên tổng số thành viên"},
    "rule:award_vote_of": {"present": "trên số thành viên dự họp", "total": "trên tổng số thành viên"},
    "rule:council_other_of": {"present": "trên số thành viên dự họp", "total": "trên tổng số thành viên"},
    "rule:recused_count": {"in": "vẫn tính vào mẫu số", "out": "không tính vào mẫu số"},
    "rule:score_member_day": {"last_day": "thành viên của ngày cuối"},
    "rule:council_letters": {"counted": "tính như người dự họp", "not_counted": "không tính, không nhận"},
}
NUMBER, YES_NO, NUMBERS, WORD, FIXED = "number", "yes_no", "numbers", "word", "fixed"


def kind_of(key: str) -> str:
    """The kind of a figure, as its key begins."""
    return key.partition(":")[0]


def shape_of(figure: Figure) -> str:
    """How the figure's value is typed: number, yes_no, numbers, word; "fixed" when only a pack can change it."""
    value = figure.value
    if figure.key in WORDS:
        return WORD
    if isinstance(value, bool) or (value is None and figure.unit == PASS_OR_FAIL):
        return YES_NO
    if isinstance(value, Decimal) or value is None:
        return NUMBER
    if isinstance(value, list) and all(isinstance(item, Decimal) for item in value):
        return NUMBERS
    return FIXED


def value_said(figure: Figure) -> str:
    """The value in Vietnamese without its unit; "" when it is missing."""
    value = figure.value
    if figure.key in WORDS:
        return WORDS[figure.key].get(str(value), "")
    if isinstance(value, bool):
        return "đạt" if value else "không đạt"
    return _said(value)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return show_decimal(value)
    if isinstance(value, list):
        named = all(isinstance(item, dict) for item in value)
        return ("; " if named else ", ").join(_said(item) for item in value)
    if isinstance(value, dict) and "name" in value:  # an item of a list that the law fixes
        return str(value["name"])
    return str(value)


@dataclass(frozen=True)
class FigureFact:
    """One figure as a row of the register: its current version in words."""

    id: int
    key: str
    label: str
    said: str
    value: Any
    unit: str
    since: date
    until: date | None
    source: str
    document: str
    document_code: str
    standing: str

    @property
    def kind(self) -> str:
        return kind_of(self.key)

    @property
    def text(self) -> str:
        """What a search looks into, folded."""
        return fold(f"{self.label} {self.document} {self.source}")


def figure_facts(figures: Iterable[Figure], documents: Mapping[str, LegalDocument]) -> list[FigureFact]:
    """The figures in words; `documents` by code. Asks nothing."""
    return [
        FigureFact(
            id=f.pk,
            key=f.key,
            label=f.label,
            said=value_said(f),
            value=f.value,
            unit="" if f.unit == PASS_OR_FAIL else f.unit,
            since=f.since,
            until=f.until,
            source=f.source,
            document=str(documents[f.document]) if f.document in documents else "",
            document_code=f.document,
            standing=f.standing,
        )
        for f in figures
    ]


@dataclass(frozen=True)
class FigureRegister:
    """All current figures, and those that a question leaves."""

    every: tuple[FigureFact, ...]
    asked: tuple[FigureFact, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many figures stand how, the weakest first."""
        found = Counter(figure.standing for figure in self.every)
        order = (Status.MISSING, Status.RECALLED, Status.DEMONSTRATION, Status.VERIFIED, Status.CONFIRMED)
        return [(status.value, found[status.value]) for status in order]


def figure_register(*, standing: str = "", kind: str = "", text: str = "") -> FigureRegister:
    """The current figures, filtered by standing, kind and words (without accents). Two queries."""
    documents = {document.code: document for document in LegalDocument.objects.all()}
    every = tuple(figure_facts(Figure.objects.current().with_standing(), documents))
    words = fold(text).split()
    asked = (
        figure
        for figure in every
        if (not standing or figure.standing == standing)
        and (not kind or figure.kind == kind)
        and all(word in figure.text for word in words)
    )
    return FigureRegister(every, tuple(asked))


@dataclass(frozen=True)
class Version:
    """One version of a figure and who confirmed it."""

    figure: Figure
    said: str
    confirmations: tuple[Confirmation, ...]


@dataclass(frozen=True)
class FigureRecord:
    """One figure with everything known about it; `versions` newest first."""

    figure: Figure
    fact: FigureFact
    document: LegalDocument | None
    versions: tuple[Version, ...]
    used_by: tuple[str, ...]
    current_id: int | None

    @property
    def shown(self) -> Version:
        """The version that the page is about."""
        return next(version for version in self.versions if version.figure.pk == self.figure.pk)


def figure_record(pk: int) -> FigureRecord:
    """One figure and its versions. Figure.DoesNotExist when there is none. Four queries."""
    figure = Figure.objects.with_standing().get(pk=pk)
    document = LegalDocument.objects.filter(code=figure.document).first() if figure.document else None
    found = Figure.objects.filter(key=figure.key, since=figure.since).prefetch_related("confirmations__withdrawal")
    rows = sorted(found, key=lambda row: -row.version)
    versions = tuple(Version(row, value_said(row), tuple(row.confirmations.all())) for row in rows)
    documents = {document.code: document} if document else {}
    current = next((row.pk for row in rows if row.replaced_at is None), None)
    return FigureRecord(figure, figure_facts([figure], documents)[0], document, versions, used_by(figure.key), current)


def used_by(key: str) -> tuple[str, ...]:
    """Where a figure is used, as far as its key says so: a threshold names its indicator, region and year."""
    kind, *parts = key.split(":")
    if kind != "threshold" or len(parts) != 4:
        return ()
    return (parts[1],)


@dataclass(frozen=True)
class DocumentFact:
    """A legal document with how many current figures rest on it and whether it holds on the day."""

    document: LegalDocument
    figures: int
    in_force: bool


@dataclass(frozen=True)
class DocumentRecord:
    """A legal document with every word on its number, newest first; `newest` is 0 when nobody spoke yet."""

    document: LegalDocument
    confirmations: tuple[NumberConfirmation, ...]

    @property
    def newest(self) -> int:
        return self.confirmations[0].pk if self.confirmations else 0

    @property
    def holding(self) -> NumberConfirmation | None:
        """The confirmation that holds; None when there is none or it was taken back."""
        return self.confirmations[0] if self.confirmations and self.confirmations[0].number else None


def document_record(document: LegalDocument) -> DocumentRecord:
    """The document with its confirmations. One query."""
    return DocumentRecord(document, tuple(document.number_confirmations.order_by("-pk")))


def documents_on(day: date) -> Sequence[DocumentFact]:
    """Every document, newest first. Three queries."""
    counts = Counter(Figure.objects.current().values_list("document", flat=True))
    holding = set(LegalDocument.objects.in_force(day).values_list("pk", flat=True))
    rows = sorted(LegalDocument.objects.all(), key=lambda d: (d.issued_on or date.min, d.code), reverse=True)
    return [DocumentFact(d, counts[d.code], d.pk in holding) for d in rows]
