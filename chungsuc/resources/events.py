"""What can happen to contributions. No entry ever names a giver: entries cannot be taken back."""

RECORDED = "resources.recorded"
CORRECTED = "resources.corrected"
CONFIRMED = "resources.confirmed"
CONTESTED = "resources.contested"
WITHDRAWN = "resources.withdrawn"
RESTORED = "resources.restored"
CONSENTED = "resources.consent_given"
CONSENT_WITHDRAWN = "resources.consent_withdrawn"
PAPER_ATTACHED = "resources.paper_attached"
MERGED = "resources.merged"
DISMISSED = "resources.dismissed"
REOPENED = "resources.reopened"
IMPORTED = "resources.imported"
UNDONE = "resources.undone"

LABELS = {
    RECORDED: "Ghi một đóng góp",
    CORRECTED: "Sửa nội dung đóng góp",
    CONFIRMED: "Xác nhận đã nhận đóng góp",
    CONTESTED: "Không xác nhận đóng góp",
    WITHDRAWN: "Rút lại đóng góp đã ghi",
    RESTORED: "Ghi lại đóng góp đã rút",
    CONSENTED: "Ghi sự đồng ý nêu tên người đóng góp",
    CONSENT_WITHDRAWN: "Ghi việc rút đồng ý nêu tên người đóng góp",
    PAPER_ATTACHED: "Gắn giấy tờ chứng minh đóng góp",
    MERGED: "Gộp hai dòng đóng góp",
    DISMISSED: "Kết luận hai dòng đóng góp không trùng",
    REOPENED: "Xem lại kết luận về hai dòng đóng góp",
    IMPORTED: "Nhập đóng góp từ tệp",
    UNDONE: "Hoàn tác đóng góp nhập từ tệp",
}
