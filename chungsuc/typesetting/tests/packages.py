"""The smallest .docx files, part by part, sound and otherwise."""

import io
import zipfile
from typing import Any

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def package(body: str, parts: dict[str, str] | None = None, names: str = NAMES, **more: Any) -> bytes:
    """A .docx of this body, with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", more.get("compress", zipfile.ZIP_DEFLATED)) as archive:
        archive.writestr("[Content_Types].xml", more.get("types", TYPES))
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph with its properties; the text is markup."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
