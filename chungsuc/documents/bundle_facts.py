"""What a list of papers to draft would become, row by row, before anything is written; and what became of it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.content import Sheet
from chungsuc.typesetting.frozen import as_data, sheet_of

from .models import Bundle, Paper
from .numbering import numbering_of
from .rules.complete import missing_parts
from .workflow import DRAFT, GIVEN, OPEN, STANDING


@dataclass(frozen=True)
class ToDraft:
    """A row of the list: how it is called, its sheet, why it is left out ("" when it is not), what it still lacks."""

    called: str
    sheet: Sheet | None = None
    source_key: str = ""
    fault: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """How many drafts would be made, which, and which rows are left out; `seal` tells another list from this one."""

    rows: tuple[ToDraft, ...]
    fault: str = ""

    @property
    def made(self) -> tuple[ToDraft, ...]:
        return tuple(row for row in self.rows if not row.fault)

    @property
    def left_out(self) -> int:
        return len(self.rows) - len(self.made)

    @property
    def lacking(self) -> int:
        """How many of the drafts still lack something before they can be submitted."""
        return sum(bool(row.missing) for row in self.made)

    @property
    def seal(self) -> str:
        """A mark of exactly these drafts: what was shown is what is made."""
        told = [[row.called, row.source_key, as_data(row.sheet) if row.sheet else None] for row in self.made]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def preview(rows: Iterable[ToDraft], *, unit: Unit, kind: str, day: date) -> Preview:
    """The rows with what each lacks for a body's papers of a kind on a day. Six queries whatever their number."""
    found = numbering_of(unit, kind, day)
    if isinstance(found, str):
        return Preview(tuple(rows), found)
    return Preview(tuple(_with_missing(row, found.kind) for row in rows))


def _with_missing(row: ToDraft, kind: Any) -> ToDraft:
    if row.fault or row.sheet is None:
        return row
    missing = missing_parts(row.sheet, needs_bases=kind.needs_bases, has_to=kind.has_to)
    return ToDraft(row.called, row.sheet, row.source_key, "", tuple(missing))


def rows_of_list(text: str, base: Sheet) -> list[ToDraft]:
    """A draft for each addressee, one a line; who stands there twice is left out the second time. Asks nothing."""
    seen: dict[str, int] = {}
    rows = []
    for place, raw in enumerate((line for line in text.splitlines() if line.strip()), 1):
        to = ", ".join(part for part in (" ".join(piece.split()) for piece in raw.split("|")) if part)
        fault = f"trùng dòng {seen[to.casefold()]}" if to.casefold() in seen else ""
        seen.setdefault(to.casefold(), place)
        rows.append(ToDraft(to, _addressed(base, to), fault=fault or ("" if to else "dòng không có chữ")))
    return rows


def _addressed(base: Sheet, to: str) -> Sheet:
    return replace(base, to=(to,))


@dataclass(frozen=True)
class BundledPaper:
    """A paper of a bundle with what it still lacks; nothing once it has left the drafter's hands."""

    paper: Paper
    called: str
    missing: tuple[str, ...]


def bundle_list(unit_ids: Iterable[int]) -> Any:
    """The bundles of some bodies, the newest first, each with its body's name. Adds no query."""
    return Bundle.objects.filter(unit_id__in=list(unit_ids)).annotate(body=last_name_of("unit_id"))


def papers_of(bundle: Bundle, day: date) -> list[BundledPaper]:
    """The papers of a bundle in the order in which they were made. Seven queries whatever their number."""
    papers = list(Paper.objects.filter(bundle=bundle).select_related("number").order_by("id"))
    found = numbering_of(bundle.unit, papers[0].kind, day) if papers else ""
    told = []
    for paper in papers:
        sheet = sheet_of(paper.sheet)
        asked = paper.state == DRAFT and not isinstance(found, str)
        missing = missing_parts(sheet, needs_bases=found.kind.needs_bases, has_to=found.kind.has_to) if asked else ()  # type: ignore[union-attr]
        told.append(BundledPaper(paper, "; ".join(sheet.to) or paper.subject, tuple(missing)))
    return told


def numbers_given(papers: Sequence[BundledPaper]) -> list[str]:
    """The numbers that papers of a bundle have: they stand in the way of undoing it."""
    return [one.paper.number.printed for one in papers if one.paper.state in GIVEN and one.paper.number]


def is_open(bundle: Bundle, papers: Sequence[BundledPaper]) -> bool:
    """Whether there is anything left to undo."""
    return bundle.state == STANDING and any(one.paper.state in OPEN for one in papers)


def why_not_undone(numbers: Sequence[str]) -> str:
    """Why a bundle cannot be undone any more, in words."""
    shown = ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")
    return (
        f"Không bỏ cả lô được nữa: {len(numbers)} văn bản đã có số ({shown}). Văn bản đã có số chỉ thay thế được bằng "
        "văn bản khác; dự thảo chưa có số thì rút lại rồi bỏ ở trang của nó."
    )
