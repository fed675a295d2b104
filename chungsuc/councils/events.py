"""What can happen in a council. A single vote leaves no entry: its time would order the votes (decision 0013)."""

COUNCIL_FOUNDED = "councils.council_founded"
MEMBER_ENTERED = "councils.member_entered"
MEMBER_LEFT = "councils.member_left"
TIE_DECLARED = "councils.tie_declared"
CONVENED = "councils.convened"
MOVED = "councils.moved"
PAPER_ADDED = "councils.paper_added"
PAPERS_SENT = "councils.papers_sent"
ATTENDANCE_MARKED = "councils.attendance_marked"
INTEREST_DECLARED = "councils.interest_declared"
INTEREST_DECIDED = "councils.interest_decided"
RULE_FIXED = "councils.rule_fixed"
OPENED = "councils.opened"
VOTING_OPENED = "councils.voting_opened"
PAPER_HANDED_IN = "councils.paper_handed_in"
PAPERS_COUNTED = "councils.papers_counted"
VOTING_CLOSED = "councils.voting_closed"
RECOUNTED = "councils.recounted"
MINUTES_SIGNED = "councils.minutes_signed"
CANCELLED = "councils.cancelled"

LABELS = {
    COUNCIL_FOUNDED: "Ghi việc thành lập Hội đồng",
    MEMBER_ENTERED: "Ghi thành viên vào danh sách Hội đồng",
    MEMBER_LEFT: "Ghi thành viên thôi tham gia Hội đồng",
    TIE_DECLARED: "Khai mối liên quan của thành viên",
    CONVENED: "Triệu tập phiên họp",
    MOVED: "Dời ngày họp",
    PAPER_ADDED: "Thêm tài liệu phiên họp",
    PAPERS_SENT: "Gửi tài liệu phiên họp",
    ATTENDANCE_MARKED: "Điểm danh phiên họp",
    INTEREST_DECLARED: "Khai liên quan đến nội dung họp",
    INTEREST_DECIDED: "Quyết định về việc không tham gia biểu quyết",
    RULE_FIXED: "Ghi quyết định của Chủ tịch Hội đồng về quy định còn thiếu",
    OPENED: "Khai mạc phiên họp",
    VOTING_OPENED: "Mở bỏ phiếu kín",
    PAPER_HANDED_IN: "Nhận phiếu giấy",
    PAPERS_COUNTED: "Kiểm phiếu giấy",
    VOTING_CLOSED: "Đóng bỏ phiếu và kiểm phiếu",
    RECOUNTED: "Kiểm lại phiếu",
    MINUTES_SIGNED: "Ký biên bản phiên họp",
    CANCELLED: "Hủy triệu tập phiên họp",
}
