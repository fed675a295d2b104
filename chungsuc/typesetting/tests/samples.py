"""A paper of every kind as its office would write it, and the layout of the decree, for the tests of this room.

The measures stand here as in the pack, so that this room needs neither packs nor a database.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from chungsuc.typesetting.certificates import CertificateContent
from chungsuc.typesetting.content import (
    Annex,
    Column,
    Heading,
    Letterhead,
    Paragraph,
    Sheet,
    Signature,
    Table,
)
from chungsuc.typesetting.layout import Layout

_FIGURES = {
    "page_width": "210", "page_height": "297", "margin_top": "20", "margin_bottom": "20", "margin_left": "30", "margin_right": "15",
    "national_name": "13", "motto": "14", "parent_body": "13", "body_name": "13", "number": "13", "place_date": "14", "kind": "14",
    "subject": "14", "text": "14", "table": "12", "signature": "14", "recipients_title": "12", "recipients": "11", "page_number": "13",
    "first_line": "12.7", "paragraph_space": "6", "line_spacing": "1.15", "body_rule_share": "0.4",
}  # fmt: skip
LAYOUT = Layout("Times New Roman", {name: Decimal(figure) for name, figure in _FIGURES.items()})
DAY = date(2024, 2, 5)
CHECK = "https://thidua.example.vn/tra-cuu/7KQ4-M2XD/"
_PROVINCE = Letterhead("ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", place="Đắk Nông")
_DEPARTMENT = Letterhead("SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "Đắk Nông")
_CHAIR = Signature("CHỦ TỊCH", "Nguyễn Văn Ẩn")
_DEPUTY = Signature("PHÓ CHỦ TỊCH", "Trần Thị Ngọc Ánh", "TM.", "ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH")
_HEAD = Signature("GIÁM ĐỐC", "Lê Thị Hường")
_MOVEMENT = "Phong trào thi đua “Đắk Nông chung sức xây dựng nông thôn mới” giai đoạn 2021 - 2025"
_BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ "
    "chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều của "
    "Luật Thi đua, khen thưởng",
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 56/TTr-SNV ngày 30 tháng 01 năm 2024",
)
_COMMUNES = (
    "Nam Đà",
    "Nâm Nung",
    "Đắk Drô",
    "Quảng Phú",
    "Nhân Cơ",
    "Đắk Wer",
    "Kiến Thành",
    "Đức Minh",
    "Thuận An",
    "Tâm Thắng",
)
_TABLE = Table(
    (Column("STT", 0.6, "centre"), Column("Xã", 2), Column("Huyện", 2), Column("Số tiêu chí đạt", 1.2, "right"), Column("Ghi chú", 2)),
    tuple((str(n), f"Xã {name}", "Krông Nô", f"{15 + n % 5}", "") for n, name in enumerate(_COMMUNES * 5, 1)),
    "Kết quả rà soát tiêu chí nông thôn mới năm 2023",
    ("", "Bình quân", "", "17,2", ""),
)  # fmt: skip
_TEXT = (
    "Trong năm 2023, các cấp, các ngành đã tập trung chỉ đạo, huy động sự tham gia của cả hệ thống chính trị và người dân; "
    "kết cấu hạ tầng được đầu tư, đời sống vật chất, tinh thần của người dân nông thôn tiếp tục được nâng cao."
)


def decision() -> Sheet:
    """Issues a plan, which follows on pages of its own, and a list in an annex."""
    plan = Annex(
        f"KẾ HOẠCH\nTổ chức thực hiện {_MOVEMENT}",
        (
            Heading("I. MỤC ĐÍCH, YÊU CẦU"),
            Heading("1. Mục đích", 2),
            *(Paragraph(f"- {_TEXT}") for _ in range(6)),
            Heading("2. Yêu cầu", 2),
            *(Paragraph(f"- {_TEXT}") for _ in range(8)),
        ),
        note="Kèm theo Quyết định số 12/QĐ-UBND ngày 05/02/2024 của Chủ tịch UBND tỉnh",
    )
    return Sheet(
        "quyet-dinh", "QUYẾT ĐỊNH", _PROVINCE, f"Về việc ban hành Kế hoạch tổ chức thực hiện\n{_MOVEMENT}", "12/QĐ-UBND", DAY,
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", bases=_BASES,
        blocks=(
            Paragraph(f"Ban hành kèm theo Quyết định này Kế hoạch tổ chức thực hiện {_MOVEMENT}.", "Điều 1."),
            Paragraph("Quyết định này có hiệu lực thi hành kể từ ngày ký.", "Điều 2."),
            Paragraph(
                "Chánh Văn phòng UBND tỉnh; Giám đốc Sở Nội vụ; Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện, thành phố "
                "Gia Nghĩa và các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này.", "Điều 3.",
            ),
        ),
        signatures=(_CHAIR,), recipients=("Như Điều 3", "Thường trực Tỉnh ủy", "CT, các PCT UBND tỉnh", "Lưu: VT, TH"),
        annexes=(plan, annexed().annexes[0]),
    )  # fmt: skip


def report() -> Sheet:
    blocks = (
        Heading("I. KẾT QUẢ THỰC HIỆN"),
        Paragraph(_TEXT),
        _TABLE,
        Heading("II. PHƯƠNG HƯỚNG NĂM 2024"),
        *(Paragraph(_TEXT) for _ in range(4)),
    )
    return Sheet(
        "bao-cao", "BÁO CÁO", _PROVINCE, "Kết quả thực hiện Phong trào thi đua năm 2023", "35/BC-UBND", DAY, blocks=blocks,
        signatures=(_DEPUTY,), recipients=("Bộ Nông nghiệp và Phát triển nông thôn", "Thường trực Tỉnh ủy", "Lưu: VT, NNTNMT"),
    )  # fmt: skip


def submission() -> Sheet:
    return Sheet(
        "to-trinh", "TỜ TRÌNH", _DEPARTMENT, "Về việc khen thưởng các tập thể, cá nhân có thành tích xuất sắc", "56/TTr-SNV",
        date(2024, 1, 30), to=("Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông",), blocks=(Paragraph(_TEXT), Paragraph(_TEXT)),
        signatures=(_HEAD,), recipients=("Như trên", "Lưu: VT, BTĐKT"),
    )  # fmt: skip


def letter() -> Sheet:
    return Sheet(
        "cong-van", "", _DEPARTMENT, "V/v rà soát kết quả thực hiện tiêu chí nông thôn mới năm 2023", "78/SNV-BTĐKT", DAY,
        to=("Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các huyện, thành phố Gia Nghĩa", "Các cụm, khối thi đua thuộc tỉnh"),
        blocks=(Paragraph(_TEXT), Paragraph(_TEXT)), signatures=(Signature("PHÓ GIÁM ĐỐC", "Phạm Đình Sơn", "KT.", "GIÁM ĐỐC"),),
        recipients=("Như trên", "Lưu: VT"), urgency="HỎA TỐC",
    )  # fmt: skip


def minutes() -> Sheet:
    return Sheet(
        "bien-ban", "BIÊN BẢN", _DEPARTMENT, "Họp Hội đồng Thi đua - Khen thưởng tỉnh", "04/BB-HĐTĐKT", DAY,
        blocks=(
            Paragraph("08 giờ 00 phút, ngày 05 tháng 02 năm 2024.", "Thời gian:"),
            Paragraph("Phòng họp số 2, Sở Nội vụ.", "Địa điểm:"),
            Heading("I. NỘI DUNG"), Paragraph(_TEXT), Paragraph(_TEXT),
        ),
        signatures=(Signature("THƯ KÝ", "Hoàng Thị Mỹ Lệ"), Signature("CHỦ TRÌ", "Lê Thị Hường", label="(Chữ ký, dấu)")),
        recipients=("Thành viên Hội đồng", "Lưu: VT"),
    )  # fmt: skip


def invitation() -> Sheet:
    return Sheet(
        "giay-moi", "GIẤY MỜI", _DEPARTMENT, "Họp xét khen thưởng Phong trào thi đua năm 2023", "09/GM-SNV", DAY,
        to=("Ông Y Blinh Niê, thành viên Hội đồng",), to_words="Trân trọng kính mời", blocks=(Paragraph(_TEXT),),
        signatures=(Signature("CHÁNH VĂN PHÒNG", "Đỗ Quốc Việt", "TL.", "GIÁM ĐỐC"),), recipients=("Như trên", "Lưu: VT"),
    )  # fmt: skip


def notice() -> Sheet:
    return Sheet(
        "thong-bao", "THÔNG BÁO", _PROVINCE, "Kết luận của Chủ tịch UBND tỉnh tại phiên họp ngày 02 tháng 02 năm 2024", "21/TB-UBND", DAY,
        blocks=(Paragraph(_TEXT), Paragraph(_TEXT)), signatures=(Signature("CHÁNH VĂN PHÒNG", "Đỗ Quốc Việt", "TL.", "CHỦ TỊCH"),),
        recipients=("Các thành viên dự họp", "Lưu: VT"), demonstration=True,
    )  # fmt: skip


def plan() -> Sheet:
    return Sheet(
        "ke-hoach", "KẾ HOẠCH", _PROVINCE, "Triển khai Phong trào thi đua năm 2024", "18/KH-UBND", None,
        blocks=(Heading("I. MỤC ĐÍCH, YÊU CẦU"), Heading("1. Mục đích", 2), Paragraph(_TEXT), Heading("a) Đối với cấp xã", 3), Paragraph(_TEXT)),
        signatures=(_DEPUTY,), recipients=("Như mục IV", "Lưu: VT"),
    )  # fmt: skip


def annexed() -> Sheet:
    annex = Annex(
        "DANH SÁCH CÁC XÃ ĐỀ NGHỊ KHEN THƯỞNG",
        (_TABLE,),
        "Phụ lục I",
        "Kèm theo Quyết định số 12/QĐ-UBND ngày 05/02/2024",
    )
    return Sheet("phu-luc", "PHỤ LỤC", Letterhead(""), "", annexes=(annex,))


KINDS = {
    sheet.kind: sheet
    for sheet in (decision(), plan(), submission(), report(), letter(), minutes(), invitation(), notice(), annexed())
}


def certificate(kind: str = "bang-khen", **changes: object) -> CertificateContent:
    """A certificate as it is given after a review."""
    said = {
        "giay-khen": CertificateContent(
            "GIẤY KHEN", "Ông Y Blinh Niê", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN KRÔNG NÔ",
            detail="Trưởng thôn Phú Xuân, xã Nam Đà",
            reason="Đã có thành tích xuất sắc trong Phong trào thi đua “Đắk Nông chung sức xây dựng nông thôn mới” năm 2023",
            decision="Quyết định số 215/QĐ-UBND ngày 05/02/2024", register="Vào sổ khen thưởng số 48", place="Krông Nô",
        ),
        "bang-khen": CertificateContent(
            "BẰNG KHEN", "Nhân dân và cán bộ xã Nâm Nung", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", detail="Huyện Krông Nô, tỉnh Đắk Nông",
            reason="Đã có thành tích xuất sắc trong Phong trào thi đua “Đắk Nông chung sức xây dựng nông thôn mới” giai đoạn 2021 - 2025",
            decision="Quyết định số 12/QĐ-UBND ngày 05/02/2024", register="Vào sổ khen thưởng số 07", place="Đắk Nông",
        ),
        "bang-cong-nhan": CertificateContent(
            "BẰNG CÔNG NHẬN", "Xã Quảng Phú, huyện Krông Nô", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", "CÔNG NHẬN",
            reason="Đạt chuẩn nông thôn mới năm 2023", decision="Quyết định số 31/QĐ-UBND ngày 05/02/2024", register="Vào sổ công nhận số 37",
            place="Đắk Nông",
        ),
    }[kind]  # fmt: skip
    common = {"day": DAY, "signature": Signature("CHỦ TỊCH", "Nguyễn Văn Ẩn"), "code": "7KQ4-M2XD", "check_url": CHECK}
    return replace(said, **{**common, **changes})
