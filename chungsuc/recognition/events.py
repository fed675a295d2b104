"""What can happen to the register."""

LEVELS_LOADED = "recognition.levels_loaded"
REGISTER_IMPORTED = "recognition.register_imported"
REGISTER_UNDONE = "recognition.register_undone"
REVOKED = "recognition.revoked"

LABELS = {
    LEVELS_LOADED: "Nạp các mức công nhận",
    REGISTER_IMPORTED: "Nhập sổ công nhận từ tệp",
    REGISTER_UNDONE: "Hoàn tác một lần nhập sổ công nhận",
    REVOKED: "Thu hồi công nhận",
}
