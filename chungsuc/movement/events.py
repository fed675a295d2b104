"""What can happen in the movement."""

PLAN_LOADED = "movement.plan_loaded"
PACK_CHANGED = "movement.pack_changed"
LAUNCHED = "movement.launched"
SENT_ON = "movement.sent_on"
OPENED = "movement.opened"
REMINDED = "movement.reminded"
LAUNCH_WITHDRAWN = "movement.launch_withdrawn"
GUIDANCE_SENT = "movement.guidance_sent"
GUIDANCE_RENEWED = "movement.guidance_renewed"
GUIDANCE_READ = "movement.guidance_read"
GUIDANCE_ENDED = "movement.guidance_ended"
CONCERN_RAISED = "movement.concern_raised"
CONCERN_MOVED = "movement.concern_moved"
CONCERNS_SUMMED_UP = "movement.concerns_summed_up"

LABELS = {
    PLAN_LOADED: "Nạp kế hoạch phong trào",
    PACK_CHANGED: "Nhận thay đổi của gói dữ liệu về kế hoạch",
    LAUNCHED: "Phát động phong trào",
    SENT_ON: "Gửi phát động cho đơn vị mới",
    OPENED: "Xác nhận đã nhận, đã đọc phát động",
    REMINDED: "Nhắc đơn vị chưa nhận phát động",
    LAUNCH_WITHDRAWN: "Rút phát động",
    GUIDANCE_SENT: "Gửi văn bản hướng dẫn",
    GUIDANCE_RENEWED: "Gửi bản mới của văn bản hướng dẫn",
    GUIDANCE_READ: "Xác nhận đã đọc văn bản hướng dẫn",
    GUIDANCE_ENDED: "Thôi áp dụng văn bản hướng dẫn",
    CONCERN_RAISED: "Gửi khó khăn, kiến nghị",
    CONCERN_MOVED: "Xử lý khó khăn, kiến nghị",
    CONCERNS_SUMMED_UP: "Tổng hợp khó khăn, kiến nghị",
}
