"""What can happen to the plan."""

PLAN_LOADED = "movement.plan_loaded"
PACK_CHANGED = "movement.pack_changed"

LABELS = {
    PLAN_LOADED: "Nạp kế hoạch phong trào",
    PACK_CHANGED: "Nhận thay đổi của gói dữ liệu về kế hoạch",
}
