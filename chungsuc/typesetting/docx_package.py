"""The file around a document's text: parts, relations, page numbers, properties; no moment and no chance in it."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from .docx_xml import HEADER, MAIN, NAMESPACES, RELATIONS, paragraph, run
from .plain_text import printable

_FIRST_DAY = date(1980, 1, 1)  # the first that a zip archive can tell
_NO_DAY = date(2000, 1, 1)
_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
# part, content type, relation from the document (with its id, which section properties name)
HEADER_NEXT, HEADER_FIRST, HEADER_ANNEX, FOOTER = "rId10", "rId11", "rId12", "rId13"
_RELATED = (
    ("styles.xml", "styles", "rId1"),
    ("settings.xml", "settings", "rId2"),
    ("header1.xml", "header", HEADER_NEXT),
    ("header2.xml", "header", HEADER_FIRST),
    ("header3.xml", "header", HEADER_ANNEX),
    ("footer1.xml", "footer", FOOTER),
)


@dataclass(frozen=True)
class Properties:
    """What the file says of itself: its title, and the day from which its times are taken."""

    title: str
    day: date | None


def package(document: str, styles: str, *, draft: str, marks: tuple[str, ...], properties: Properties) -> bytes:
    """The .docx of a document part and a styles part. `draft` stands at the top of page one, `marks` at every foot."""
    foot = paragraph("VBGhiChu", run(" · ".join(marks)))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{RELATIONS}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(properties),
        "word/_rels/document.xml.rels": _relations(
            *((code, f"{RELATIONS}/{kind}", name) for name, kind, code in _RELATED)
        ),
        "word/document.xml": document,
        "word/styles.xml": styles,
        "word/settings.xml": _settings(),
        "word/header1.xml": _part("hdr", paragraph("VBSoTrang", _PAGE)),
        "word/header2.xml": _part("hdr", paragraph("VBDuThao", run(draft))),
        "word/header3.xml": _part("hdr", paragraph("VBSoTrang")),
        "word/footer1.xml": _part("ftr", foot),
    }
    return zipped({name: text.encode("utf-8") for name, text in parts.items()}, properties.day)


def zipped(parts: Mapping[str, bytes], day: date | None) -> bytes:
    """The parts as an archive whose times are the first minute of the day."""
    when = max(day or _NO_DAY, _FIRST_DAY)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (when.year, when.month, when.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes from every system
            entry.external_attr = 0
            archive.writestr(entry, content)
    return stream.getvalue()


def section(*, width: int, height: int, margins: Mapping[str, int], landscape: bool, first: str, footed: bool) -> str:
    """The properties of a section whose page numbers begin at 1 and are not shown on its first page (all in twips)."""
    turned = ' w:orient="landscape"' if landscape else ""
    feet = "".join(f'<w:footerReference w:type="{kind}" r:id="{FOOTER}"/>' for kind in ("default", "first") if footed)
    edges = " ".join(f'w:{edge}="{size}"' for edge, size in margins.items())
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER_NEXT}"/>'
        f'<w:headerReference w:type="first" r:id="{first}"/>{feet}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar {edges} w:gutter="0"/>'
        '<w:pgNumType w:fmt="decimal" w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _part(root: str, content: str) -> str:
    return f"{HEADER}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def _relations(*rows: tuple[str, str, str]) -> str:
    made = "".join(f'<Relationship Id="{code}" Type="{kind}" Target="{target}"/>' for code, kind, target in rows)
    return f'{HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _content_types() -> str:
    rows = [("word/document.xml", f"{_PARTS}.document.main+xml")]
    rows += [(f"word/{name}", f"{_PARTS}.{kind}+xml") for name, kind, _ in _RELATED]
    rows += [("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
    made = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in rows)
    return (
        f'{HEADER}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}</Types>'
    )


def _core(properties: Properties) -> str:
    moment = f"{properties.day or _NO_DAY}T00:00:00Z"
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(printable(properties.title))}</dc:title><dc:language>vi-VN</dc:language>{times}"
        "</cp:coreProperties>"
    )


def _settings() -> str:
    return (
        f'{HEADER}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/></w:settings>'
    )
