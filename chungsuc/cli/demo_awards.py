"""Awards for a first look: subjects of all seven groups, achievements confirmed and not, drafts, a register.

Every step is a real act on its own day; the names say that they are a demonstration.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

MARK = "trình diễn"
COMMUNE, BODY, DISTRICT, VILLAGE = "ld-24751", "SXD", "dn-666", "td-thon-1"
SPRING, RECORDED, JUDGED, PROPOSED = date(2025, 6, 2), date(2025, 9, 8), date(2025, 9, 10), date(2025, 9, 15)
SHOWN = date(2025, 9, 30)
MAN, HOUSE = "Ông Trình Diễn A", "Hộ ông Trình Diễn C"
# who, kind of subject, title, kind of achievement, how much; the first ones are confirmed, the last two wait
FILES = (
    (MAN, "ca_nhan_nguoi_lao_dong", "Hiến đất mở rộng đường thôn", "land", 300),
    (HOUSE, "gia_dinh", "Hiến đất làm nhà văn hóa", "land", 150),
    ("Công ty TNHH Trình Diễn B", "doanh_nghiep", "Góp tiền làm đường", "money", 200_000_000),
    ("Bà Trình Diễn D", "ca_nhan_can_bo", "Vận động 40 hộ hiến đất", "other", None),
    ("Hợp tác xã Trình Diễn Đ", "hop_tac_xa", "Góp ngày công làm mương", "labour", 120),
    ("Hội Trình Diễn E", "to_chuc_khac", "Tặng nhà cho hộ nghèo", "other", None),
)
WAITING = 2
HEADER = (
    "Họ tên/Tên tập thể",
    "Chức vụ/Đơn vị",
    "Loại đối tượng",
    "Hình thức",
    "Số quyết định",
    "Ngày quyết định",
    "Thành tích",
)
PLACE = "Xã Nhân Cơ, huyện Đắk R'Lấp"
FORMER = (
    (MAN, PLACE, "Người lao động", "BK Chủ tịch UBND tỉnh", "01/QĐ-TRÌNH-DIỄN", date(2023, 12, 15), "Hiến đất"),
    (HOUSE, PLACE, "Hộ", "GK Chủ tịch UBND huyện", "02/QĐ-TRÌNH-DIỄN", date(2024, 1, 15), "Hiến đất"),
)


def demonstrate(day: date, *, by: str) -> Iterator[str]:
    """Makes what is missing as of `day`; nothing before all of it has happened."""
    from chungsuc.awards.models import AwardSubject
    from chungsuc.cli import demo_award_cases

    if day < SHOWN or AwardSubject.objects.exists():
        return
    _village(by)
    _units()
    _people()
    yield f"Hồ sơ thành tích: {AwardSubject.objects.count()} đối tượng thuộc các nhóm ở mục IV của kế hoạch ({MARK})."
    yield _register(by)
    yield _proposed()
    yield from demo_award_cases.demonstrate(day)


def _person(username: str, day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=username), day)


def _unit(code: str) -> Any:
    from chungsuc.organisations.models import Unit

    return Unit.objects.get(code=code)


def _told(subject: Any, title: str, kind: str, amount: int | None, *, office: str, by: str, on: date) -> Any:
    from chungsuc.awards.actions import Achieved, record_achievement

    counted = None if amount is None else Decimal(amount)
    told = Achieved(kind, on, f"{title} ({MARK})", counted)
    return record_achievement(subject, told, office=_unit(office), acting=_person(by, on))


def _confirmed(made: Any, by: str, on: date) -> None:
    from chungsuc.awards.actions import judge_achievement

    judge_achievement(made, "confirm", made.version, reason=f"Đã xem biên bản ({MARK}).", acting=_person(by, on))


def _village(by: str) -> None:
    """The pack has no village; one is opened so that somebody of the fourth group is there."""
    from chungsuc.organisations.actions import NewUnit, open_unit

    new = NewUnit(VILLAGE, "village", "", "Thôn Trình Diễn", "", COMMUNE)
    open_unit(new, since=date(2025, 7, 1), by=by, paper=f"văn bản {MARK}")


def _units() -> None:
    """A body, a district while it lasted, a commune, a village: each recorded its work, another office confirmed it."""
    from chungsuc.awards.actions import register

    for code, kind, who, office, judge, day in (
        (BODY, "so_ban_nganh", "soxaydung", "SNV", "thidua", RECORDED),
        (DISTRICT, "huyen_thanh_pho", "huyendakrlap", BODY, "soxaydung", SPRING),
        (COMMUNE, "xa", "xanhanco", BODY, "soxaydung", RECORDED),
        (VILLAGE, "thon_bon_buon", "xanhanco", BODY, "soxaydung", RECORDED),
    ):
        subject = register(kind=kind, unit=_unit(code), acting=_person(who, day))
        made = _told(subject, "Giúp làm 3 km đường thôn", "other", None, office=office, by=who, on=day)
        _confirmed(made, judge, day)


def _people() -> None:
    """People, a household, enterprises and a society of the commune; the commune confirmed most of it."""
    from chungsuc.awards.actions import register

    keeper = _person("thidua", RECORDED)
    for number, (name, kind, title, what, amount) in enumerate(FILES):
        subject = register(kind=kind, unit=_unit(COMMUNE), name=name, acting=keeper)
        made = _told(subject, title, what, amount, office=COMMUNE, by="thidua", on=RECORDED)
        if number < len(FILES) - WAITING:
            _confirmed(made, "xanhanco", JUDGED)


def _register(by: str) -> str:
    """A list of former awards brought in as a workbook; one of them was revoked since."""
    from chungsuc.awards.actions.awarded import Because, revoke_award
    from chungsuc.awards.models import Award
    from chungsuc.cli.import_file import take_in
    from chungsuc.workbooks.writing import SheetSpec, plain_header, write_xlsx

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "khen-thuong-trinh-dien.xlsx"
        with path.open("wb") as stream:
            write_xlsx(stream, [SheetSpec(name="Danh sách", header=plain_header(HEADER), rows=FORMER)])
        told = take_in(path, kind="awards", by=by)
    revoked = Award.objects.get(form="GK_HUYEN")
    because = Because(f"03/QĐ-TRÌNH-DIỄN ({MARK})", f"Ghi nhầm người được khen ({MARK}).", PROPOSED)
    revoke_award(revoked, revoked.version, because, acting=_person("lanhdao", PROPOSED))
    return f"Sổ khen thưởng: {told['counts']['written']} khen thưởng đã nhập, một đã thu hồi ({MARK})."


def _proposed() -> str:
    """Two drafts of the commune's Giấy khen: one nominee agreed by code, one has a code and said nothing yet."""
    from chungsuc.awards.actions.consents import answer_by_code, make_code
    from chungsuc.awards.actions.dossiers import draft
    from chungsuc.awards.models import AwardSubject

    commune, acting = _unit(COMMUNE), _person("xanhanco", PROPOSED)
    first, second = (
        draft(AwardSubject.objects.get(name=name, unit=commune), "GK_XA", proposer=commune, acting=acting)
        for name in (MAN, HOUSE)
    )
    code = make_code(first, first.version, acting=acting)
    answer_by_code(code, agrees=True, day=PROPOSED)
    make_code(second, second.version, acting=acting)
    return f"Hồ sơ đề nghị Giấy khen số {first.pk} (đã đồng ý) và số {second.pk} (chờ người được đề nghị; {MARK})."
