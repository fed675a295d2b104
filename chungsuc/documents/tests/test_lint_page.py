"""The page where a paper is read: findings with their places, faults in words, nothing kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.documents.views import linting
from chungsuc.typesetting.tests.packages import package, paragraph
from tests.province import Province

from .linted import DECISION
from .plan import typeset


@pytest.fixture
def send(bare_province: Province, client_as: Callable[[Any], Any]) -> Callable[..., Any]:
    """`send(content, day="…")`: what an officer of a department is answered."""
    client = client_as(bare_province.account("department"))

    def sent(content: bytes | None, **typed: str) -> Any:
        file = {} if content is None else {"file": SimpleUploadedFile("ke-hoach.docx", content)}
        return client.post(reverse("paper_lint"), {**typed, **file})

    return sent


def test_an_officer_reads_the_slips_of_the_plan_with_their_places(send: Callable[..., Any]) -> None:
    before = Entry.objects.count()
    answer = send(typeset())
    page = answer.content.decode()
    assert answer.status_code == 200 and "<b>10</b> chỗ phải xem lại trong “ke-hoach.docx”" in page
    assert "soát theo ngày 13/07/2022" in page
    for place in ("Điều 2, đoạn 2", "Nơi nhận, dòng 1", "Phụ lục, mục II.1, đoạn 2"):
        assert place in page
    assert "Sửa thành “Như Điều 3”" in page and "Phụ lục I, phần I, mục II, khoản 9" in page
    assert Entry.objects.count() == before


def test_a_sound_paper_has_nothing_to_look_at_and_the_page_says_what_that_means(send: Callable[..., Any]) -> None:
    page = send(package("".join(map(paragraph, DECISION.split("\n"))))).content.decode()
    assert "Không có gì phải xem lại trong “ke-hoach.docx”" in page
    assert "Không báo chưa có nghĩa là đúng" in page


def test_a_day_that_was_typed_is_the_day_of_law_and_units(send: Callable[..., Any]) -> None:
    page = send(typeset(), day="01/10/2025").content.decode()
    assert "soát theo ngày 01/10/2025" in page and "Thành phố Gia Nghĩa không còn từ 01/07/2025" in page


def test_what_is_no_paper_is_told_at_the_file_and_the_day_stays(send: Callable[..., Any]) -> None:
    answer = send(b"%PDF-1.7", day="01/10/2025")
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="01/10/2025"' in page
    assert "Tệp không phải văn bản .docx. Hãy mở bằng Word" in page
    assert "Chưa chọn tệp. Hãy chọn văn bản .docx." in send(None).content.decode()
    assert "Tệp rỗng (0 byte)" in send(b"").content.decode()
    assert send(typeset(), day="31/02/2024").status_code == 422


def test_markup_in_a_paper_is_text_on_the_page(send: Callable[..., Any]) -> None:
    wrong = package(paragraph("xã Quang Hoà &lt;script&gt;alert(1)&lt;/script&gt; ngày 31/02/2024 {{ a }}"))
    page = send(wrong).content.decode()
    assert "<script>alert" not in page


def test_many_findings_are_told_by_number(send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linting, "_SHOWN", 3)
    assert "Còn 7 chỗ nữa." in send(typeset()).content.decode()
