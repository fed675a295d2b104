"""Why a file is refused, in the words its sender reads: what is wrong and what to do."""

SENTENCES = {
    "not_a_workbook": "Tệp không phải là bảng tính .xlsx, .csv hoặc văn bản .docx đọc được. "
    "Hãy mở bằng Excel, Word hoặc LibreOffice, lưu lại thành .xlsx hoặc .docx rồi tải lên lại.",
    "old_text": "Tệp Word ở định dạng cũ (.doc). Hãy mở bằng Word, lưu lại thành .docx rồi tải lên lại.",
    "old_format": "Tệp ở định dạng bảng tính cũ (.xls hoặc .xlsb). Hãy lưu lại thành .xlsx rồi tải lên lại.",
    "too_large": "Tệp quá lớn để đọc. Hãy xóa hình ảnh và trang tính không cần thiết, "
    "hoặc chia thành nhiều tệp, rồi tải lên lại.",
    "bomb": "Tệp nén bất thường, giải nén ra lớn hơn nhiều lần so với tệp gốc nên không được mở. "
    "Hãy sao chép dữ liệu sang một tệp .xlsx mới rồi tải lên lại.",
    "macros": "Tệp có macro (.xlsm, .docm). Hãy lưu lại thành .xlsx hoặc .docx rồi tải lên lại.",
    "external_links": "Tệp có liên kết tới tệp hoặc nguồn dữ liệu bên ngoài. "
    "Hãy ngắt liên kết (trong Excel: Dữ liệu → Chỉnh sửa liên kết → Ngắt liên kết), lưu lại rồi tải lên lại.",
    "too_many_cells": "Bảng tính có quá nhiều ô. "
    "Hãy xóa các dòng, cột trống đã định dạng ở cuối bảng hoặc chia thành nhiều tệp, rồi tải lên lại.",
    "damaged": "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. "
    "Hãy mở lại tệp gốc, lưu thành một tệp .xlsx mới rồi tải lên lại.",
    "timeout": "Đọc tệp quá lâu nên đã dừng. Hãy xóa phần không cần thiết hoặc chia thành nhiều tệp, rồi tải lên lại.",
    "encrypted": "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu, lưu lại thành .xlsx rồi tải lên lại.",
    "no_table": "Tệp văn bản không có bảng nào. Hãy đặt danh sách trong một bảng có dòng tiêu đề rồi tải lên lại.",
    "empty": "Tệp không có dữ liệu. Hãy kiểm tra lại tệp đã chọn rồi tải lên lại.",
}


class WorkbookRefused(Exception):
    """A file that is not read. `code` is for programs, `sentence` (also str()) for people, `where` a place in it."""

    def __init__(self, code: str, sentence: str = "", *, where: str = "") -> None:
        self.code = code
        self.where = where
        self.sentence = (f"{where}: " if where else "") + (sentence or SENTENCES[code])
        super().__init__(self.sentence)
