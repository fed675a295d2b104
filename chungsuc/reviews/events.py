"""What can happen to reports."""

OPENED = "reviews.round_opened"
FROZEN = "reviews.figures_frozen"
SAVED = "reviews.draft_saved"
SUBMITTED = "reviews.report_submitted"
TAKEN_BACK = "reviews.report_taken_back"
RECEIVED = "reviews.report_received"
RETURNED = "reviews.report_returned"
EDITED = "reviews.section_edited"
APPROVED = "reviews.province_approved"
REJECTED = "reviews.province_rejected"
SENT = "reviews.province_sent"
RECEIPT = "reviews.receipt_recorded"
CORRECTED = "reviews.correction_begun"
PROGRAMME = "reviews.programme_written"

LABELS = {
    OPENED: "Mở kỳ báo cáo",
    FROZEN: "Chốt số liệu báo cáo",
    SAVED: "Lưu nháp báo cáo",
    SUBMITTED: "Gửi báo cáo",
    TAKEN_BACK: "Rút lại báo cáo",
    RECEIVED: "Nhận báo cáo",
    RETURNED: "Trả lại báo cáo",
    EDITED: "Sửa lời văn báo cáo của tỉnh",
    APPROVED: "Duyệt báo cáo của tỉnh",
    REJECTED: "Trả lại báo cáo của tỉnh để sửa",
    SENT: "Gửi báo cáo lên cấp trên",
    RECEIPT: "Ghi nơi nhận đã nhận báo cáo",
    CORRECTED: "Soạn bản đính chính báo cáo",
    PROGRAMME: "Ghi chương trình hội nghị",
}
