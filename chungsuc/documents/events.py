"""What can happen to papers, numbers, templates and certificates."""

DRAFTED = "documents.drafted"
EDITED = "documents.edited"
SUBMITTED = "documents.submitted"
TAKEN_BACK = "documents.taken_back"
RETURNED = "documents.returned"
DROPPED = "documents.dropped"
ISSUED = "documents.issued"
SUPERSEDED = "documents.superseded"
SIGNED_COPY_ATTACHED = "documents.signed_copy_attached"
NUMBER_RESERVED = "documents.number_reserved"
NUMBER_CANCELLED = "documents.number_cancelled"
NUMBER_CONFIRMED = "documents.number_confirmed"
TEMPLATE_UPLOADED = "documents.template_uploaded"
TEMPLATE_RETIRED = "documents.template_retired"
BLANK_KEPT = "documents.blank_kept"
BATCH_PREPARED = "documents.batch_prepared"
BATCH_DROPPED = "documents.batch_dropped"
BATCH_NUMBERED = "documents.batch_numbered"
BATCH_PRINTED = "documents.batch_printed"
BATCH_SENT_AGAIN = "documents.batch_sent_again"
CERTIFICATE_REVOKED = "documents.certificate_revoked"
BUNDLE_DRAFTED = "documents.bundle_drafted"
BUNDLE_SUBMITTED = "documents.bundle_submitted"
BUNDLE_UNDONE = "documents.bundle_undone"
REISSUE_ASKED = "documents.reissue_asked"
REISSUE_WITHDRAWN = "documents.reissue_withdrawn"
REISSUE_DECLINED = "documents.reissue_declined"
CERTIFICATE_REPLACED = "documents.certificate_replaced"

LABELS = {
    DRAFTED: "Lập dự thảo văn bản",
    EDITED: "Sửa dự thảo văn bản",
    SUBMITTED: "Trình cấp số văn bản",
    TAKEN_BACK: "Rút lại văn bản đã trình",
    RETURNED: "Trả lại văn bản đã trình",
    DROPPED: "Bỏ dự thảo văn bản",
    ISSUED: "Cấp số, ban hành văn bản",
    SUPERSEDED: "Thay thế văn bản",
    SIGNED_COPY_ATTACHED: "Đưa bản đã ký của văn bản lên",
    NUMBER_RESERVED: "Giữ số văn bản",
    NUMBER_CANCELLED: "Hủy số văn bản đã giữ",
    NUMBER_CONFIRMED: "Xác nhận số của văn bản đã ban hành",
    TEMPLATE_UPLOADED: "Đưa mẫu văn bản lên",
    TEMPLATE_RETIRED: "Thôi dùng mẫu văn bản",
    BLANK_KEPT: "Ghi vị trí in trên phôi bằng",
    BATCH_PREPARED: "Lập đợt in bằng",
    BATCH_DROPPED: "Bỏ đợt in bằng",
    BATCH_NUMBERED: "Cấp số bằng",
    BATCH_PRINTED: "In xong một đợt bằng",
    BATCH_SENT_AGAIN: "Gửi in lại một đợt bằng",
    CERTIFICATE_REVOKED: "Thu hồi bằng",
    BUNDLE_DRAFTED: "Lập một lô dự thảo văn bản",
    BUNDLE_SUBMITTED: "Trình cấp số cả lô văn bản",
    BUNDLE_UNDONE: "Bỏ cả lô dự thảo văn bản",
    REISSUE_ASKED: "Đề nghị cấp lại bằng",
    REISSUE_WITHDRAWN: "Rút đề nghị cấp lại bằng",
    REISSUE_DECLINED: "Không cấp lại bằng",
    CERTIFICATE_REPLACED: "Cấp lại bằng",
}
