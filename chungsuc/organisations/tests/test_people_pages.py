"""The administrator's pages: accounts, the posts that are given and ended there, first passwords, switching off."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.organisations import events
from chungsuc.organisations.actions import AppointmentRefused, end_appointment
from chungsuc.organisations.models import Post
from tests.province import Province

STRONG = "Cầu tre lắt lẻo 2023"
GIVEN = {"viec": "giao", "giao-role": "commune", "giao-unit": "Xã Nhân Cơ", "giao-since": "02/03/2026",
         "giao-until": "", "giao-paper": "Quyết định 12/QĐ-UBND"}  # fmt: skip
NEW = {"username": " Ha.Nguyen ", "full_name": "Nguyễn Thị Hà", "password1": STRONG, "password2": STRONG}


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = "2026-03-02"


@pytest.fixture
def office(bare_province: Province, client_as: Any) -> Any:
    return client_as(bare_province.account("administrator"))


@pytest.fixture
def somebody(bare_province: Province) -> User:
    user: User = bare_province.account("nobody")
    return user


def sent(office: Any, user: User, **typed: str) -> Any:
    return office.post(reverse("person", args=[user.pk]), typed, follow=True)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def acts() -> list[str]:
    return list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:1])


def test_a_post_is_given_with_its_paper_and_one_entry_and_opens_what_it_is_for(office: Any, somebody: User) -> None:
    before = Entry.objects.count()
    answer = sent(office, somebody, **GIVEN)
    assert "Đã giao chức vụ: UBND xã, Xã Nhân Cơ, từ 02/03/2026." in text_of(answer)
    post = Post.objects.get(account=somebody)
    assert (post.role, post.unit.code, post.since, post.until) == ("commune", "ld-24751", date(2026, 3, 2), None)
    assert post.paper == "Quyết định 12/QĐ-UBND"
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor, entry.subject_id) == (events.POST_GIVEN, "administrator", str(somebody.pk))


def test_the_same_post_again_writes_nothing_and_says_so(office: Any, somebody: User) -> None:
    sent(office, somebody, **GIVEN)
    before = Entry.objects.count()
    assert "Chức vụ này đã được giao từ trước" in text_of(sent(office, somebody, **GIVEN))
    assert (Entry.objects.count(), Post.objects.filter(account=somebody).count()) == (before, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"giao-role": ""}, "Chưa chọn vai trò"),
        ({"giao-unit": ""}, "Chưa ghi đơn vị"),
        ({"giao-unit": "Xã Không Có"}, "Xã Không Có"),
        ({"giao-since": ""}, "Chưa ghi ngày đầu"),
        ({"giao-paper": ""}, "Chưa ghi văn bản"),
        ({"giao-role": "administrator"}, "Vai trò cấp tỉnh chỉ giao tại tỉnh hoặc cơ quan của tỉnh"),
        ({"giao-until": "01/03/2026"}, "Ngày cuối trước ngày đầu 02/03/2026"),
        ({"giao-unit": "dn-24751", "giao-since": "01/01/2025"}, "Đề nghị: 30/06/2025"),
    ],
)
def test_a_post_that_cannot_be_is_refused_at_its_field_and_writes_nothing(
    office: Any, somebody: User, typed: dict[str, str], said: str
) -> None:
    before = Entry.objects.count()
    assert said in text_of(sent(office, somebody, **{**GIVEN, **typed}))
    assert (Entry.objects.count(), Post.objects.filter(account=somebody).exists()) == (before, False)


def test_a_last_day_that_was_left_empty_is_filled_with_the_one_that_would_do(office: Any, somebody: User) -> None:
    answer = sent(office, somebody, **{**GIVEN, "giao-unit": "dn-24751", "giao-since": "01/01/2025"})
    assert 'value="30/06/2025"' in answer.content.decode()


def test_a_post_that_overlaps_one_already_held_is_refused_with_its_days(office: Any, somebody: User) -> None:
    sent(office, somebody, **{**GIVEN, "giao-until": "31/12/2026"})
    later = {**GIVEN, "giao-since": "31/12/2026", "giao-until": ""}
    said = "đã giữ vai trò ấy tại đơn vị này từ ngày 02/03/2026 đến hết ngày 31/12/2026"
    assert said in text_of(sent(office, somebody, **later))
    assert "Đã giao chức vụ" in text_of(sent(office, somebody, **{**later, "giao-since": "01/01/2027"}))
    assert "đã giữ vai trò ấy" in text_of(sent(office, somebody, **{**GIVEN, "giao-until": "01/01/2027"}))


def test_nobody_gives_or_ends_a_post_of_his_own(office: Any, bare_province: Province) -> None:
    own = bare_province.account("administrator")
    page = text_of(sent(office, own, **GIVEN))
    assert "Việc này không làm được với tài khoản này" in page
    assert Post.objects.filter(account=own).count() == 1
    post = Post.objects.get(account=own)
    with pytest.raises(AppointmentRefused, match="tự giao hoặc tự thu"):
        end_appointment(post, seen_until=None, last_day=date(2026, 3, 2), by=own.username)


def ended(post: Post, last_day: str, seen: str = "") -> dict[str, str]:
    return {
        "viec": "ket-thuc",
        "ket-thuc-post": f"{post.pk}:{seen}",
        "ket-thuc-last_day": last_day,
        "ket-thuc-paper": "",
    }


def test_a_post_is_ended_with_its_last_day_and_one_entry(office: Any, somebody: User) -> None:
    sent(office, somebody, **GIVEN)
    post = Post.objects.get(account=somebody)
    answer = sent(office, somebody, **ended(post, "31/03/2026"))
    assert "ngày cuối là 31/03/2026" in text_of(answer)
    post.refresh_from_db()
    assert (post.until, acts()) == (date(2026, 3, 31), [events.POST_ENDED])


@pytest.mark.parametrize(
    ("last_day", "said"),
    [
        ("", "Chưa ghi ngày cuối"),
        ("01/03/2026", "Chức vụ bắt đầu ngày 02/03/2026 nên không thể kết thúc trước ngày đó."),
    ],
)
def test_a_post_cannot_end_before_it_began(office: Any, somebody: User, last_day: str, said: str) -> None:
    sent(office, somebody, **GIVEN)
    post = Post.objects.get(account=somebody)
    assert said in text_of(sent(office, somebody, **ended(post, last_day)))
    post.refresh_from_db()
    assert post.until is None


def test_a_last_day_moves_only_to_an_earlier_one(office: Any, somebody: User) -> None:
    sent(office, somebody, **{**GIVEN, "giao-until": "31/12/2026"})
    post = Post.objects.get(account=somebody)
    said = text_of(sent(office, somebody, **ended(post, "31/12/2026", "2026-12-31")))
    assert "Chức vụ này đã có ngày cuối là 31/12/2026" in said
    assert "ngày cuối là 30/12/2026" in text_of(sent(office, somebody, **ended(post, "30/12/2026", "2026-12-31")))


def test_a_post_that_somebody_else_changed_meanwhile_is_looked_at_again(office: Any, somebody: User) -> None:
    sent(office, somebody, **GIVEN)
    post = Post.objects.get(account=somebody)
    end_appointment(post, seen_until=None, last_day=date(2026, 3, 20), by="quan.tri.khac")
    with pytest.raises(AppointmentRefused, match="vừa được người khác sửa"):
        end_appointment(post, seen_until=None, last_day=date(2026, 3, 10), by="quan.tri.khac")
    sent(office, somebody, **ended(post, "10/03/2026"))
    post.refresh_from_db()
    assert post.until == date(2026, 3, 20)


def test_an_account_is_made_and_its_first_password_must_be_changed(office: Any) -> None:
    answer = office.post(reverse("person_new"), NEW, follow=True)
    assert "Đã lập tài khoản ha.nguyen. Việc tiếp theo: giao chức vụ." in text_of(answer)
    made = User.objects.get(username="ha.nguyen")
    assert (made.full_name, made.must_change_password, made.check_password(STRONG)) == ("Nguyễn Thị Hà", True, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": ""}, "Chưa nhập tên đăng nhập"),
        ({"username": "ha nguyen"}, "không có khoảng trắng"),
        ({"username": "administrator"}, "administrator"),
        ({"full_name": ""}, "Chưa nhập họ và tên"),
        ({"password2": "khác hẳn đi rồi"}, "Hai lần nhập mật khẩu không giống nhau"),
        ({"password1": "12345678", "password2": "12345678"}, "Mật khẩu"),
    ],
)
def test_an_account_that_cannot_be_made_is_told_why(office: Any, typed: dict[str, str], said: str) -> None:
    before = User.objects.count()
    assert said in text_of(office.post(reverse("person_new"), {**NEW, **typed}, follow=True))
    assert User.objects.count() == before


def test_a_first_password_is_set_again_once_for_each_look_at_the_page(office: Any, somebody: User) -> None:
    seen = somebody.password_changed_at.isoformat() if somebody.password_changed_at else ""
    typed = {"viec": "mat-khau", "mat-khau-password1": STRONG, "mat-khau-password2": STRONG, "mat-khau-seen": seen}
    assert "Đã đặt mật khẩu lần đầu" in text_of(sent(office, somebody, **typed))
    somebody.refresh_from_db()
    assert somebody.must_change_password and somebody.check_password(STRONG)
    assert "vừa được đặt" in text_of(sent(office, somebody, **typed))
    fresh = somebody.password_changed_at.isoformat() if somebody.password_changed_at else ""
    weak = {**typed, "mat-khau-seen": fresh, "mat-khau-password1": "12345678", "mat-khau-password2": "12345678"}
    sent(office, somebody, **weak)
    somebody.refresh_from_db()
    assert somebody.check_password(STRONG)


def test_an_account_is_switched_off_with_a_reason_and_takes_no_more_posts(office: Any, somebody: User) -> None:
    assert "Chưa ghi lý do" in text_of(sent(office, somebody, viec="ngung"))
    answer = sent(office, somebody, **{"viec": "ngung", "ngung-reason": "Nghỉ hưu"})
    assert "Đã ngừng tài khoản" in text_of(answer)
    somebody.refresh_from_db()
    assert not somebody.is_active
    assert "Việc này không làm được với tài khoản này" in text_of(sent(office, somebody, **GIVEN))
    assert not Post.objects.filter(account=somebody).exists()


def test_the_list_tells_posts_and_is_narrowed_by_name_and_state(
    office: Any, somebody: User, bare_province: Province
) -> None:
    bare_province.account("inspector")
    sent(office, somebody, **{**GIVEN, "giao-since": "01/01/2027"})
    listed = text_of(office.get(reverse("people")))
    assert "Người nobody" in listed and "còn 1 chức vụ đã hết hoặc chưa bắt đầu" in listed
    only = text_of(office.get(reverse("people"), {"ten": "nguoi nobody"}))
    assert "Người nobody" in only and "Người inspector" in listed and "Người inspector" not in only
    assert "Người nobody" not in text_of(office.get(reverse("people"), {"tinh_trang": "ngung"}))


def test_an_account_that_is_not_there_is_not_found(office: Any) -> None:
    assert office.get(reverse("person", args=[999_999])).status_code == 404
