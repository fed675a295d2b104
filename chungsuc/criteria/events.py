"""What can happen to sets and values."""

SETS_LOADED = "criteria.sets_loaded"
VALUES_IMPORTED = "criteria.values_imported"
VALUE_RECORDED = "criteria.value_recorded"
VALUES_UNDONE = "criteria.values_undone"
REJUDGED = "criteria.rejudged"

LABELS = {
    SETS_LOADED: "Nạp bộ tiêu chí",
    VALUES_IMPORTED: "Nhập số liệu tiêu chí từ tệp",
    VALUE_RECORDED: "Ghi một số liệu tiêu chí",
    VALUES_UNDONE: "Hoàn tác số liệu tiêu chí của một lần nhập",
    REJUDGED: "Đánh giá lại theo mức yêu cầu mới",
}
