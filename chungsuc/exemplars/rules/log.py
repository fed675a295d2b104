"""The columns of a log of coverage, as they go out and come in. Pure."""

TITLES = {
    "outlet": "Cơ quan báo chí",
    "programme": "Chuyên trang, chuyên mục",
    "day": "Ngày đăng, phát",
    "title": "Tiêu đề",
    "minutes": "Thời lượng, phút",
    "pieces": "Số tin, bài",
    "words": "Số chữ",
    "link": "Đường dẫn",
    "exemplar": "Điển hình số",
}
