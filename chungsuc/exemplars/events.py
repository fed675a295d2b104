"""What can happen to exemplars and to what media tell. No entry ever names a person: entries cannot be taken back."""

FOUND = "exemplars.found"
VERIFIED = "exemplars.verified"
REFUTED = "exemplars.refuted"
ASKED_AGAIN = "exemplars.asked_again"
REWRITTEN = "exemplars.rewritten"
ENDED = "exemplars.ended"
CONSENTED = "exemplars.consent_given"
WITHDRAWN = "exemplars.consent_withdrawn"
PHOTO_ADDED = "exemplars.photo_added"
PHOTO_REMOVED = "exemplars.photo_removed"
COPIED = "exemplars.copied"
RESULT = "exemplars.copy_result"
SET_ASIDE = "exemplars.candidate_set_aside"
OUTLET_ADDED = "exemplars.outlet_added"
OUTLETS_LOADED = "exemplars.outlets_loaded"
PROGRAMME_ADDED = "exemplars.programme_added"
COVERAGE_ENTERED = "exemplars.coverage_entered"
COVERAGE_WITHDRAWN = "exemplars.coverage_withdrawn"
COVERAGE_IMPORTED = "exemplars.coverage_imported"
COVERAGE_UNDONE = "exemplars.coverage_undone"

LABELS = {
    FOUND: "Ghi một điển hình mới phát hiện",
    VERIFIED: "Xác minh điển hình là đúng",
    REFUTED: "Xác minh điển hình không đúng",
    ASKED_AGAIN: "Đề nghị xác minh lại điển hình",
    REWRITTEN: "Viết lại nội dung điển hình",
    ENDED: "Thôi nêu gương một điển hình",
    CONSENTED: "Ghi sự đồng ý nêu tên hoặc dùng ảnh",
    WITHDRAWN: "Ghi việc rút đồng ý nêu tên hoặc dùng ảnh",
    PHOTO_ADDED: "Thêm ảnh của điển hình",
    PHOTO_REMOVED: "Gỡ ảnh của điển hình",
    COPIED: "Ghi nơi học theo điển hình",
    RESULT: "Ghi kết quả học theo điển hình",
    SET_ASIDE: "Để lại một đề xuất điển hình",
    OUTLET_ADDED: "Thêm cơ quan báo chí, truyền thông",
    OUTLETS_LOADED: "Nạp cơ quan báo chí của gói dữ liệu",
    PROGRAMME_ADDED: "Thêm chuyên trang, chuyên mục",
    COVERAGE_ENTERED: "Ghi tin, bài",
    COVERAGE_WITHDRAWN: "Rút tin, bài đã ghi",
    COVERAGE_IMPORTED: "Nhập tin, bài từ tệp",
    COVERAGE_UNDONE: "Hoàn tác tin, bài nhập từ tệp",
}
