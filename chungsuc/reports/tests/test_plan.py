"""The plan as data: its number, what it rests on, its targets, subjects and days."""

import pytest

from chungsuc.recognition.facts import base_level
from chungsuc.reports.tests.test_home import words_of


@pytest.fixture
def leader(province, client_as):
    base_level()  # asked once in a process, not once a page
    return client_as(province.account("leader"))


def test_nobody_signed_in_is_sent_to_sign_in_and_who_has_no_right_is_refused(province, client_as) -> None:
    assert client_as(None).get("/ke-hoach/").status_code == 302
    for name in ("administrator", "nobody", "district"):
        assert client_as(province.account(name)).get("/ke-hoach/").status_code == 403


def test_a_commune_reads_the_plan_without_being_led_to_what_it_may_not_open(province, client_as) -> None:
    text = client_as(province.account("commune")).get("/ke-hoach/").content.decode()
    assert "Xã đạt chuẩn nông thôn mới nâng cao" in text
    assert "/chi-tieu/" not in text


def test_the_targets_are_shown_as_printed_with_their_status(leader) -> None:
    response = leader.get("/ke-hoach/")
    told = words_of(response)
    assert "ít nhất 43 xã Đã đối chiếu “có ít nhất 43 xã đạt chuẩn nông thôn mới”, hạn 31/12/2025." in told
    assert "không quá 0 xã" in told
    assert "/chi-tieu/xa_ntm/" in response.content.decode()


def test_the_number_is_shown_with_what_is_wrong_with_it(leader) -> None:
    told = words_of(leader.get("/ke-hoach/"))
    assert "Quyết định 137/QĐ-UBND / 1337/QĐ-UBND (chờ đính chính) ngày 13/07/2022" in told
    assert "Đầu quyết định in số 137, kế hoạch kèm theo ghi số 1337." in told


def test_subjects_and_milestones_are_complete(leader) -> None:
    told = words_of(leader.get("/ke-hoach/"))
    for letter in ("a", "b", "c", "d", "đ", "e", "f"):
        assert f" {letter}) " in told
    assert "Mục VI.2 (năm 2023)" in told
    assert "hằng năm, đến năm 2025" in told


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("31/12/2023", "đang có hiệu lực"),
        ("01/01/2024", "hết hiệu lực từ sau 31/12/2023"),
        ("01/01/2004", "chưa có hiệu lực, từ 01/07/2004"),
    ],
)
def test_a_documents_force_is_that_of_the_pages_day(leader, day, state) -> None:
    text = leader.get(f"/ke-hoach/?ngay={day}").content.decode()
    [row] = [row for row in text.split("</tr>") if "15/2003/QH11" in row]
    assert state in row


def test_before_a_pack_is_loaded_the_page_says_how_the_plan_comes(leader) -> None:
    from chungsuc.movement.models import Plan

    for model in (*(relation.related_model for relation in Plan._meta.related_objects), Plan):
        model.objects.all().delete()
    assert "Chưa nạp kế hoạch của phong trào" in words_of(leader.get("/ke-hoach/"))


def test_it_stays_within_twelve_queries_and_a_hundred_kilobytes(leader, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        response = leader.get("/ke-hoach/?ngay=31/12/2023")
    assert len(response.content) < 100_000
