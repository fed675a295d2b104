"""Which font a run of a Word text is set in: its own, its styles', the document's. Only old fonts matter here."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from chungsuc.workbooks.limits import Limits
from chungsuc.workbooks.parts import small_tree, targets_of

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
)
_DEEPEST = 20  # styles that rest on each other


@lru_cache(maxsize=2048)
def local_name(tag: str) -> str:
    """The name of an element or attribute of Word's own ("{…}p" or "…}p" → "p"); "" for anything else's."""
    space, _, name = tag.lstrip("{").rpartition("}")
    return name if space in _WORD else ""


@dataclass
class Fonts:
    """The fonts of a document's styles by the style's id; `fallback` for a text that no style says anything of."""

    styles: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # id: (font, the style it rests on)
    normal: str = ""
    fallback: str = ""

    def of(self, own: str, run_style: str, paragraph_style: str) -> str:
        """The font of a run, "" when nothing says it."""
        return own or self._styled(run_style) or self._styled(paragraph_style or self.normal) or self.fallback

    def _styled(self, style: str) -> str:
        for _ in range(_DEEPEST):
            font, base = self.styles.get(style, ("", ""))
            if font or not base:
                return font
            style = base
        return ""


def read_fonts(archive: zipfile.ZipFile, main: str, limits: Limits) -> Fonts:
    """The fonts of the styles part; no fonts when there is none. WorkbookRefused when it is damaged or too large."""
    folder, _, name = main.rpartition("/")
    if f"{folder}/_rels/{name}.rels".lstrip("/") not in archive.namelist():
        return Fonts()
    targets = targets_of(archive, main, limits, letters_only=True)
    part = next((path for kind, path in targets.values() if kind == "styles"), "")
    if part not in archive.namelist():
        return Fonts()
    root = small_tree(archive, part, limits)
    styles: dict[str, tuple[str, str]] = {}
    normal = fallback = ""
    for element in root:
        name = local_name(element.tag)
        if name == "docDefaults":
            fallback = _font(element)
        elif name == "style":
            said = {local_name(key): value for key, value in element.attrib.items()}
            base = next((_value(child) for child in element if local_name(child.tag) == "basedOn"), "")
            styles[said.get("styleId", "")] = (_font(element), base)
            if said.get("type") == "paragraph" and said.get("default") in ("1", "true"):
                normal = said.get("styleId", "")
    return Fonts(styles, normal, fallback)


def _font(element: Element) -> str:
    for child in element.iter():
        if local_name(child.tag) == "rFonts":
            said = {local_name(key): value for key, value in child.attrib.items()}
            return said.get("ascii") or said.get("hAnsi") or ""
    return ""


def _value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if local_name(key) == "val"), "")
