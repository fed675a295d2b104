"""What a made .docx measures, read from its bytes: sizes by style and run, rules, margins, tables. No writer's help."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TWIPS_A_MM = 1440 / 25.4


@dataclass(frozen=True)
class Look:
    """How the letters of a paragraph look: points, and bold or italic throughout."""

    size: float
    bold: bool
    italic: bool
    font: str


class Made:
    """A .docx taken apart."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.xml = {
            name: etree.fromstring(part) for name, part in self.parts.items() if name.endswith((".xml", ".rels"))
        }
        self.body = self.xml["word/document.xml"].find(f"{W}body")
        styles = self.xml["word/styles.xml"]
        self.styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self.defaults = styles.find(f"{W}docDefaults")

    def paragraphs(self, style: str) -> list[Any]:
        return [p for p in self.body.iter(f"{W}p") if self.style_of(p) == style]

    def only(self, style: str) -> Any:
        (found,) = self.paragraphs(style)
        return found

    def style_of(self, p: Any) -> str:
        named = p.find(f"{W}pPr/{W}pStyle")
        return named.get(f"{W}val") if named is not None else "Normal"

    def _chain(self, p: Any, kind: str) -> Iterator[Any]:
        """The property groups that hold for a paragraph, the nearest first."""
        if kind == "pPr" and p.find(f"{W}pPr") is not None:
            yield p.find(f"{W}pPr")
        style = self.styles[self.style_of(p)]
        while style is not None:
            if style.find(f"{W}{kind}") is not None:
                yield style.find(f"{W}{kind}")
            based = style.find(f"{W}basedOn")
            style = self.styles.get(based.get(f"{W}val")) if based is not None else None
        default = self.defaults.find(f"{W}{kind}Default/{W}{kind}")
        if default is not None:
            yield default

    def of(self, p: Any, tag: str, attribute: str = "val") -> str:
        """A paragraph's property as it holds: its own, else its style's, else the default."""
        for group in self._chain(p, "pPr"):
            found = group.find(f"{W}{tag}")
            if found is not None and found.get(f"{W}{attribute}") is not None:
                return found.get(f"{W}{attribute}")
        return ""

    def look(self, p: Any) -> Look:
        """How its letters look; fails when its runs differ in size."""
        runs = [r for r in p.iter(f"{W}r") if r.find(f"{W}t") is not None or r.find(f"{W}instrText") is not None]
        sizes = {self._run(p, r, "sz", "val") for r in runs} or {self._run(p, None, "sz", "val")}
        (size,) = sizes
        bold = all(self._run(p, r, "b", "val") not in ("", "0") for r in runs or [None])
        italic = all(self._run(p, r, "i", "val") not in ("", "0") for r in runs or [None])
        return Look(int(size) / 2, bold, italic, self._run(p, None, "rFonts", "ascii"))

    def _run(self, p: Any, r: Any, tag: str, attribute: str) -> str:
        own = [r.find(f"{W}rPr")] if r is not None and r.find(f"{W}rPr") is not None else []
        for group in [*own, *self._chain(p, "rPr")]:
            found = group.find(f"{W}{tag}")
            if found is not None:
                return found.get(f"{W}{attribute}", "1")
        return ""

    def sections(self) -> list[Any]:
        return list(self.body.iter(f"{W}sectPr"))

    def tables(self) -> list[Any]:
        return list(self.body.iter(f"{W}tbl"))

    def header_of(self, section: Any, kind: str) -> Any:
        """The header part of a section: "default" or "first"."""
        (code,) = [h.get(f"{R}id") for h in section.iter(f"{W}headerReference") if h.get(f"{W}type") == kind]
        return self.xml[f"word/{self._target(code)}"]

    def _target(self, code: str) -> str:
        (found,) = [r.get("Target") for r in self.xml["word/_rels/document.xml.rels"] if r.get("Id") == code]
        return found

    def rule_length(self, p: Any, within: float) -> float:
        """The length in points of a rule that stands in `within` points."""
        return within - (int(self.of(p, "ind", "left")) + int(self.of(p, "ind", "right"))) / 20


def text(element: Any) -> str:
    """The text of a paragraph, line breaks kept."""
    pieces = (t.text or "" if t.tag == f"{W}t" else "\n" for t in element.iter(f"{W}t", f"{W}br"))
    return "".join(pieces)


def cell_of(p: Any) -> Any:
    """The cell a paragraph stands in, or None."""
    while p is not None and p.tag != f"{W}tc":
        p = p.getparent()
    return p


def width_of(cell: Any) -> float:
    """A cell's width in points."""
    return int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) / 20


def lines(content: bytes) -> list[str]:
    """The paper as lines: a row of a table as its cells beside each other, a line that stands for each break."""
    made = Made(content)
    found: list[str] = []
    for element in made.body:
        found += _lines(made, element)
    return found


def _lines(made: Made, element: Any) -> list[str]:
    if element.tag == f"{W}p":
        return _of_paragraph(made, element)
    if element.tag != f"{W}tbl":
        return []
    rows = []
    for row in element.iter(f"{W}tr"):
        cells = [[line for p in cell.iter(f"{W}p") for line in _of_paragraph(made, p)] for cell in row.iter(f"{W}tc")]
        deep = max(len(cell) for cell in cells)
        rows += [" │ ".join(cell[n] if n < len(cell) else "" for cell in cells).rstrip() for n in range(deep)]
    return rows


def _of_paragraph(made: Made, p: Any) -> list[str]:
    section = ["═══ trang mới"] if p.find(f"{W}pPr/{W}sectPr") is not None else []
    if made.style_of(p) == "VBDuongKe":
        return ["───"]
    said = text(p)
    return [*(said.split("\n") if said else []), *section]
