"""What the words of lists mean, and what stays unclear."""

from datetime import date

import pytest

from chungsuc.awards.reading.words import decision_in, form_of, is_ditto, kind_of, years_in

FORMS = {
    "GK_SO": "Giấy khen của Thủ trưởng sở, ban, ngành, đoàn thể tỉnh",
    "GK_HUYEN": "Giấy khen của Chủ tịch UBND huyện, thành phố",
    "GK_XA": "Giấy khen của Chủ tịch UBND xã",
    "BK_TINH": "Bằng khen của Chủ tịch UBND tỉnh",
    "BK_TTG": "Bằng khen của Thủ tướng Chính phủ",
    "HCLD_3": "Huân chương Lao động hạng Ba",
    "HCLD_2": "Huân chương Lao động hạng Nhì",
    "HCLD_1": "Huân chương Lao động hạng Nhất",
    "CO_CP": "Cờ thi đua của Chính phủ",
    "CO_TINH": "Cờ thi đua của UBND tỉnh",
}
KINDS = {"xa": "Xã, phường, thị trấn", "can_bo": "Cán bộ, công chức, viên chức", "ho": "Gia đình, hộ"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Bằng khen UBND tỉnh", "BK_TINH"),
        ("BK Chủ tịch UBND tỉnh", "BK_TINH"),
        ("bằng khen của UBND tỉnh Đắk Nông", "BK_TINH"),
        ("BK CT UBND tỉnh", "BK_TINH"),
        ("BK cấp tỉnh", "BK_TINH"),
        ("BẰNG KHEN CỦA THỦ TƯỚNG", "BK_TTG"),
        ("BK TTg", "BK_TTG"),
        ("HCLĐ hạng Ba", "HCLD_3"),
        ("Huân chương Lao động hạng III", "HCLD_3"),
        ("HCLĐ hạng nhì", "HCLD_2"),
        ("HCLD 1", "HCLD_1"),
        ("hcld_2", "HCLD_2"),
        ("GK của Giám đốc Sở Nội vụ", "GK_SO"),
        ("Giấy khen Chủ tịch UBND huyện Đắk Mil", "GK_HUYEN"),
        ("GK UBND thành phố Gia Nghĩa", "GK_HUYEN"),
        ("Giấy khen UBND xã", "GK_XA"),
        ("Cờ thi đua của UBND tỉnh", "CO_TINH"),
        ("Cờ Chính phủ", "CO_CP"),
        ("Bằng khen", None),
        ("Bằng khen của Bộ trưởng Bộ Nông nghiệp", None),
        ("Huân chương Lao động", None),
        ("Huân chương Độc lập hạng Ba", None),
        ("Giấy khen", None),
        ("", None),
    ],
)
def test_a_form_is_known_by_its_usual_spellings(written, code):
    assert form_of(written, FORMS) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("Xã", "xa"), ("thị trấn", "xa"), ("Hộ", "ho"), ("CAN_BO", "can_bo"), ("cá nhân", None), ("", None)],
)
def test_a_kind_is_known_by_its_name_or_one_part_of_it(written, code):
    assert kind_of(written, KINDS) == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/01/2024", ("12/QĐ-UBND", date(2024, 1, 5))),
        ("(Kèm theo Quyết định số 1800 /QĐ-UBND, ngày 20 tháng 12 năm 2023)", ("1800/QĐ-UBND", date(2023, 12, 20))),
        ("12/QĐ-UBND ngày 05/01/2024 và 13/QĐ-UBND ngày 06/01/2024", None),
        ("ngày 05/01/2024", None),
        ("12/QĐ-UBND ngày 31/02/2024", None),
    ],
)
def test_a_decision_is_read_when_the_text_names_one(text, found):
    assert decision_in(text) == found


def test_years_and_dittos():
    assert [years_in(text) for text in ("2021-2023", "năm 2022", "2020, 2021, 2022", "")] == [
        (2021, 2023),
        (2022, 2022),
        None,
        None,
    ]
    assert [is_ditto(text) for text in ("nt", "-nt-", '"', "Như trên", "-", "", "An")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]
