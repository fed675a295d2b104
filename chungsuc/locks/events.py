"""What can happen to a lock."""

LOCK_SET = "locks.set"
LOCK_LIFTED = "locks.lifted"
OPENING_ASKED = "locks.opening_asked"
OPENING_REFUSED = "locks.opening_refused"
OPENED = "locks.opened"
OPENING_ENDED = "locks.opening_ended"

LABELS = {
    LOCK_SET: "Khóa ghi",
    LOCK_LIFTED: "Gỡ khóa",
    OPENING_ASKED: "Đề nghị mở khóa",
    OPENING_REFUSED: "Không đồng ý mở khóa",
    OPENED: "Mở khóa có thời hạn",
    OPENING_ENDED: "Kết thúc sớm việc mở khóa",
}
