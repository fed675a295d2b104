"""Documents made at once, past the way in: for pages of other tests. They leave nothing in the journal."""

import hashlib
from typing import Any

from chungsuc.evidence import storage
from chungsuc.evidence.models import Document, DocumentKind, StoredFile
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now

from .making import pdf


def put(code: str, title: str = "Quyết định phê duyệt", **more: Any) -> Document:
    """A document of the unit with this code, with its file."""
    data = pdf(f"/Cua /{hashlib.sha256((code + title).encode()).hexdigest()[:8]} /Ghi ({'x' * 400})".encode())
    sha256 = hashlib.sha256(data).hexdigest()
    storage.keep(storage.write(data), sha256)
    file, _ = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(data), "media_type": "application/pdf", "extension": "pdf", "stored_at": now()},
    )
    fields = {"uploaded_by": "commune", "uploaded_at": now(), "received_sha256": sha256, **more}
    kind = DocumentKind.objects.get(code="quyet_dinh")  # every pack of the tests has it
    return Document.objects.create(unit=Unit.objects.get(code=code), kind=kind, file=file, title=title, **fields)
