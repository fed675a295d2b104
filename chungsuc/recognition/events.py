"""What can happen to the register and to a case."""

LEVELS_LOADED = "recognition.levels_loaded"
REGISTER_IMPORTED = "recognition.register_imported"
REGISTER_UNDONE = "recognition.register_undone"
REVOKED = "recognition.revoked"
RECOGNISED = "recognition.recognised"
ANNOUNCED = "recognition.announced"
CASE_STEP = "recognition.case_step"
POSTED = "recognition.posted"
BROADCAST = "recognition.broadcast"
OBJECTION_RECEIVED = "recognition.objection_received"
OBJECTION_ANSWERED = "recognition.objection_answered"
OPINION_GIVEN = "recognition.opinion_given"
ITEM_PUT_IN = "recognition.item_put_in"
STATEMENT_GIVEN = "recognition.statement_given"
APPRAISED = "recognition.appraised"
RECHECKED = "recognition.rechecked"
CASES_CARRIED = "recognition.cases_carried"
PACK_CHANGED = "recognition.pack_changed"

LABELS = {
    PACK_CHANGED: "Nhận thay đổi của gói dữ liệu về mức công nhận",
    LEVELS_LOADED: "Nạp các mức công nhận",
    REGISTER_IMPORTED: "Nhập sổ công nhận từ tệp",
    REGISTER_UNDONE: "Hoàn tác một lần nhập sổ công nhận",
    REVOKED: "Thu hồi công nhận",
    RECOGNISED: "Ghi quyết định công nhận vào sổ",
    ANNOUNCED: "Công bố quyết định công nhận",
    CASE_STEP: "Làm một bước xét công nhận",
    POSTED: "Niêm yết công khai báo cáo",
    BROADCAST: "Ghi một lần thông báo trên truyền thanh",
    OBJECTION_RECEIVED: "Ghi ý kiến phản ánh khi niêm yết",
    OBJECTION_ANSWERED: "Trả lời ý kiến phản ánh khi niêm yết",
    OPINION_GIVEN: "Ghi ý kiến bằng văn bản về hồ sơ",
    ITEM_PUT_IN: "Đưa một thành phần vào hồ sơ xét công nhận",
    STATEMENT_GIVEN: "Xác nhận một điều kiện công nhận",
    APPRAISED: "Thẩm định một phần của bộ tiêu chí",
    RECHECKED: "Rà soát đơn vị đã công nhận",
    CASES_CARRIED: "Chuyển hồ sơ đang xét sang đơn vị mới",
}
