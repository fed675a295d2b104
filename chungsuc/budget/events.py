"""What can happen to estimates and their money."""

STARTED = "budget.started"
SAVED = "budget.saved"
SUBMITTED = "budget.submitted"
TAKEN_BACK = "budget.taken_back"
COLLATED = "budget.collated"
RETURNED = "budget.returned"
APPROVED = "budget.approved"
REFUSED = "budget.refused"
AMENDED = "budget.amended"
ALLOCATED = "budget.allocated"
ALLOCATION_COUNTERED = "budget.allocation_countered"
SPENT = "budget.spent"
SPENT_BEYOND = "budget.spent_beyond"
SPENDING_COUNTERED = "budget.spending_countered"

LABELS = {
    STARTED: "Lập dự toán kinh phí",
    SAVED: "Ghi các dòng dự toán",
    SUBMITTED: "Trình dự toán",
    TAKEN_BACK: "Rút dự toán về để sửa",
    COLLATED: "Tổng hợp dự toán",
    RETURNED: "Trả lại dự toán",
    APPROVED: "Ghi quyết định phê duyệt dự toán",
    REFUSED: "Không phê duyệt dự toán",
    AMENDED: "Điều chỉnh dự toán",
    ALLOCATED: "Ghi kinh phí được bố trí",
    ALLOCATION_COUNTERED: "Ghi đảo kinh phí được bố trí",
    SPENT: "Ghi khoản chi",
    SPENT_BEYOND: "Ghi khoản chi ngoài dự toán, ngoài số bố trí",
    SPENDING_COUNTERED: "Ghi đảo khoản chi",
}
