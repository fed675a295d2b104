"""A citation says where, from which source, and how far it may be trusted."""

import pytest

from chungsuc.law.citations import Citation, Status


@pytest.mark.parametrize(
    ("status", "value", "label", "official"),
    [
        (Status.VERIFIED, "verified", "đã kiểm chứng", True),
        (Status.RECALLED, "recalled", "ghi theo trí nhớ, chưa đối chiếu", False),
        (Status.DEMONSTRATION, "demonstration", "số trình diễn", False),
        (Status.MISSING, "missing", "còn thiếu", False),
        (Status.CONFIRMED, "confirmed", "đã xác nhận", True),
    ],
)
def test_each_status_has_its_word_and_its_weight(status, value, label, official):
    assert (status.value, str(status), status.label, status.official) == (value, value, label, official)
    assert Status(value) is status


def test_every_status_is_tabled_here():
    assert len(Status) == 5


@pytest.mark.parametrize(
    ("citation", "phrase"),
    [
        (
            Citation("Quyết định 18/2022/QĐ-TTg", "Điều 5", "Công báo", Status.VERIFIED),
            "Điều 5 Quyết định 18/2022/QĐ-TTg (nguồn: Công báo; đã kiểm chứng)",
        ),
        (Citation("Luật Thi đua, khen thưởng"), "Luật Thi đua, khen thưởng (ghi theo trí nhớ, chưa đối chiếu)"),
        (Citation("", "mục IV", status=Status.CONFIRMED), "mục IV (đã xác nhận)"),
        (Citation("", status=Status.MISSING), "chưa ghi văn bản (còn thiếu)"),
    ],
)
def test_a_citation_is_one_readable_phrase(citation, phrase):
    assert str(citation) == phrase
