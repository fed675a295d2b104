"""Papers of the appraisal: a letter to an agency that is asked, the notice of a posted list, minutes of a visit."""

from collections.abc import Sequence
from typing import Any

from chungsuc.documents.facts import LetterheadFact
from chungsuc.law.periods import show_day
from chungsuc.typesetting.content import Annex, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from chungsuc.web.numbers import plain

from ..facts.outcome import Entry
from ..rules.naming import inside
from .decision import counted, plan_name

LETTER, NOTICE, MINUTES = "cong-van", "thong-bao", "bien-ban"
DRAFTER = "TĐKT"
_ASKED = (
    Column("TT", 1, "centre"), Column("Tên, chức vụ, đơn vị", 5), Column("Hình thức đề nghị", 4),
    Column("Thành tích", 7),
)  # fmt: skip
_POSTED = (
    Column("TT", 1, "centre"), Column("Tên tập thể, cá nhân", 4), Column("Chức vụ, đơn vị", 4), Column("Thành tích", 7),
)  # fmt: skip


def named(entry: Entry) -> str:
    """Who is proposed, with place: "Điểu K'Bé, xã Đắk Gằn, huyện Đắk Mil"."""
    return ", ".join(part for part in (entry.name, inside(entry.place)) if part)


def consultation_letter(
    asked: Any, agency: str, entries: Sequence[Entry], office: LetterheadFact, drafter: str
) -> Sheet:
    """The letter that asks an agency about one or many who are proposed, to be answered until the end of a day."""
    rows = tuple(
        (str(n), named(entry), entry.form_name, " ".join(entry.merit.split())) for n, entry in enumerate(entries, 1)
    )
    return Sheet(
        kind=LETTER,
        kind_name="",
        letterhead=Letterhead(""),
        subject="lấy ý kiến về đề nghị khen thưởng",
        to=(agency,),
        drafter=drafter,
        blocks=(
            Paragraph(
                f"{office.name} đang thẩm định hồ sơ đề nghị khen thưởng trong {plan_name()} của {counted(entries)} "
                "(có danh sách kèm theo)."
            ),
            Paragraph(
                f"{office.name} đề nghị {agency} cho ý kiến bằng văn bản về nội dung: {asked.about.rstrip('.')}."
            ),
            Paragraph(
                f"Ý kiến gửi về {office.name} đến hết ngày {show_day(asked.due_on)}. Hết thời hạn trên mà chưa nhận "
                "được ý kiến thì ghi vào hồ sơ là cơ quan được hỏi không trả lời."
            ),
        ),
        recipients=("Như trên", "Lưu: VT, hồ sơ khen thưởng"),
        annexes=(
            Annex(
                "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", (Table(_ASKED, rows),), note="Kèm theo Công văn này", landscape=True
            ),
        ),
    )


def posting_notice(posting: Any, lines: Sequence[Any], form_name: str, office: LetterheadFact) -> Sheet:
    """The notice that makes a list public, with the list as it is posted; said as it was shown, word by word."""
    rows = tuple((str(line.order), line.name, line.place, " ".join(line.merit.split())) for line in lines)
    days = f" ({plain(posting.days)} ngày làm việc)" if posting.days else ""
    return Sheet(
        kind=NOTICE,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Công khai danh sách đề nghị tặng {form_name}",
        blocks=(
            Paragraph(
                f"{office.name} công khai danh sách {plain(len(lines))} trường hợp được đề nghị tặng {form_name} "
                f"trong {plan_name()} (có danh sách kèm theo)."
            ),
            Paragraph(
                f"1. Thời gian công khai: từ ngày {show_day(posting.since)} đến hết ngày {show_day(posting.until)}"
                f"{days}. Căn cứ: {posting.rule.rstrip('.')}."
            ),
            Paragraph(
                f"2. Ai có ý kiến khác thì gửi văn bản hoặc phản ánh trực tiếp đến {office.name} trong thời gian trên, "
                "nêu rõ về trường hợp nào. Người gửi ý kiến được giữ kín."
            ),
            Paragraph("3. Đơn vị đề nghị niêm yết danh sách tại trụ sở trong thời gian trên."),
        ),
        recipients=("Đơn vị đề nghị khen thưởng", "Lưu: VT, hồ sơ khen thưởng"),
        annexes=(
            Annex(
                f"DANH SÁCH ĐỀ NGHỊ TẶNG {form_name.upper()}",
                (Table(_POSTED, rows),),
                note="Kèm theo Thông báo này",
                landscape=True,
            ),
        ),
    )


def visit_minutes(visit: Any, entry: Entry, place: str, office: LetterheadFact) -> Sheet:
    """The minutes of a visit, signed by whoever went and by the place: what was seen, and what the commune says."""
    right = "đúng như hồ sơ" if visit.right else "không đúng như hồ sơ"
    words = " ".join(visit.countersigned_words.split()).rstrip(".")
    signed = f"đã ký xác nhận ngày {show_day(visit.countersigned_on)}" if visit.countersigned_on else "chưa ký xác nhận"
    return Sheet(
        kind=MINUTES,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Kiểm tra thực tế thành tích đề nghị tặng {entry.form_name}",
        blocks=(
            Heading("I. THỜI GIAN, THÀNH PHẦN"),
            Paragraph(f"1. Kiểm tra ngày {show_day(visit.visited_on)}, tại {inside(place)}."),
            Paragraph(f"2. Người kiểm tra: {visit.by_name or visit.by}, {office.name}."),
            Paragraph(f"3. Đại diện nơi được kiểm tra: UBND {inside(place)}." if _committee(place) else
                      f"3. Đại diện nơi được kiểm tra: {place}."),
            Heading("II. NỘI DUNG"),
            Paragraph(f"1. Đối tượng được đề nghị: {named(entry)}."),
            Paragraph(f"2. Vì sao kiểm tra: {visit.get_why_display()}."),
            Paragraph(f"3. Thành tích nêu trong hồ sơ: {' '.join(entry.merit.split()).rstrip('.')}."),
            Heading("III. KẾT QUẢ"),
            Paragraph(f"1. Ghi nhận: {' '.join(visit.report.split()).rstrip('.')}."),
            Paragraph(f"2. Kết luận: {right}."),
            Paragraph(f"3. Ý kiến của nơi được kiểm tra: {words or 'không có'}; {signed}."),
            Paragraph("Biên bản đã đọc lại cho những người có mặt cùng nghe, nhất trí và ký tên."),
        ),
        signatures=(
            Signature("ĐẠI DIỆN NƠI ĐƯỢC KIỂM TRA", ""), Signature("NGƯỜI KIỂM TRA", visit.by_name or visit.by),
        ),
        recipients=("Nơi được kiểm tra", "Lưu: VT, hồ sơ khen thưởng"),
    )  # fmt: skip


def _committee(place: str) -> bool:
    """Whether a place has a people's committee of its own name."""
    return inside(place) != place
