"""Workbooks made by hand for the tests: every part can be replaced, added or left out."""

import zipfile
from pathlib import Path
from typing import Any

from chungsuc.workbooks import child
from chungsuc.workbooks.limits import DEFAULT, Limits
from chungsuc.workbooks.package import check_file

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

HOSTILE_DTD = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
LAUGHS_DTD = (
    "<!DOCTYPE x ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def relationships(*entries: str) -> str:
    """A .rels part; an entry is "id kind target" and perhaps "External"."""
    made = ""
    for entry in entries:
        number, kind, target, *mode = entry.split()
        outside = ' TargetMode="External"' if mode else ""
        made += f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def sheet_xml(data: str, after: str = "") -> str:
    """A worksheet with the given rows and elements after them."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'


def strings_xml(items: str) -> str:
    """A table of shared strings."""
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def book_xml(sheets: str = '<sheet name="Biểu" sheetId="1" r:id="rId1"/>', before: str = "", after: str = "") -> str:
    """A workbook part."""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets>{after}</workbook>'


def styles_xml(formats: str, styles: str) -> str:
    """A styles part: number formats and cell styles."""
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'


def content_types(main: str = SHEET_TYPE) -> str:
    """The content types part."""
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>'
    )


ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def parts(data: str = ONE_CELL, **changes: str) -> dict[str, str]:
    """The parts of a small sound workbook."""
    made = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships("rId1 officeDocument xl/workbook.xml"),
        "xl/workbook.xml": book_xml(),
        "xl/_rels/workbook.xml.rels": relationships(
            "rId1 worksheet worksheets/sheet1.xml", "rId2 sharedStrings sharedStrings.xml", "rId3 styles styles.xml"
        ),
        "xl/worksheets/sheet1.xml": sheet_xml(data),
        "xl/sharedStrings.xml": strings_xml("<si><t>Đạt</t></si>"),
        "xl/styles.xml": styles_xml("", '<xf numFmtId="0"/>'),
    }
    names = {"book": "xl/workbook.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    names |= {
        "sheet": "xl/worksheets/sheet1.xml",
        "types": "[Content_Types].xml",
        "links": "xl/_rels/workbook.xml.rels",
    }
    return made | {names[key]: text for key, text in changes.items()}


def packed(path: Path, content: dict[str, str] | dict[str, bytes], level: int = 6) -> Path:
    """Zip the parts to a path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path


def told_here(path: Path, limits: Limits = DEFAULT) -> list[list[Any]]:
    """What the child's code tells about a file, run in this process (where its coverage is seen)."""
    lines: list[list[Any]] = []
    with path.open("rb") as file:
        child.serve(file, check_file(file, path.name, limits), limits, lines.append)
    return lines
