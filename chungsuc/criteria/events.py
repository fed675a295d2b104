"""What can happen to sets and values."""

SETS_LOADED = "criteria.sets_loaded"
VALUES_IMPORTED = "criteria.values_imported"
VALUE_RECORDED = "criteria.value_recorded"
VALUES_UNDONE = "criteria.values_undone"
REJUDGED = "criteria.rejudged"
DECLARED = "criteria.declared"
REPORT_SENT = "criteria.report_sent"
PLACES_MARKED = "criteria.places_marked"
REPORT_SENT_BACK = "criteria.report_sent_back"
REPORT_FORWARDED = "criteria.report_forwarded"
REPORT_RECEIVED = "criteria.report_received"
REPORT_CONCLUDED = "criteria.report_concluded"
REPORT_REOPENED = "criteria.report_reopened"
CHECK_VERIFIED = "criteria.check_verified"
CHECK_RETURNED = "criteria.check_returned"
CHECK_ANSWERED = "criteria.check_answered"
CHECK_ASKED_AGAIN = "criteria.check_asked_again"
REMARKED = "criteria.remarked"
THREAD_CLOSED = "criteria.thread_closed"
CHECKS_LOADED = "criteria.checks_loaded"
PACK_CHANGED = "criteria.pack_changed"

LABELS = {
    PACK_CHANGED: "Nhận thay đổi của gói dữ liệu về bộ tiêu chí",
    SETS_LOADED: "Nạp bộ tiêu chí",
    VALUES_IMPORTED: "Nhập số liệu tiêu chí từ tệp",
    VALUE_RECORDED: "Ghi một số liệu tiêu chí",
    VALUES_UNDONE: "Hoàn tác số liệu tiêu chí của một lần nhập",
    REJUDGED: "Đánh giá lại theo mức yêu cầu mới",
    DECLARED: "Xã khai số liệu",
    REPORT_SENT: "Trình báo cáo số liệu",
    PLACES_MARKED: "Huyện đánh dấu chỗ trả lại",
    REPORT_SENT_BACK: "Huyện trả lại báo cáo số liệu",
    REPORT_FORWARDED: "Huyện chuyển báo cáo lên tỉnh",
    REPORT_RECEIVED: "Tiếp nhận báo cáo từ cấp huyện",
    REPORT_CONCLUDED: "Kết luận thẩm định số liệu",
    REPORT_REOPENED: "Mở lại báo cáo để thẩm định",
    CHECK_VERIFIED: "Thẩm định một phần số liệu",
    CHECK_RETURNED: "Trả lại số liệu cho xã",
    CHECK_ANSWERED: "Xã gửi lại phần bị trả",
    CHECK_ASKED_AGAIN: "Yêu cầu thẩm định lại một phần",
    REMARKED: "Trao đổi về một số liệu",
    THREAD_CLOSED: "Kết luận trao đổi về một số liệu",
    CHECKS_LOADED: "Nạp các phép kiểm tra số liệu",
}
