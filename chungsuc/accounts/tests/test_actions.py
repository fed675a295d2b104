import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from chungsuc.accounts import actions, events
from chungsuc.accounts.models import User
from chungsuc.accounts.rules import folded_username, username_problem
from chungsuc.accounts.tests.conftest import PASSWORD
from chungsuc.audit.models import Entry

pytestmark = pytest.mark.django_db


def acts():
    return list(Entry.objects.order_by("seq").values_list("act", "actor", "subject_label"))


def test_an_account_is_made_with_one_entry_in_the_journal(real_hashing):
    user = actions.create_account("  Tran.Van.B ", " Trần Văn B ", PASSWORD, by="quan.tri")
    assert (user.username, user.full_name, user.must_change_password) == ("tran.van.b", "Trần Văn B", True)
    assert user.check_password(PASSWORD)
    assert user.password.startswith("argon2$")
    assert acts() == [(events.CREATED, "quan.tri", "tran.van.b")]


def test_no_password_reaches_the_journal(person):
    actions.set_password(person, "Một mật khẩu khác hẳn", by="quan.tri")
    for entry in Entry.objects.all():
        assert PASSWORD not in str(entry.__dict__)
        assert "khác hẳn" not in str(entry.__dict__)


def test_a_name_is_one_name_in_any_case_and_any_composition(person):
    with pytest.raises(ValidationError, match="đã có người dùng"):
        actions.create_account("NGUYEN.THI.HA", "Người khác", PASSWORD, by="quan.tri")
    assert User.objects.get_by_natural_key(" Nguyen.Thi.HA") == person
    assert folded_username("Ho\u0300a") == "hòa"


@pytest.mark.parametrize("name", ["nguyen.thi.ha", "Nguyen.Thi.Ha"])
def test_the_database_itself_refuses_a_second_spelling(person, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username=name, full_name="Người khác", password="x")


@pytest.mark.parametrize(
    ("name", "part"), [("", "để trống"), ("a b", "không có khoảng trắng"), ("x" * 151, "quá 150"), ("a/b", "chỉ gồm")]
)
def test_an_unfit_name_is_refused_with_a_sentence(name, part):
    assert part in username_problem(name)
    with pytest.raises(ValidationError, match=part):
        actions.create_account(name, "Ai đó", PASSWORD, by="quan.tri")
    assert not User.objects.exists()
    assert acts() == []


def test_a_nameless_person_is_refused():
    with pytest.raises(ValidationError, match="Họ và tên"):
        actions.create_account("ai.do", "  ", PASSWORD, by="quan.tri")


@pytest.mark.parametrize(
    ("password", "part"),
    [
        ("ngắn", "ít nhất 12 ký tự"),
        ("password1234", "dễ bị đoán"),
        ("nguyen.thi.hao", "quá giống"),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(password, part):
    with pytest.raises(ValidationError, match=part):
        actions.create_account("nguyen.thi.ha", "Nguyễn Thị Hà", password, by="quan.tri")
    assert not User.objects.exists()


def test_a_password_set_by_another_must_be_changed(person):
    actions.set_password(person, "Một mật khẩu khác hẳn", by="quan.tri", must_change_password=True)
    person.refresh_from_db()
    assert person.must_change_password
    assert person.check_password("Một mật khẩu khác hẳn")
    assert acts()[-1] == (events.PASSWORD_SET, "quan.tri", "nguyen.thi.ha")


def test_an_account_is_switched_off_once_and_says_why(person):
    assert actions.deactivate(person, by="quan.tri", reason="nghỉ hưu") is True
    assert actions.deactivate(person, by="quan.tri") is False
    assert Entry.objects.filter(act=events.DEACTIVATED).values_list("reason", flat=True).get() == "nghỉ hưu"


def test_a_switched_off_account_ends_open_sessions(person, client_as):
    client = client_as(person)
    assert client.get("/doi-mat-khau/").status_code == 200
    actions.deactivate(person, by="quan.tri")
    assert client.get("/doi-mat-khau/").status_code == 302


def test_every_act_has_a_label():
    named = {value for name, value in vars(events).items() if name.isupper() and name != "LABELS"}
    assert set(events.LABELS) == named
