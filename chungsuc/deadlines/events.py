"""What can happen around an obligation."""

LATE_REASON_GIVEN = "deadlines.late_reason_given"
EXCUSE_ASKED = "deadlines.excuse_asked"
EXCUSE_GRANTED = "deadlines.excuse_granted"
EXCUSE_REFUSED = "deadlines.excuse_refused"
# a person's own calendar address is told like what else an account does
FEED_MADE = "account.calendar_address_made"
FEED_ENDED = "account.calendar_address_ended"

LABELS = {
    LATE_REASON_GIVEN: "Nêu lý do chậm",
    EXCUSE_ASKED: "Đề nghị gia hạn",
    EXCUSE_GRANTED: "Đồng ý gia hạn",
    EXCUSE_REFUSED: "Không đồng ý gia hạn",
    FEED_MADE: "Lập địa chỉ lịch riêng",
    FEED_ENDED: "Bỏ địa chỉ lịch riêng",
}
