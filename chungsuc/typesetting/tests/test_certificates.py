"""Certificates: what a made page says, that a phone reads its code, and that no name is too long for it."""

import io
from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from chungsuc.typesetting import certificates
from chungsuc.typesetting.certificates import CertificateContent, batch
from chungsuc.typesetting.content import Signature
from chungsuc.typesetting.tests import reading
from chungsuc.typesetting.tests.samples import CHECK, certificate
from chungsuc.typesetting.wording import DEMONSTRATION, DRAFT

pytestmark = pytest.mark.usefixtures("press_at_hand")

KINDS = ("giay-khen", "bang-khen", "bang-cong-nhan")
ALL = pytest.mark.parametrize("kind", KINDS)
# mm from the top of an A4 page: the zones that texts must keep to
ISSUER, TITLE, MIDDLE, BOTTOM = (36, 50), (56, 80), (78, 136), (135, 190)


def spread(content: bytes, size: float) -> list[float]:
    return [run.y for run in reading.runs(content) if abs(run.size - size) < 0.3]


@ALL
def test_a_certificate_is_one_page_for_the_archive_that_says_everything(kind: str) -> None:
    said = certificate(kind)
    content = certificates.certificate(said)
    (page,) = reading.opened(content).pages
    assert [round(float(side) / reading.MM) for side in page.mediabox[2:]] == [297, 210]
    held = reading.fonts(content)
    assert held and all(held.values())
    text = reading.words(content)
    for part in (said.kind_name, said.recipient, said.issuer, said.verb, said.detail, said.decision, said.register, "ngày 05 tháng 02 năm 2024", "CHỦ TỊCH", "Nguyễn Văn Ẩn", said.code):  # fmt: skip
        assert part in text, part
    assert " ".join(said.reason.split()) in text


@pytest.mark.parametrize(("size", "ppi"), [("A4", 100), ("A3", 72)])
def test_the_code_on_the_page_leads_to_the_check_page(size: certificates.Size, ppi: float) -> None:
    address = "https://thidua.daknong.example.vn/tra-cuu/7KQ4-M2XD-9RTA-1B0C/?ngay=05/02/2024&loai=bằng-khen"
    picture = certificates.png(certificate(check_url=address), size, ppi)
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert code.text == address


def test_a_certificate_without_an_address_has_no_code() -> None:
    picture = certificates.png(certificate(check_url="", code=""))
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(picture))) == []


def test_a3_is_the_same_page_larger() -> None:
    small, large = (reading.runs(certificates.certificate(certificate(), size)) for size in ("A4", "A3"))
    assert [run.text for run in small] == [run.text for run in large]
    assert all(abs(b.y / a.y - 420 / 297) < 0.01 for a, b in zip(small, large, strict=True))


@pytest.mark.parametrize(
    "name",
    [
        "Ban Chỉ đạo các Chương trình mục tiêu quốc gia giai đoạn 2021 - 2025 xã Nâm N’Jang, huyện Đắk Song",
        "Nguyễn Thị " * 270,
        "A" * 3000,
    ],
    ids=["a long office", "3,000 letters", "one word of 3,000"],
)
def test_a_long_name_shrinks_and_stays_in_its_place(name: str) -> None:
    said = certificate(
        recipient=name,
        detail=name[:300],
        reason=name,
        issuer=name[:200],
        signature=Signature(name[:200], name[:150], "KT.", name[:90]),
    )
    content = certificates.certificate(said)
    assert len(reading.opened(content).pages) == 1
    assert "".join(name.split()) in reading.words(content).replace(" ", "")
    left, top, right, bottom = reading.ink(certificates.png(said))
    assert (left, top) >= (7, 7) and right <= 290 and bottom <= 203
    found = reading.runs(content)
    title = next(run.y for run in found if "BẰNG" in run.text)
    issuer = [run.y for run in found if run.y < title - 8 and run.y > 34]
    middle = [run.y for run in found if title + 1 < run.y < BOTTOM[0]]
    assert ISSUER[0] <= min(issuer) and TITLE[0] <= title <= TITLE[1]
    assert MIDDLE[0] <= min(middle) and max(middle) <= MIDDLE[1]
    assert max(run.y for run in found) <= BOTTOM[1]


def test_a_name_that_fits_keeps_its_full_size() -> None:
    sizes = {run.text: run.size for run in reading.runs(certificates.certificate(certificate("giay-khen")))}
    assert round(sizes["Ông Y Blinh Niê"]) == 30


def test_the_name_of_a_place_stays_on_one_line() -> None:
    for year in range(2019, 2025):
        reason = f"Đã có thành tích xuất sắc trong Phong trào thi đua “Đắk Nông chung sức xây dựng nông thôn mới” năm {year} tại xã Nâm Nung"
        lines = reading.pages(certificates.certificate(certificate(reason=reason[year - 2019 :])))[0].split("\n")
        assert sum("“Đắk Nông" in line for line in lines) == 1 and sum("Nâm Nung" in line for line in lines) == 2


def test_a_batch_is_one_file_in_order_with_progress_by_pieces() -> None:
    steps: list[tuple[int, int]] = []
    contents = [certificate(recipient=f"Ông Nguyễn Văn {number}") for number in range(60)]
    content = batch(contents, on_progress=lambda done, total: steps.append((done, total)))
    pages = reading.pages(content)
    assert [f"Nguyễn Văn {number}\n" in page for number, page in enumerate(pages)] == [True] * 60
    assert steps == [(0, 60), (25, 60), (50, 60), (60, 60)]


def test_a_batch_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        batch([])


def test_the_same_batch_gives_the_same_bytes() -> None:
    contents = [certificate(kind) for kind in KINDS]
    assert len({batch(contents) for _ in range(5)}) == 1


def test_the_file_carries_the_day_of_the_certificate() -> None:
    said = reading.opened(certificates.certificate(certificate(day=date(2023, 12, 31)))).metadata
    assert said is not None and said.creation_date is not None
    assert said.creation_date.date() == date(2023, 12, 31)


def test_demonstration_and_draft_are_said_on_the_page() -> None:
    text = reading.words(certificates.certificate(certificate(demonstration=True, draft=True)))
    assert DEMONSTRATION in text and DRAFT in text


@settings(max_examples=15)
@example("#eval(1) *đậm* {{ 7*7 }} <b> & \"' =HYPERLINK() 🎉 \u202eabc")
@given(st.text(max_size=80))
def test_whatever_is_typed_makes_a_whole_page(text: str) -> None:
    hostile = CertificateContent(
        text,
        text,
        text,
        text,
        text,
        text,
        text,
        text,
        text,
        None,
        Signature(text, text, "TM.", text),
        CHECK,
        text,
        text,
        True,
    )
    assert len(reading.opened(batch([hostile, replace(hostile, check_url=text[:40])])).pages) == 2
