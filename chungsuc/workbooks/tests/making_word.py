"""Texts with tables made by hand for the tests: runs, fonts, merged cells; every part can be replaced or added."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from .making import OFFICE, PACKAGE, packed, relationships

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, font: str = "", *, extra: str = "") -> str:
    """A run in a font."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{extra}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(runs)}</w:p>"


def cell(text: str = "", *, font: str = "", span: int = 1, merge: str = "", inside: str = "") -> str:
    """A cell: `span` grid columns wide; `merge` "restart" begins a cell of several rows, "continue" goes on with it."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    lines = "".join(paragraph(run(line, font)) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or lines}</w:tc>"


def row(*cells: str) -> str:
    """A row of cells; a plain text is a plain cell."""
    return f"<w:tr>{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def document(body: str, before: str = "") -> str:
    """The text's own part."""
    return f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def styles(*made: str, defaults: str = "") -> str:
    """The styles part."""
    return f'<w:styles xmlns:w="{W}">{defaults}{"".join(made)}</w:styles>'


def style(name: str, font: str = "", base: str = "", *, normal: bool = False) -> str:
    """A paragraph style."""
    on = f'<w:basedOn w:val="{base}"/>' if base else ""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    default = ' w:default="1"' if normal else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"{default}>{on}{fonts}</w:style>'


def word_parts(body: str, *, styles_part: str = "", before: str = "", **more: str) -> dict[str, str]:
    """The parts of a small sound .docx; `more` by name with "/" as "__"."""
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}"/></Types>',
        "_rels/.rels": relationships("rId1 officeDocument word/document.xml"),
        "word/document.xml": document(body, before),
    }
    if styles_part:
        made["word/styles.xml"] = styles_part
        made["word/_rels/document.xml.rels"] = relationships(
            "rId1 styles styles.xml", "rId2 hyperlink http://a.vn External"
        )
    return made | {name.replace("__", "/"): text for name, text in more.items()}


def docx(path: Path, body: str, **parts: str) -> Path:
    """A .docx file."""
    return packed(path, word_parts(body, **parts))


def plain_docx(path: Path, rows: Sequence[Sequence[str]], *, font: str = "", above: Sequence[str] = ()) -> Path:
    """A .docx of one table of plain rows under some lines of text."""
    body = "".join(paragraph(run(line, font)) for line in above)
    return docx(path, body + table(*(row(*(cell(text, font=font) for text in one)) for one in rows)))


__all__ = ["OFFICE", "cell", "document", "docx", "paragraph", "plain_docx", "row", "run", "style", "styles", "table"]
