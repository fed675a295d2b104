"""What can happen to a message; each is told like what else an account does, for whoever may read that."""

SENT = "account.notice_sent"
READ = "account.notices_read"
MAILED = "account.notice_mailed"
MAIL_FAILED = "account.notice_mail_failed"
MAIL_UNSURE = "account.notice_mail_unsure"
PREFERENCES_SET = "account.notice_preferences_set"

LABELS = {
    SENT: "Gửi thông báo",
    READ: "Đã đọc thông báo",
    MAILED: "Gửi thư điện tử",
    MAIL_FAILED: "Không gửi được thư điện tử",
    MAIL_UNSURE: "Chưa rõ thư điện tử đã đi chưa",
    PREFERENCES_SET: "Đổi cách nhận thông báo",
}
