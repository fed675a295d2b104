"""Certificates of a decision as they come from the printer, page by page: both sides of 01/07/2025, one and many."""

import unicodedata
from datetime import date
from typing import Any

import pytest

from chungsuc.awards.actions.deciding import Signed, prepare_decision, take_decision
from chungsuc.awards.drawing.decisions import draw_certificates
from chungsuc.awards.models import Dossier
from chungsuc.documents.actions import number_batch
from chungsuc.documents.models import CertificateBatch
from chungsuc.documents.printing import printed
from chungsuc.law.spelling import from_tcvn3
from chungsuc.typesetting.tests import reading

from . import papered
from .decided import emulation, leader, somebody, waiting

pytestmark = pytest.mark.usefixtures("bare_province")
BEFORE, AFTER = date(2023, 12, 20), date(2025, 12, 24)
LONG = "Hợp tác xã Nông nghiệp, dịch vụ, thương mại và du lịch cộng đồng Đoàn Kết Thắng Lợi Quảng Khê"
OLD_FONT, APART = from_tcvn3("NguyÔn ThÞ Hång"), unicodedata.normalize("NFD", "Điểu K'Lộc")


def cases(day: date, count: int) -> list[Dossier]:
    """The commune, a cooperative of a long name, people: one of an old font, one whose marks came apart, the others."""
    code = "dn-24673" if day == BEFORE else "ld-24751"
    early = {"received_on": date(2023, 11, 6), "regime": "R2003", "stamp_year": 2023, "drafted_on": date(2023, 11, 1)}
    given: dict[str, Any] = early if day == BEFORE else {}
    unit, group = somebody("", kind="xa", unit=code), somebody(LONG, kind="hop_tac_xa", unit=code)
    people = [OLD_FONT, APART, *(f"Nguyễn Thị Ngọc Hoàng Phương Thảo {n:02d}" for n in range(count))]
    owners = [unit, group, *(somebody(name, unit=code) for name in people)][:count]
    return [waiting(of=owner, **given) for owner in owners]


def lot_of(day: date, rows: list[Dossier], signer: str) -> CertificateBatch:
    """The certificates of a decision about these, with their numbers."""
    made = prepare_decision(rows[0].body, rows[0].form, rows, acting=emulation(day))
    take_decision(made, made.version, Signed("45/QĐ-UBND", day, signer, {}), acting=leader(day))
    made.refresh_from_db()
    return number_batch(draw_certificates(made, emulation(day)), by=leader(day))


@pytest.mark.parametrize("count", [1, 37])
@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=["truoc", "sau"])
def test_every_certificate_has_a_page_that_says_who_gives_what_to_whom(
    day: date, count: int, settings: Any, request: Any
) -> None:
    settings.TODAY = day.isoformat()
    batch = lot_of(day, cases(day, count), "Hồ Văn Mười, Chủ tịch" if count == 1 else "Lê Trọng Yên, Phó Chủ tịch")
    pages = reading.pages(printed(batch))
    rows = list(batch.certificates.select_related("number").order_by("order"))
    assert len(pages) == len(rows) == count
    for page, row in zip(pages, rows, strict=True):
        said = " ".join(page.split())
        assert all(" ".join(part.split()) in said for part in (row.recipient, row.number.printed, row.code))
        assert row.recipient == unicodedata.normalize("NFC", row.recipient)
    # where a line breaks is a matter of the font that a machine has: a page is one line of its golden text
    told = [" ".join(page.split()).replace(row.code, "(mã tra cứu)") for page, row in zip(pages, rows, strict=True)]
    papered.told(f"bang-khen-{request.node.callspec.id}", "\n".join(told) + "\n")
