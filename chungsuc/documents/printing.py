"""Certificates of a batch set as one PDF: full pages, or the fields alone for pre-printed blanks. Writes nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from chungsuc.law.periods import show_day
from chungsuc.typesetting import certificates, overlays
from chungsuc.typesetting.certificates import CertificateContent
from chungsuc.typesetting.content import Signature
from chungsuc.typesetting.wording import place_and_day

from .models import Certificate, CertificateBatch

Progress = Callable[[int, int], None]
FIELDS: Mapping[str, str] = {
    "recipient": "người, đơn vị nhận",
    "detail": "chức vụ, đơn vị",
    "reason": "thành tích",
    "decision": "số, ngày quyết định",
    "register": "số vào sổ",
    "place_day": "nơi, ngày ký",
    "capacity": "thẩm quyền ký (TM., KT. …)",
    "office": "chức vụ người ký",
    "name": "họ tên người ký",
}
"""The fields of a blank by name, as people read them."""


def printed(batch: CertificateBatch, on_progress: Progress | None = None) -> bytes:
    """The one file of a numbered batch; the same bytes whenever it is made."""
    rows = list(batch.certificates.select_related("number").order_by("order"))
    if batch.blank_as:
        return overlays.overlay(blank_of(batch.blank_as), [values_of(batch, row) for row in rows], on_progress)
    contents = [content_of(batch, row) for row in rows]
    return certificates.batch(contents, paper_size(batch), on_progress=on_progress)


def paper_size(batch: CertificateBatch) -> certificates.Size:
    """The size of the pages of a batch."""
    return "A3" if batch.size == "A3" else "A4"


def content_of(batch: CertificateBatch, row: Certificate | None, entry: Mapping[str, str] | None = None) -> Any:
    """What a certificate says; one without a number yet says that it is a draft."""
    said, common = entry or {}, batch.common
    if row is not None:
        said = {"recipient": row.recipient, "detail": row.detail, "reason": row.reason}
    return CertificateContent(
        kind_name=common.get("title") or batch.kind_name.upper(),
        recipient=said.get("recipient", ""),
        issuer=common.get("issuer", ""),
        verb=common.get("verb", "TẶNG"),
        detail=said.get("detail", ""),
        reason=said.get("reason", "") or common.get("reason", ""),
        decision=common.get("decision", ""),
        register=register_line(row, common.get("mark", "")),
        place=common.get("place", ""),
        day=batch.day,
        signature=Signature(
            office=common.get("office", ""),
            name=common.get("name", ""),
            authority=common.get("authority", ""),  # type: ignore[arg-type]
            of=common.get("of", ""),
        ),
        check_url=check_address(common.get("address", ""), row.code) if row is not None else "",
        code=row.code if row is not None else "",
        parent=common.get("parent", ""),
        demonstration=common.get("demonstration", "") == "1",
        draft=row is None,
    )


def register_line(row: Certificate | None, mark: str = "") -> str:
    """ "Vào sổ số 12", with the mark of one that stands in another's place; "" while there is no number."""
    if row is None:
        return ""
    return f"Vào sổ số {row.number.printed}" + (f"\n{mark}" if mark else "")


def check_address(address: str, code: str) -> str:
    """Where anybody may check a certificate."""
    return f"{address.rstrip('/')}/tra-cuu/{code}/"


def values_of(
    batch: CertificateBatch, row: Certificate | None, entry: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The values of a blank's fields for one certificate."""
    said, common = dict(entry or {}), batch.common
    if row is not None:
        said = {"recipient": row.recipient, "detail": row.detail, "reason": row.reason}
    capacity = f"{common.get('authority', '')} {common.get('of', '')}".strip()
    return {
        "recipient": said.get("recipient", ""),
        "detail": said.get("detail", ""),
        "reason": said.get("reason", "") or common.get("reason", ""),
        "decision": common.get("decision", ""),
        "register": "; ".join(part for part in (row.number.printed, common.get("mark", "")) if part) if row else "",
        "place_day": place_and_day(common.get("place", ""), batch.day),
        "capacity": capacity,
        "office": common.get("office", ""),
        "name": common.get("name", ""),
    }


def blank_of(kept: Mapping[str, Any]) -> overlays.Blank:
    """A blank as it was kept, for setting."""
    fields = tuple(overlays.Field(**row) for row in kept["fields"])
    sizes = {name: float(kept[name]) for name in ("width", "height", "dx", "dy")}
    return overlays.Blank(sizes["width"], sizes["height"], fields, sizes["dx"], sizes["dy"])


def decision_words(number: str, day: date) -> str:
    """ "Quyết định số 12/QĐ-UBND ngày 05/02/2024"."""
    return f"Quyết định số {number} ngày {show_day(day)}"
