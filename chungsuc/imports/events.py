"""What can happen to a batch."""

RECEIVED = "imports.batch_received"
REFUSED = "imports.batch_refused"
CONFIRMED = "imports.batch_confirmed"
UNDONE = "imports.batch_undone"
ROW_SETTLED = "imports.row_settled"

LABELS = {
    RECEIVED: "Tải tệp lên",
    REFUSED: "Không nhận tệp",
    CONFIRMED: "Xác nhận nhập số liệu",
    UNDONE: "Hoàn tác lần nhập",
    ROW_SETTLED: "Sửa một dòng trước khi nhập",
}
