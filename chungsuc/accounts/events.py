"""What can happen to an account: the acts the journal knows, each with its Vietnamese label."""

CREATED = "account.created"
PASSWORD_SET = "account.password_set"
DEACTIVATED = "account.deactivated"
EMAIL_SET = "account.email_set"
SIGNED_IN = "account.signed_in"
SIGNED_OUT = "account.signed_out"
SIGN_IN_FAILED = "account.sign_in_failed"
LOCKED_OUT = "account.locked_out"

LABELS = {
    CREATED: "Lập tài khoản",
    PASSWORD_SET: "Đặt mật khẩu",
    DEACTIVATED: "Ngừng tài khoản",
    EMAIL_SET: "Đổi địa chỉ thư điện tử",
    SIGNED_IN: "Đăng nhập",
    SIGNED_OUT: "Đăng xuất",
    SIGN_IN_FAILED: "Đăng nhập không thành công",
    LOCKED_OUT: "Tạm khóa đăng nhập",
}
