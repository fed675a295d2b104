"""What can happen to units and posts."""

UNITS_LOADED = "organisations.units_loaded"
LEGAL_EVENT_RECORDED = "organisations.legal_event_recorded"
UNIT_OPENED = "organisations.unit_opened"
POST_GIVEN = "organisations.post_given"
POST_ENDED = "organisations.post_ended"
BOUNDARIES_IMPORTED = "organisations.boundaries_imported"
PACK_CHANGED = "organisations.pack_changed"

LABELS = {
    PACK_CHANGED: "Nhận thay đổi của gói dữ liệu về đơn vị",
    UNITS_LOADED: "Nạp danh mục đơn vị",
    LEGAL_EVENT_RECORDED: "Ghi sự kiện pháp lý về đơn vị",
    UNIT_OPENED: "Mở đơn vị mới",
    POST_GIVEN: "Giao chức vụ",
    POST_ENDED: "Kết thúc chức vụ",
    BOUNDARIES_IMPORTED: "Nhập ranh giới",
}
