"""The styles of a paper, by the names an officer sees in Word, with the measures of the day."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from .docx_xml import HEADER, NAMESPACES, TWIPS_A_POINT, twips
from .layout import Layout

HALF_POINTS = 2
SINGLE = 240  # Word's line of single spacing
SIGNING_ROOM = 24  # mm left above the name for a signature and a seal


@dataclass(frozen=True)
class Style:
    """A paragraph style: its size is a measure of the layout."""

    code: str
    name: str
    measure: str
    align: str = "center"
    bold: bool = False
    italic: bool = False
    before: float = 0  # points
    after: float = 0
    indented: bool = False  # the first line
    spaced: bool = False  # the layout's space after it and its line spacing
    kept: bool = False  # on the page of the next paragraph
    outline: int | None = None
    left: float = 0  # mm from the left


STYLES = (
    Style("VBQuocHieu", "VB Quốc hiệu", "national_name", bold=True),
    Style("VBTieuNgu", "VB Tiêu ngữ", "motto", bold=True),
    Style("VBCoQuanCapTren", "VB Cơ quan cấp trên", "parent_body"),
    Style("VBCoQuan", "VB Cơ quan ban hành", "body_name", bold=True),
    Style("VBSo", "VB Số ký hiệu", "number", before=6),
    Style("VBTrichYeuCongVan", "VB Trích yếu công văn", "number", before=6),
    Style("VBKhan", "VB Độ khẩn", "number", bold=True, before=6),
    Style("VBDuThao", "VB Dự thảo", "number", align="right", bold=True),
    Style("VBNgay", "VB Địa danh và ngày", "place_date", italic=True, before=6),
    Style("VBTenLoai", "VB Tên loại", "kind", bold=True, before=18, kept=True),
    Style("VBTrichYeu", "VB Trích yếu", "subject", bold=True, kept=True),
    Style("VBKinhGui", "VB Kính gửi", "text", before=6, after=6),
    Style("VBKinhGuiNhieu", "VB Kính gửi nhiều nơi", "text", align="left", before=6, kept=True, left=30),
    Style("VBKinhGuiNoi", "VB Kính gửi, từng nơi", "text", align="left", left=45),
    Style("VBThamQuyen", "VB Thẩm quyền ban hành", "kind", bold=True, before=12, after=6),
    Style("VBCanCu", "VB Căn cứ", "text", align="both", italic=True, indented=True, spaced=True),
    Style("VBQuyetDinh", "VB Quyết định", "kind", bold=True, before=6, after=6, kept=True),
    Style("VBNoiDung", "VB Nội dung", "text", align="both", indented=True, spaced=True),
    Style("VBDeMuc1", "VB Đề mục 1", "text", align="both", bold=True, indented=True, spaced=True, kept=True, outline=0),
    Style("VBDeMuc2", "VB Đề mục 2", "text", align="both", bold=True, indented=True, spaced=True, kept=True, outline=1),
    Style("VBDeMuc3", "VB Đề mục 3", "text", align="both", bold=True, italic=True, indented=True, spaced=True,
          kept=True, outline=2),
    Style("VBTenBang", "VB Tên bảng", "text", bold=True, before=6, after=6, kept=True),
    Style("VBDauBang", "VB Đầu bảng", "table", bold=True, before=2, after=2),
    Style("VBBang", "VB Trong bảng", "table", align="left", before=2, after=2),
    Style("VBQuyenHan", "VB Quyền hạn, chức vụ", "signature", bold=True, kept=True),
    Style("VBGhiChuKy", "VB Ghi chú chữ ký", "recipients", italic=True, kept=True),
    Style("VBHoTen", "VB Họ tên người ký", "signature", bold=True),
    Style("VBNoiNhan", "VB Nơi nhận", "recipients_title", align="left", bold=True, italic=True, kept=True),
    Style("VBNoiNhanDong", "VB Từng nơi nhận", "recipients", align="left"),
    Style("VBPhuLuc", "VB Phụ lục", "kind", bold=True, kept=True),
    Style("VBTenPhuLuc", "VB Tên phụ lục", "subject", bold=True, kept=True),
    Style("VBKemTheo", "VB Kèm theo", "text", italic=True, after=6, kept=True),
    Style("VBSoTrang", "VB Số trang", "page_number"),
    Style("VBGhiChu", "VB Ghi chú cuối trang", "recipients"),
)  # fmt: skip
RULE, SPACER = "VBDuongKe", "VBKhoang"


def styles(layout: Layout) -> str:
    """The part styles.xml."""
    made = "".join(_style(style, layout) for style in STYLES)
    return f"{HEADER}<w:styles {NAMESPACES}>{_defaults(layout)}{made}{_rule()}{_spacer()}</w:styles>"


def _defaults(layout: Layout) -> str:
    font, size = escape(layout.font, {'"': "&quot;"}), round(layout.pt("text") * HALF_POINTS)
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="000000"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def _style(style: Style, layout: Layout) -> str:
    size = round(layout.pt(style.measure) * HALF_POINTS)
    after = layout.pt("paragraph_space") if style.spaced else style.after
    line = round(SINGLE * layout.share("line_spacing")) if style.spaced else SINGLE
    first = twips(layout.mm("first_line")) if style.indented else 0
    before = twips(SIGNING_ROOM) if style.code == "VBHoTen" else round(style.before * TWIPS_A_POINT)
    space = f'w:before="{before}" w:after="{round(after * TWIPS_A_POINT)}"'
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    properties = (
        f"{'<w:keepNext/>' if style.kept else ''}"
        f'<w:spacing {space} w:line="{line}" w:lineRule="auto"/><w:ind w:left="{twips(style.left)}" w:right="0" '
        f'w:firstLine="{first}"/>'
        f'<w:jc w:val="{style.align}"/>{outline}'
    )
    look = ("<w:b/>" if style.bold else "") + ("<w:i/>" if style.italic else "")
    return _named(style.code, style.name, properties, f'{look}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')


def _rule() -> str:
    edge = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    spacing = '<w:spacing w:before="60" w:after="0" w:line="40" w:lineRule="exact"/>'
    return _named(RULE, "VB Đường kẻ", f"{edge}{spacing}", '<w:sz w:val="2"/><w:szCs w:val="2"/>')


def _spacer() -> str:
    spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return _named(SPACER, "VB Khoảng trống", spacing, '<w:sz w:val="2"/><w:szCs w:val="2"/>')


def _named(code: str, name: str, properties: str, look: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{code}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>'
    )
