"""What can happen in a round of scoring. An entry carries the marks that it wrote, so that a result can be replayed."""

OPENED = "scoring.opened"
MOVED = "scoring.moved"
BARRED = "scoring.barred"
HANDED_IN = "scoring.handed_in"
GIVEN_BACK = "scoring.given_back"
READ = "scoring.read"
ENTERED = "scoring.entered"
DECIDED = "scoring.decided"
CLOSED = "scoring.closed"
REOPENED = "scoring.reopened"
CANCELLED = "scoring.cancelled"

LABELS = {
    OPENED: "Mở đợt chấm điểm thi đua",
    MOVED: "Chuyển bước đợt chấm điểm",
    BARRED: "Ghi hai đơn vị không chấm chéo nhau",
    HANDED_IN: "Nộp phiếu chấm điểm",
    GIVEN_BACK: "Trả lại phiếu chấm điểm",
    READ: "Đọc số liệu của máy vào bảng điểm",
    ENTERED: "Ghi kết quả theo văn bản vào bảng điểm",
    DECIDED: "Quyết định điểm thi đua",
    CLOSED: "Chốt xếp hạng thi đua",
    REOPENED: "Mở lại đợt chấm điểm đã chốt",
    CANCELLED: "Hủy đợt chấm điểm",
}
