"""The first administrator of a service without demonstration accounts; later ones are made on the page of accounts."""

import argparse
import secrets

from chungsuc.cli.words import CannotRun

NAME = "add-administrator"
HELP = "Lập tài khoản quản trị đầu tiên; các tài khoản khác do người quản trị lập trên trang Tài khoản."
ACTOR = "lệnh add-administrator"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP", help="tên đăng nhập, ví dụ nguyen.van.a")
    parser.add_argument("--full-name", required=True, metavar="HỌ_TÊN", help="họ và tên người quản trị")
    parser.add_argument("--paper", default="", metavar="VĂN_BẢN", help="văn bản phân công, ghi vào nhật ký")


def run(options: argparse.Namespace) -> int:
    """Writes the account and its post at the province, both journalled, and prints the first password once."""
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from chungsuc.accounts.actions import create_account
    from chungsuc.organisations.actions import give_post
    from chungsuc.organisations.facts import tree_on
    from chungsuc.organisations.models import Unit
    from chungsuc.web.day import today

    day = today()
    province = tree_on(day).province
    if province is None:
        raise CannotRun("Chưa có tỉnh nào. Hãy nạp bộ quy định trước: chungsuc load-pack THƯ_MỤC.", 1)
    password = secrets.token_urlsafe(15)
    try:
        with transaction.atomic():
            account = create_account(options.username, options.full_name, password, by=ACTOR)
            unit = Unit.objects.get(pk=province.id)
            give_post(account=account, role="administrator", unit=unit, since=day, by=ACTOR, paper=options.paper)
    except ValidationError as refusal:
        raise CannotRun(" ".join(refusal.messages)) from None
    print(f"Đã lập tài khoản quản trị {account.username}.")
    print(f"Mật khẩu lần đầu: {password} (phải đổi khi đăng nhập; không hiện lại).")
    return 0
