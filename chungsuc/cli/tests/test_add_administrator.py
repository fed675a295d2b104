"""The first administrator: able to sign in and to keep accounts, bound to change the password."""

import re

from chungsuc.accounts.models import User
from chungsuc.audit.models import Entry
from chungsuc.cli import main

CALL = ["add-administrator", "nguyen.van.a", "--full-name", "Nguyễn Văn A", "--paper", "QĐ 12/QĐ-VPUB"]


def test_the_first_administrator_signs_in_with_the_printed_password_and_must_change_it(bare_province, capsys) -> None:
    assert main(CALL) == 0
    password = re.search(r"Mật khẩu lần đầu: (\S+)", capsys.readouterr().out)[1]
    user = User.objects.get(username="nguyen.van.a")
    assert user.check_password(password) and user.must_change_password
    assert [post.role for post in user.posts.all()] == ["administrator"]
    assert list(Entry.objects.order_by("-seq").values_list("actor", flat=True)[:2]) == ["lệnh add-administrator"] * 2


def test_a_name_that_is_taken_is_refused_and_nothing_written(bare_province, capsys) -> None:
    main(CALL)
    before = Entry.objects.count()
    assert main(CALL) == 2
    assert "đã có người dùng" in capsys.readouterr().err
    assert Entry.objects.count() == before


def test_before_a_pack_is_loaded_it_says_what_to_do_first(db, capsys) -> None:
    assert main(CALL) == 1
    assert "load-pack" in capsys.readouterr().err
    assert not User.objects.exists()
