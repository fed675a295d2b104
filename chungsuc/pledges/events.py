"""What can happen to a unit's plan, its tasks, its sponsorships."""

PLAN_STARTED = "pledges.plan_started"
PLAN_WRITTEN = "pledges.plan_written"
PLAN_SUBMITTED = "pledges.plan_submitted"
PLAN_TAKEN_BACK = "pledges.plan_taken_back"
PLAN_RETURNED = "pledges.plan_returned"
PLAN_APPROVED = "pledges.plan_approved"
PLAN_DROPPED = "pledges.plan_dropped"
TASK_REPORTED = "pledges.task_reported"
TASK_DONE = "pledges.task_done"
TASK_REOPENED = "pledges.task_reopened"
TASK_HANDED_OVER = "pledges.task_handed_over"
RESULT_TOLD = "pledges.result_told"
SPONSOR_ASSIGNED = "pledges.sponsor_assigned"
SPONSOR_ENDED = "pledges.sponsor_ended"
COMMITTED = "pledges.committed"
VISITED = "pledges.visited"
OUTCOME_TOLD = "pledges.outcome_told"
CONFIRMED = "pledges.confirmed"
CONTESTED = "pledges.contested"
WITHDRAWN = "pledges.withdrawn"
OVERLAP_MERGED = "pledges.overlap_merged"
OVERLAP_DISMISSED = "pledges.overlap_dismissed"
OVERLAP_REOPENED = "pledges.overlap_reopened"

LABELS = {
    PLAN_STARTED: "Lập kế hoạch của đơn vị",
    PLAN_WRITTEN: "Soạn kế hoạch của đơn vị",
    PLAN_SUBMITTED: "Trình kế hoạch của đơn vị",
    PLAN_TAKEN_BACK: "Rút kế hoạch về để sửa",
    PLAN_RETURNED: "Trả lại kế hoạch của đơn vị",
    PLAN_APPROVED: "Duyệt kế hoạch của đơn vị",
    PLAN_DROPPED: "Bỏ bản đang soạn của kế hoạch",
    TASK_REPORTED: "Báo cáo tiến độ nhiệm vụ",
    TASK_DONE: "Báo cáo hoàn thành nhiệm vụ",
    TASK_REOPENED: "Mở lại nhiệm vụ",
    TASK_HANDED_OVER: "Giao nhiệm vụ cho đơn vị khác",
    RESULT_TOLD: "Ghi kết quả cuối năm của chỉ tiêu đăng ký",
    SPONSOR_ASSIGNED: "Phân công giúp đỡ xã",
    SPONSOR_ENDED: "Kết thúc phân công giúp đỡ xã",
    COMMITTED: "Ghi cam kết giúp đỡ",
    VISITED: "Ghi lần xuống xã",
    OUTCOME_TOLD: "Ghi kết quả giúp đỡ",
    CONFIRMED: "Xã xác nhận",
    CONTESTED: "Xã không xác nhận",
    WITHDRAWN: "Rút điều đã ghi",
    OVERLAP_MERGED: "Gộp hai nhiệm vụ trùng nhau",
    OVERLAP_DISMISSED: "Kết luận hai nhiệm vụ không trùng",
    OVERLAP_REOPENED: "Mở lại việc xem trùng lặp",
}
