"""An estimate to take away: its lines, its money by source, what was allocated and spent."""

from chungsuc.law.periods import show_day
from chungsuc.workbooks.writing import SheetSpec, plain_header

from .facts import Book

LINES = ("STT", "Mục chi", "Nội dung chi", "Định mức, đồng", "Số lượng", "Đơn vị tính", "Thành tiền, đồng", "Nguồn",
         "Căn cứ định mức")  # fmt: skip
SOURCES = ("Nguồn", "Dự toán, đồng", "Được phê duyệt, đồng", "Đã bố trí, đồng", "Đã chi, đồng", "Còn lại, đồng")
ENTRIES = ("Ngày", "Loại", "Nguồn", "Nội dung chi", "Số tiền, đồng", "Văn bản, chứng từ", "Lý do", "Người ghi")


def sheets(book: Book) -> list[SheetSpec]:
    """The sheets of an estimate."""
    title = [f"DỰ TOÁN KINH PHÍ PHONG TRÀO THI ĐUA NĂM {book.estimate.year}", f"({book.estimate.state_label})"]
    lines = [
        (line.position, line.purpose_name, line.what, line.norm, line.quantity, line.measure, line.amount,
         line.source_name, line.basis)
        for line in book.lines
    ]  # fmt: skip
    whole = [one for one in (*book.sources, book.whole)]
    sums = [(one.name, one.planned, one.approved, one.allocated, one.spent, one.left) for one in whole]
    entries = [
        (show_day(one.on), "Ghi đảo bố trí" if one.counters_id else "Bố trí", one.source_name, "", one.amount,
         one.document, one.reason, one.by_name)
        for one in book.allocations
    ]  # fmt: skip
    entries += [
        (show_day(one.on), "Ghi đảo chi" if one.counters_id else "Chi", one.line.source_name, one.line.what,
         one.amount, one.document, one.reason, one.by_name)
        for one in book.spendings
    ]  # fmt: skip
    wide = {2: 20, 3: 40, 4: 16, 7: 18, 8: 40, 9: 40}
    return [
        SheetSpec("Dự toán", plain_header(list(LINES)), lines, title=title, widths=wide),
        SheetSpec("Theo nguồn", plain_header(list(SOURCES)), sums, widths=dict.fromkeys(range(2, 7), 18) | {1: 40}),
        SheetSpec(
            "Bố trí, chi", plain_header(list(ENTRIES)), entries, widths={1: 12, 3: 40, 4: 40, 5: 18, 6: 30, 7: 30}
        ),
    ]
