"""A first look: the province's pack, the sample workbooks, and an account for every role. Destroys nothing."""

import argparse
from datetime import date
from pathlib import Path

from chungsuc.cli.words import CannotRun

NAME = "setup-demo"
HELP = "Chuẩn bị dữ liệu trình diễn: nạp bộ quy định, nhập ba biểu mẫu, tạo tài khoản và việc dùng thử."
ACTOR = "lệnh setup-demo"
PACK = "dak_nong_2021_2025"
PASSWORD = "trinh-dien-2025"
START = date(2021, 1, 1)
STANDS = date(2025, 12, 12)
"""The movement ended with 2025: looked at later, its work would all be late. The demonstration stands on this day."""
# user name, full name, role, unit, first day, last day
ACCOUNTS = (
    ("lanhdao", "Lãnh đạo UBND tỉnh (trình diễn)", "province_leader", "VPUB", START, None),
    ("dieuphoi", "Điều phối viên nông thôn mới (trình diễn)", "ntm_coordinator", "VPDP", START, None),
    ("thidua", "Chuyên viên thi đua (trình diễn)", "emulation_officer", "SNV", START, None),
    ("soxaydung", "Chuyên viên Sở Xây dựng (trình diễn)", "department", "SXD", START, None),
    ("mattran", "Cán bộ Mặt trận tỉnh (trình diễn)", "fatherland_front", "MTTQ", START, None),
    ("thanhtra", "Thanh tra viên (trình diễn)", "inspector", "TTT", START, None),
    ("huyendakrlap", "UBND huyện Đắk R'Lấp (trình diễn)", "district", "dn-666", START, date(2025, 6, 30)),
    ("xanhanco", "UBND xã Nhân Cơ (trình diễn)", "commune", "dn-24751", START, date(2025, 6, 30)),
    ("xanhanco", "UBND xã Nhân Cơ (trình diễn)", "commune", "ld-24751", date(2025, 7, 1), None),
    ("huyendakmil", "UBND huyện Đắk Mil (trình diễn)", "district", "dn-663", START, date(2025, 6, 30)),
    ("xadakgan", "UBND xã Đắk Gằn, nay là xã Đắk Mil (trình diễn)", "commune", "dn-24673", START, date(2025, 6, 30)),
    ("xadakgan", "UBND xã Đắk Gằn, nay là xã Đắk Mil (trình diễn)", "commune", "ld-24670", date(2025, 7, 1), None),
    ("hoidong", "Thành viên Hội đồng thẩm định (trình diễn)", "council_member", "SNV", START, None),
    ("quantri", "Quản trị hệ thống (trình diễn)", "administrator", "VPUB", START, None),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="không in danh sách tài khoản")


def run(options: argparse.Namespace) -> int:
    """Loads what is missing and prints the accounts; a second run changes nothing."""
    from django.conf import settings

    from chungsuc.cli.demo_work import demonstrate
    from chungsuc.cli.load_pack import load
    from chungsuc.web.day import today

    folder = Path(settings.PACKS_DIR) / PACK
    print(load(str(folder), by=ACTOR))
    for line in _samples(folder):
        print(line)
    _accounts()
    stands = _stand(today())
    for line in demonstrate(today(), by=ACTOR):
        print(f"Đã dựng để xem thử: {line}")
    if stands:
        print(stands)
    if not options.quiet:
        print(_told())
    return 0


def _stand(day: date) -> str:
    """A demonstration begun after the movement stands on one of its last days, kept in the data folder; told in a line.

    Nothing, "", where that day has not passed yet, where work was begun on a day of its own, or a day was ordered.
    """
    from django.conf import settings

    from chungsuc.awards.models import AwardSubject
    from chungsuc.law.periods import show_day

    if day <= STANDS or settings.TODAY or AwardSubject.objects.exists():
        return ""
    settings.DEMONSTRATION_DAY.write_text(f"{show_day(STANDS)}\n")
    settings.TODAY = STANDS.isoformat()
    return (
        f"Bản trình diễn đứng ở ngày {show_day(STANDS)}. Muốn theo lịch thật thì xóa tệp {settings.DEMONSTRATION_DAY}; "
        "dịch vụ đang chạy thì khởi động lại."
    )


def _samples(folder: Path) -> list[str]:
    """Imports the pack's good samples that were not imported yet."""
    from chungsuc.cli.import_file import take_in
    from chungsuc.imports.models import Batch
    from chungsuc.movement.models import Plan

    told = []
    for sample in Plan.objects.get(code=PACK).samples:
        path = folder / str(sample["file"])
        if sample.get("faulty", "") in ("True", "true", "yes") or Batch.objects.filter(filename=path.name).exists():
            continue
        result = take_in(path, kind=str(sample["kind"]), by=ACTOR)
        if result["counts"]["refused"]:
            raise CannotRun(f"{path.name}: không nhập được: {result['messages'][:3]}", 1)
        told.append(f"Đã nhập {path.name}: {result['counts']['written']} số liệu.")
    return told


def _accounts() -> None:
    from chungsuc.accounts.actions import create_account
    from chungsuc.accounts.models import User
    from chungsuc.organisations.actions import give_post
    from chungsuc.organisations.models import Post, Unit

    for username, full_name, role, unit, since, until in ACCOUNTS:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = create_account(username, full_name, PASSWORD, by=ACTOR, must_change_password=False)
        if not Post.objects.filter(account=user, role=role, unit__code=unit).exists():
            give_post(
                account=user,
                role=role,
                unit=Unit.objects.get(code=unit),
                since=since,
                until=until,
                by=ACTOR,
                paper="dữ liệu trình diễn",
            )


def _told() -> str:
    names = {username: full_name for username, full_name, *_ in ACCOUNTS}
    width = max(map(len, names))
    rows = "\n".join(f"  {username.ljust(width)}  {full_name}" for username, full_name in names.items())
    first = "Xem trước tiên: đăng nhập dieuphoi, mở Tiến độ, bấm số 36 xã để đi xuống tận ô trong biểu tính."
    then = "Rồi đăng nhập xanhanco, soxaydung, mattran, hoidong, mở Việc của tôi: mỗi người có việc đang chờ."
    return f"Tài khoản trình diễn (mật khẩu chung: {PASSWORD}):\n{rows}\n{first}\n{then}"
