"""What can happen to surveys. An entry about a ballot never names the household it came from."""

PREPARED = "oversight.survey_prepared"
CHANGED = "oversight.survey_changed"
STARTED = "oversight.survey_started"
CODES_ISSUED = "oversight.codes_issued"
TURNOUT_MARKED = "oversight.turnout_marked"
BALLOT_SENT = "oversight.ballot_sent"
PAPERS_ENTERED = "oversight.papers_entered"
PAPERS_COUNTED = "oversight.papers_counted"
PAPERS_CLEARED = "oversight.papers_cleared"
CLOSED = "oversight.survey_closed"
CONCLUDED = "oversight.survey_concluded"
ABANDONED = "oversight.survey_abandoned"

LABELS = {
    PREPARED: "Lập cuộc lấy ý kiến sự hài lòng",
    CHANGED: "Sửa danh sách thôn, hộ của cuộc lấy ý kiến",
    STARTED: "Bắt đầu lấy ý kiến",
    CODES_ISSUED: "Cấp mã phiếu cho các hộ của một thôn",
    TURNOUT_MARKED: "Ghi các hộ đã nộp phiếu giấy",
    BALLOT_SENT: "Một hộ gửi phiếu bằng điện thoại",
    PAPERS_ENTERED: "Nhập phiếu giấy (một lượt nhập)",
    PAPERS_COUNTED: "Bỏ phiếu giấy đã khớp hai lượt nhập vào hòm phiếu",
    PAPERS_CLEARED: "Xóa một lượt nhập phiếu giấy chưa khớp để nhập lại",
    CLOSED: "Kết thúc lấy ý kiến",
    CONCLUDED: "Công bố kết quả lấy ý kiến",
    ABANDONED: "Hủy cuộc lấy ý kiến",
}
