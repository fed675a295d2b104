"""Why a file is not taken as evidence, in the words of its sender: what is wrong and what to do."""

SENTENCES = {
    "empty": "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp đã chọn rồi tải lên lại.",
    "too_large": "Tệp lớn hơn {most} MB. Hãy giảm cỡ ảnh, chia tài liệu thành nhiều tệp rồi tải lên lại.",
    "unknown": "Tệp không phải ảnh .jpg, .png, .webp hay tài liệu .pdf, .docx, .xlsx đọc được. "
    "Hãy chụp ảnh hoặc lưu tài liệu thành .pdf rồi tải lên lại.",
    "heic": "Ảnh ở định dạng HEIC của iPhone, chưa nhận được. "
    "Hãy vào Cài đặt → Camera → Định dạng, chọn “Tương thích nhất”, chụp lại hoặc lưu ảnh thành .jpg.",
    "video": "Đây là tệp phim hoặc tiếng. Hãy chụp ảnh hoặc gửi tài liệu .pdf.",
    "picture": "Ảnh ở định dạng chưa nhận được. Hãy lưu lại thành .jpg rồi tải lên lại.",
    "old_office": "Tài liệu ở định dạng cũ (.doc, .xls, .ppt) hoặc có đặt mật khẩu. "
    "Hãy bỏ mật khẩu, lưu thành .docx, .xlsx hoặc .pdf rồi tải lên lại.",
    "program": "Đây là tệp chương trình hoặc tệp nén, không phải minh chứng. "
    "Hãy gửi ảnh hoặc tài liệu .pdf, .docx, .xlsx.",
    "web_page": "Đây là trang web hoặc hình vẽ có mã lệnh. Hãy in ra .pdf rồi tải lên lại.",
    "damaged": "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở lại tệp gốc, lưu thành tệp mới rồi tải lên lại.",
    "two_in_one": "Tệp chứa lẫn hai loại nội dung nên không được nhận. "
    "Hãy mở tệp gốc, in hoặc lưu thành một tệp .pdf mới rồi tải lên lại.",
    "bomb": "Tệp giải nén ra lớn bất thường nên không được mở. Hãy lưu thành một tệp mới rồi tải lên lại.",
    "too_many_pixels": "Ảnh có quá nhiều điểm ảnh. Hãy chụp hoặc lưu lại ở cỡ nhỏ hơn (dưới 25 triệu điểm ảnh).",
    "timeout": "Kiểm tra tệp quá lâu nên đã dừng. Hãy lưu thành một tệp nhỏ hơn rồi tải lên lại.",
    "pdf_encrypted": "Tài liệu .pdf có đặt mật khẩu hoặc giới hạn quyền. "
    "Hãy bỏ mật khẩu (in lại ra .pdf) rồi tải lên lại.",
    "pdf_active": "Tài liệu .pdf có lệnh tự chạy hoặc biểu mẫu gửi dữ liệu. Hãy in lại ra .pdf rồi tải lên lại.",
    "pdf_embedded": "Tài liệu .pdf có tệp khác đính kèm bên trong. "
    "Hãy bỏ tệp đính kèm (in lại ra .pdf) rồi tải lên lại.",
    "macros": "Tài liệu có macro hoặc điều khiển tự chạy. "
    "Hãy lưu lại thành .docx hoặc .xlsx không có macro rồi tải lên lại.",
    "external_links": "Tài liệu có liên kết tự nạp từ bên ngoài (mẫu, ảnh, dữ liệu). "
    "Hãy ngắt các liên kết ấy hoặc lưu thành .pdf rồi tải lên lại.",
    "embedded": "Tài liệu có tệp khác nhúng bên trong. Hãy xóa đối tượng nhúng hoặc lưu thành .pdf rồi tải lên lại.",
    "office_encrypted": "Tài liệu có đặt mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi tải lên lại.",
}


class EvidenceRefused(ValueError):
    """An act on evidence is not possible; the message says why and what to do."""


class FileRefused(EvidenceRefused):
    """A file that is not taken. `code` is for programs, str() for people."""

    def __init__(self, code: str, *, most: int = 0) -> None:
        self.code = code
        super().__init__(SENTENCES[code].format(most=most))
