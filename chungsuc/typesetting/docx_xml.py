"""Small pieces of WordprocessingML: runs, paragraphs, tables. Text goes in as text, whatever it looks like."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .plain_text import printable

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"'
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TWIPS_A_POINT = 20
POINTS_AN_INCH, MM_AN_INCH = 72, 25.4
_EDGES = ("top", "left", "bottom", "right")


def twips(millimetres: float) -> int:
    """Word's unit of length, a twentieth of a point."""
    return round(millimetres / MM_AN_INCH * POINTS_AN_INCH * TWIPS_A_POINT)


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """A text in one look, added to what the paragraph's style says; a line break in it stays one."""
    if not text:
        return ""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    look = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    lines = printable(text).split("\n")
    return f"<w:r>{look}{'<w:br/>'.join(_text(line) for line in lines)}</w:r>"


def _text(line: str) -> str:
    return f'<w:t xml:space="preserve">{escape(line)}</w:t>'


def paragraph(style: str, *runs: str, extra: str = "") -> str:
    """A paragraph of a style; `extra` are properties of its own, in the schema's order after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{"".join(runs)}</w:p>'


def paragraphs(style: str, text: str) -> str:
    """A text as one paragraph; one that says tags for whole paragraphs (a template's) as a paragraph a line."""
    lines = text.split("\n") if "{%p " in text else [text]
    return "".join(paragraph(style, run(line)) for line in lines)


def rule(style: str, length: float, within: int) -> str:
    """A drawn line of `length` points in the middle of `within` twips: the upper edge of an empty paragraph."""
    return paragraph(style, extra=middle(length, within))


def middle(length: float, within: int) -> str:
    """The indents that leave `length` points in the middle of `within` twips."""
    side = max(0, (within - round(length * TWIPS_A_POINT)) // 2)
    return f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'


def after(points: float) -> str:
    """Space after a paragraph that its style has not."""
    return f'<w:spacing w:after="{round(points * TWIPS_A_POINT)}"/>'


@dataclass(frozen=True)
class Cell:
    """A cell: its paragraphs as XML; `span` columns wide."""

    content: str
    span: int = 1
    centred: bool = False  # in the height of the row


@dataclass(frozen=True)
class Row:
    """A row of cells; `head` is repeated on every page the table reaches."""

    cells: tuple[Cell, ...]
    head: bool = False


def table(widths: Sequence[int], rows: Sequence[Row], *, lined: bool = False, gap: int = 0) -> str:
    """A table as wide as its columns (twips), every width on the grid and on each cell; no row breaks over a page."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"' if lined else 'w:val="nil"'
    edges = "".join(f"<w:{edge} {line}/>" for edge in (*_EDGES, "insideH", "insideV"))
    margins = f'<w:left w:w="{gap}" w:type="dxa"/><w:right w:w="{gap}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(row: Row, widths: Sequence[int]) -> str:
    cells, column = [], 0
    for cell in row.cells:
        width = sum(widths[column : column + cell.span])
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        height = '<w:vAlign w:val="center"/>' if cell.centred else ""
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{height}'
        cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.content}</w:tc>")
        column += cell.span
    head = "<w:tblHeader/>" if row.head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def shared(shares: Sequence[float], whole: int) -> list[int]:
    """Widths in twips in the proportion of the shares, together exactly `whole`."""
    total = sum(shares)
    ends = [round(whole * sum(shares[: n + 1]) / total) for n in range(len(shares))]
    return [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]
