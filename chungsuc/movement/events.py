"""What can happen to the plan."""

PLAN_LOADED = "movement.plan_loaded"

LABELS = {PLAN_LOADED: "Nạp kế hoạch phong trào"}
