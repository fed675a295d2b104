"""One paper of each kind as an office would write it, and the layout of the shipped pack."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from chungsuc.law.packs import read_pack
from chungsuc.typesetting.content import Annex, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from chungsuc.typesetting.layout import Layout

SHIPPED = Path(__file__).parents[3] / "packs" / "dak_nong_2021_2025"
PROVINCE = Letterhead("ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "", "Đắk Nông")
DEPARTMENT = Letterhead("SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", "Đắk Nông")
COMMUNE = Letterhead("ỦY BAN NHÂN DÂN\nXÃ NHÂN CƠ", "", "Nhân Cơ")
CHAIRMAN = Signature("CHỦ TỊCH", "Hồ Văn Mười")
VICE_CHAIRMAN = Signature("PHÓ CHỦ TỊCH", "Lê Văn Chiến", "TM.", "ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH")
DIRECTOR = Signature("GIÁM ĐỐC", "Trần Văn Diêu")
MOVEMENT = "Phong trào thi đua “Đắk Nông chung sức xây dựng nông thôn mới” giai đoạn 2021 - 2025"
RESULTS = Table(
    columns=(
        Column("STT", 0.6, "centre"), Column("Đơn vị", 2.4), Column("Số tiêu chí đạt", 1.2, "right"),
        Column("Kết quả", 1.6, "centre"),
    ),
    rows=(
        ("1", "Xã Nhân Cơ", "19", "đạt"), ("2", "Xã Đắk Wer", "18", "chưa đạt"), ("3", "Xã Đắk R'La", "17", "chưa đủ căn cứ"),
    ),
    caption="Kết quả thực hiện tiêu chí đến 31/12/2023",
    total=("", "Bình quân", "18,0", ""),
)  # fmt: skip


@cache
def figures() -> dict[str, Any]:
    """The figures of the shipped pack about layout, by the name of the measure."""
    pack = read_pack(SHIPPED).pack
    assert pack is not None
    return {f.key.removeprefix("layout:"): f.value for f in pack.figures if f.key.startswith("layout:")}


def layout() -> Layout:
    """The layout of the shipped pack."""
    return Layout(figures()["font"], {name: value for name, value in figures().items() if name != "font"})


def decision() -> Sheet:
    plan = Annex(
        title=f"KẾ HOẠCH\nTổ chức thực hiện {MOVEMENT}",
        blocks=(
            Heading("I. MỤC ĐÍCH, YÊU CẦU"),
            Heading("1. Mục đích", 2),
            Paragraph("- Phấn đấu đến năm 2025 có ít nhất 43 xã đạt chuẩn nông thôn mới."),
            Heading("2. Yêu cầu", 2),
            Paragraph("- Tổ chức thiết thực, hiệu quả, tránh chạy theo thành tích."),
        ),
        note="Kèm theo Quyết định số 1337/QĐ-UBND ngày 13 tháng 7 năm 2022 của Chủ tịch UBND tỉnh",
    )
    return Sheet(
        kind="quyet-dinh",
        kind_name="QUYẾT ĐỊNH",
        letterhead=PROVINCE,
        subject=f"Về việc ban hành Kế hoạch tổ chức thực hiện {MOVEMENT}",
        number="1337/QĐ-UBND",
        day=date(2022, 7, 13),
        authority_line="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG",
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Căn cứ Quyết định số 587/QĐ-TTg ngày 18 tháng 5 năm 2022 của Thủ tướng Chính phủ về việc ban hành Kế hoạch "
            "tổ chức thực hiện phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới” giai đoạn 2021 - 2025",
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 256/TTr-SNV ngày 15 tháng 6 năm 2022",
        ),
        blocks=(
            Paragraph(f"Ban hành kèm theo Quyết định này Kế hoạch tổ chức thực hiện {MOVEMENT}.", "Điều 1."),
            Paragraph("Quyết định này có hiệu lực thi hành kể từ ngày ký.", "Điều 2."),
            Paragraph(
                "Chánh Văn phòng UBND tỉnh; Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh; Chủ tịch UBND các huyện, thành "
                "phố Gia Nghĩa và Thủ trưởng các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này.",
                "Điều 3.",
            ),
        ),
        signatures=(CHAIRMAN,),
        recipients=("Như Điều 3", "Ban TĐ - KT Trung ương", "Thường trực Tỉnh ủy", "Thường trực HĐND tỉnh",
                    "CT, các PCT UBND tỉnh", "Lưu: VT, NN-TN&MT, TH (Dg)"),
        annexes=(plan,),
    )  # fmt: skip


def plan() -> Sheet:
    return Sheet(
        kind="ke-hoach",
        kind_name="KẾ HOẠCH",
        letterhead=PROVINCE,
        subject=f"Sơ kết {MOVEMENT}",
        number="05/KH-UBND",
        day=date(2023, 2, 6),
        blocks=(
            Heading("I. MỤC ĐÍCH, YÊU CẦU"),
            Paragraph("Đánh giá kết quả ba năm thực hiện Phong trào thi đua, biểu dương các điển hình tiên tiến."),
            Heading("II. NỘI DUNG"),
            Heading("1. Thời gian", 2),
            Paragraph("Trong quý IV năm 2023."),
        ),
        signatures=(VICE_CHAIRMAN,),
        recipients=("Thường trực Tỉnh ủy", "Các sở, ban, ngành", "Lưu: VT, TH"),
    )


def submission() -> Sheet:
    return Sheet(
        kind="to-trinh",
        kind_name="TỜ TRÌNH",
        letterhead=DEPARTMENT,
        subject="Về việc đề nghị tặng Bằng khen của Chủ tịch UBND tỉnh trong Phong trào thi đua",
        number="256/TTr-SNV",
        day=date(2023, 11, 9),
        to=("Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông",),
        blocks=(
            Paragraph("Sở Nội vụ kính trình Chủ tịch UBND tỉnh xem xét, tặng Bằng khen cho 12 tập thể và 25 cá nhân."),
            Paragraph("(Có danh sách kèm theo)", italic=True),
        ),
        signatures=(Signature("PHÓ GIÁM ĐỐC", "Nguyễn Thị Ái Vân", "KT.", "GIÁM ĐỐC"),),
        recipients=("Như trên", "Lưu: VT, TĐKT"),
    )


def report() -> Sheet:
    return Sheet(
        kind="bao-cao",
        kind_name="BÁO CÁO",
        letterhead=DEPARTMENT,
        subject="Kết quả thực hiện Phong trào thi đua năm 2023",
        number="12/BC-SNV",
        day=date(2024, 1, 5),
        blocks=(Heading("I. KẾT QUẢ"), Paragraph("Số tiêu chí đạt của các xã như sau:"), RESULTS,
                Heading("II. PHƯƠNG HƯỚNG"), Paragraph("Tiếp tục rà soát các tiêu chí chưa đạt.")),
        signatures=(DIRECTOR,),
        recipients=("UBND tỉnh", "Lưu: VT"),
    )  # fmt: skip


def letter() -> Sheet:
    return Sheet(
        kind="cong-van",
        kind_name="",
        letterhead=PROVINCE,
        subject="đôn đốc báo cáo kết quả thực hiện Phong trào thi đua năm 2023",
        number="7021/UBND-TH",
        day=date(2023, 12, 1),
        to=("Các sở, ban, ngành, đoàn thể tỉnh", "UBND các huyện, thành phố Gia Nghĩa"),
        blocks=(Paragraph("UBND tỉnh yêu cầu các cơ quan, đơn vị, địa phương báo cáo trước ngày 15/12/2023."),),
        signatures=(Signature("CHÁNH VĂN PHÒNG", "Lê Thành Tùng", "TL.", "CHỦ TỊCH"),),
        recipients=("Như trên", "CT, các PCT UBND tỉnh", "Lưu: VT, TH"),
        urgency="Hỏa tốc",
    )


def minutes() -> Sheet:
    return Sheet(
        kind="bien-ban",
        kind_name="BIÊN BẢN",
        letterhead=COMMUNE,
        subject="Họp thống nhất đề nghị xét công nhận xã đạt chuẩn nông thôn mới",
        number="03/BB-UBND",
        day=date(2023, 3, 2),
        blocks=(
            Paragraph("Hôm nay, vào hồi 8 giờ 00 phút ngày 02/3/2023, tại trụ sở UBND xã."),
            Paragraph("Có mặt: 15/15 thành viên."),
            Paragraph("Kết quả biểu quyết: 15/15 thành viên nhất trí, đạt tỷ lệ 100 %."),
        ),
        signatures=(
            Signature("THƯ KÝ", "H'Bình Niê", label="(Ký, ghi rõ họ tên)"),
            Signature("CHỦ TRÌ", "Điểu Krăk", label="(Ký, ghi rõ họ tên)"),
        ),
        recipients=("Lưu: VT, hồ sơ",),
    )


def invitation() -> Sheet:
    return Sheet(
        kind="giay-moi",
        kind_name="GIẤY MỜI",
        letterhead=PROVINCE,
        subject="Dự Hội nghị sơ kết Phong trào thi đua",
        number="88/GM-UBND",
        day=date(2023, 10, 20),
        to=("Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh", "Chủ tịch UBND các huyện, thành phố Gia Nghĩa"),
        to_words="Trân trọng kính mời",
        blocks=(Paragraph("07 giờ 30 phút ngày 27/10/2023 (thứ Sáu), tại Trung tâm Hội nghị tỉnh.", "Thời gian, địa điểm:"),),
        signatures=(Signature("CHÁNH VĂN PHÒNG", "Lê Thành Tùng", "TL.", "CHỦ TỊCH"),),
        recipients=("Như trên", "Lưu: VT, TH"),
    )  # fmt: skip


def notice() -> Sheet:
    return Sheet(
        kind="thong-bao",
        kind_name="THÔNG BÁO",
        letterhead=PROVINCE,
        subject="Kết luận của đồng chí Chủ tịch UBND tỉnh tại phiên họp Ban Chỉ đạo",
        day=None,
        number="/TB-UBND",
        blocks=(Paragraph("Sau khi nghe báo cáo, đồng chí Chủ tịch UBND tỉnh kết luận như sau:"),
                Paragraph("1. Các huyện rà soát lại hồ sơ đề nghị."), Paragraph("2. Sở Nội vụ tổng hợp.")),
        signatures=(Signature("CHÁNH VĂN PHÒNG", "Lê Thành Tùng", "TL.", "CHỦ TỊCH"),),
        recipients=("Các thành viên Ban Chỉ đạo", "Lưu: VT"),
        draft=True,
        demonstration=True,
    )  # fmt: skip


def annex() -> Sheet:
    columns = (
        Column("STT", 0.7, "centre"),
        Column("Tên xã", 2.0),
        *(Column(f"Tiêu chí {n}", 1.0, "right") for n in range(1, 11)),
    )
    rows = tuple((str(n), f"Xã số {n}", *(f"{n * k % 101},5" for k in range(1, 11))) for n in range(1, 61))
    return Sheet(
        kind="phu-luc",
        kind_name="",
        letterhead=Letterhead(""),
        subject="",
        day=date(2024, 1, 5),
        annexes=(
            Annex(
                title="KẾT QUẢ TỪNG XÃ NĂM 2023",
                label="PHỤ LỤC I",
                note="Kèm theo Báo cáo số 12/BC-SNV ngày 05 tháng 01 năm 2024 của Sở Nội vụ",
                blocks=(Table(columns, rows),),
                landscape=True,
            ),
            Annex(title="DANH SÁCH TẬP THỂ ĐỀ NGHỊ", label="PHỤ LỤC II", blocks=(RESULTS,)),
        ),
    )  # fmt: skip


KINDS = {
    sheet.kind: sheet
    for sheet in (
        decision(), plan(), submission(), report(), letter(), minutes(), invitation(), notice(), annex(),
    )
}  # fmt: skip
