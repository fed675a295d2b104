"""Reading a .docx that came from outside: parsed in a limited child process, refused in Vietnamese. Writes nothing."""

import json
import tempfile
from dataclasses import asdict
from typing import Any

from chungsuc.sandbox.starting import TIMEOUT, ChildEnded, answer

from .docx_limits import DEFAULT, Limits
from .lines import Line, Text

SENTENCES = {
    "empty": "Tệp rỗng (0 byte). Hãy chọn lại tệp .docx.",
    "not_a_paper": "Tệp không phải văn bản .docx. Hãy mở bằng Word hoặc LibreOffice, lưu lại thành .docx rồi thử lại.",
    "old_format": "Tệp ở định dạng cũ (.doc) hoặc có đặt mật khẩu. "
    "Hãy mở bằng Word, bỏ mật khẩu nếu có, lưu lại thành .docx rồi thử lại.",
    "office_encrypted": "Tệp có đặt mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi thử lại.",
    "macros": "Tệp có macro hoặc điều khiển tự chạy. Hãy lưu lại thành .docx không có macro rồi thử lại.",
    "external_links": "Tệp lấy nội dung từ nơi khác (hình, tệp mẫu hoặc số liệu liên kết). Hãy bỏ liên kết trong "
    "Word (chèn hẳn hình vào tệp; Developer, Document Template chọn lại Normal), lưu lại rồi thử lại.",
    "embedded": "Tệp có tệp khác nhúng bên trong (bảng Excel, gói OLE). Hãy thay bằng bảng hoặc hình, lưu lại "
    "rồi thử lại.",
    "two_in_one": "Tệp chứa lẫn hai loại nội dung nên không được đọc. Hãy lưu lại thành một tệp .docx mới rồi thử lại.",
    "bomb": "Tệp nén bất thường, giải nén ra lớn hơn nhiều lần so với tệp gốc nên không được mở. "
    "Hãy chép nội dung sang một tệp .docx mới rồi thử lại.",
    "too_large": "Tệp lớn hơn {most} MB. Hãy bỏ bớt hình ảnh hoặc chia thành nhiều tệp rồi thử lại.",
    "too_long": "Văn bản quá dài (trên {letters} chữ hoặc {lines} dòng). Hãy chia thành nhiều tệp rồi thử lại.",
    "no_text": "Văn bản không có chữ nào đọc được (có thể là ảnh chụp). Hãy dùng tệp .docx có chữ.",
    "damaged": "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở lại tệp gốc, lưu thành một tệp .docx mới rồi thử lại.",
    "timeout": "Đọc tệp quá lâu nên đã dừng. Hãy bỏ bớt hình ảnh, bảng hoặc chia thành nhiều tệp rồi thử lại.",
}
_SAID_OTHERWISE = {"program": "not_a_paper", "unknown": "not_a_paper"}
_CHILD = "chungsuc.typesetting.docx_child"


class DocxRefused(Exception):
    """A file that is not read. `code` is for programs, str() for people: what is wrong and what to do."""

    def __init__(self, code: str, limits: Limits = DEFAULT) -> None:
        code = _SAID_OTHERWISE.get(code, code)
        self.code = code if code in SENTENCES else "damaged"
        letters, lines = (f"{count:,}".replace(",", ".") for count in (limits.letters, limits.lines))
        most = limits.file_bytes // (1024 * 1024)
        super().__init__(SENTENCES[self.code].format(most=most, letters=letters, lines=lines))


def read(content: bytes, limits: Limits = DEFAULT, *, strict: bool = False) -> Text:
    """The lines of a .docx, table by table and cell by cell where it has tables; then its notes, heads and feet.

    `strict`: also refused is what loads something from elsewhere or holds another file, for a file that others will
    open. Raises DocxRefused; writes nothing.
    """
    if len(content) > limits.file_bytes:
        raise DocxRefused("too_large", limits)
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        try:
            said = answer(file, _CHILD, [json.dumps(asdict(limits)), *(["strict"] if strict else [])], limits.seconds)
        except ChildEnded as ended:
            raise DocxRefused("timeout" if ended.why == TIMEOUT else "bomb", limits) from None
    text = _understood(said, limits)
    if not text.lines:
        raise DocxRefused("no_text", limits)
    return text


def _understood(said: bytes, limits: Limits) -> Text:
    """The child may have been taken over by the file, so its words are checked, not trusted."""
    try:
        verdict, told = json.loads(said)
        if verdict == "text":
            return Text(tuple(map(_line, told)))
    except (ValueError, TypeError, RecursionError) as error:
        raise DocxRefused("damaged", limits) from error
    raise DocxRefused(str(told), limits)


def _line(told: Any) -> Line:
    text, cell, label, place = told if len(told) == 4 else (*told, "")
    if not all(isinstance(one, str) for one in (text, label, place)):
        raise TypeError("a line that is no text")
    if cell is None:
        return Line(text, None, label, place)
    table, row, column = map(int, cell)
    return Line(text, (table, row, column), label, place)
