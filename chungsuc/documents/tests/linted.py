"""A sound decision, plan and letter as lines, and a small world that they are held against."""

from datetime import date

from chungsuc.documents.rules.lint import lint
from chungsuc.documents.rules.lint_shapes import Finding, KindFact, KnownDocument, LintFacts, NamedUnit, Slip
from chungsuc.typesetting.lines import Line, Text

BEFORE, EVE, AFTER = date(2004, 1, 1), date(2025, 6, 30), date(2025, 7, 1)
LETTERS = tuple("abcdđeghiklmnopqrstuvxy")

FACTS = LintFacts(
    units=(
        NamedUnit("Tỉnh Đắk Nông", "province", "tỉnh", BEFORE, EVE),
        NamedUnit("Tỉnh Lâm Đồng", "province", "tỉnh", AFTER, None),
        NamedUnit("Huyện Đắk Mil", "district", "huyện", BEFORE, EVE),
        NamedUnit("Huyện Krông Nô", "district", "huyện", BEFORE, EVE),
        NamedUnit("Thành phố Gia Nghĩa", "district", "thành phố", BEFORE, EVE),
        NamedUnit("Xã Quảng Hoà", "commune", "xã", BEFORE, None, ("Xã Quảng Hòa",)),
        NamedUnit("Xã Đắk R'Măng", "commune", "xã", BEFORE, EVE),
        NamedUnit("Xã Tân Thành", "commune", "xã", BEFORE, EVE),
        NamedUnit("Xã Đắk Mil", "commune", "xã", AFTER, None),
        NamedUnit("Sở Nội vụ", "body", "", BEFORE, None),
        NamedUnit("Sở Thông tin và Truyền thông", "body", "", BEFORE, date(2025, 2, 28)),
        NamedUnit("Sở Nông nghiệp và Môi trường", "body", "", date(2025, 3, 1), None),
    ),
    documents=(
        KnownDocument(
            "Luật", ("15/2003/QH11",), "Luật Thi đua, khen thưởng (sửa đổi năm 2005)", date(2003, 11, 26),
            date(2004, 7, 1), date(2023, 12, 31),
        ),
        KnownDocument("Luật", ("06/2022/QH15",), "Luật Thi đua, khen thưởng", date(2022, 6, 15), date(2024, 1, 1), None),
        KnownDocument(
            "Nghị định", ("91/2017/NĐ-CP",), "Quy định chi tiết", date(2017, 7, 31), date(2017, 10, 1), date(2023, 12, 31)
        ),
        KnownDocument(
            "Nghị định", ("98/2023/NĐ-CP",), "Quy định chi tiết", date(2023, 12, 31), date(2024, 1, 1), EVE
        ),
        KnownDocument("Nghị định", ("152/2025/NĐ-CP",), "Phân cấp", date(2025, 6, 14), AFTER, None),
        KnownDocument("Quyết định", ("318/QĐ-TTg",), "Bộ tiêu chí", date(2022, 3, 8), date(2022, 3, 8), date(2025, 12, 31)),
    ),
    slips=(Slip("chòng chéo", "chồng chéo", "kế hoạch"), Slip("cũng cố", "củng cố"), Slip("TD - KT", "TĐ - KT")),
    right_words=("cũng cố gắng",),
    kinds=(KindFact("QUYẾT ĐỊNH", "QĐ", True), KindFact("KẾ HOẠCH", "KH"), KindFact("TỜ TRÌNH", "TTr")),
    symbols={"ỦY BAN NHÂN DÂN": "UBND", "HỘI ĐỒNG NHÂN DÂN": "HĐND", "SỞ NỘI VỤ": "SNV"},
    kind_symbols={"Nghị định": "NĐ", "Nghị quyết": "NQ"},
    letters=LETTERS,
    pad_days_below=10,
    pad_months=(1, 2),
    pad_numbers_below=10,
    end_mark="./.",
    citations={"word": "từ điển"},
)  # fmt: skip

DECISION = """ỦY BAN NHÂN DÂN
TỈNH ĐẮK NÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND
Đắk Nông, ngày 05 tháng 02 năm 2024
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch xây dựng nông thôn mới
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG
Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 15/TTr-SNV ngày 02 tháng 02 năm 2024.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch xây dựng nông thôn mới của huyện Đắk Mil, xã Quảng Hòa.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT, NC.
CHỦ TỊCH
Nguyễn Tấn Thành
KẾ HOẠCH
Xây dựng nông thôn mới
(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/02/2024 của Chủ tịch UBND tỉnh)
I. MỤC ĐÍCH
1. Mục đích chung là nâng cao đời sống Nhân dân.
2. Yêu cầu:
a) Thiết thực;
b) Tiết kiệm.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ theo dõi, đôn đốc.
2. Sở Thông tin và Truyền thông tuyên truyền./."""

LETTER = """UBND TỈNH ĐẮK NÔNG
SỞ NỘI VỤ
Số: 45/SNV-TĐKT
V/v báo cáo kết quả phong trào
Đắk Nông, ngày 15 tháng 3 năm 2024
Kính gửi:
- Các sở, ban, ngành;
- UBND các huyện, thành phố Gia Nghĩa.
Thực hiện Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ, Sở Nội vụ đề nghị báo cáo.
Báo cáo gửi trước thứ Sáu, ngày 29/3/2024./.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Trần Thị B"""


def text_of(lines: str) -> Text:
    """Lines as they would be read from a file."""
    return Text(tuple(Line(line) for line in lines.split("\n") if line.strip()))


def findings(lines: str, facts: LintFacts = FACTS, day: date | None = None) -> list[Finding]:
    """What the linter says of these lines."""
    return lint(text_of(lines), facts, day)


def rules(lines: str, facts: LintFacts = FACTS, day: date | None = None) -> list[str]:
    """The rules that these lines break, in order."""
    return [finding.rule for finding in findings(lines, facts, day)]
