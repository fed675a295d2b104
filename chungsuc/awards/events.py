"""What can happen to subjects and achievements. No entry names a person: entries cannot be taken back."""

REGISTERED = "awards.subject_registered"
NAMED = "awards.name_added"
RECORDED = "awards.achievement_recorded"
CONFIRMED = "awards.achievement_confirmed"
CONTESTED = "awards.achievement_contested"
WITHDRAWN = "awards.achievement_withdrawn"
RESTORED = "awards.achievement_restored"

LABELS = {
    REGISTERED: "Ghi đối tượng khen thưởng",
    NAMED: "Ghi tên gọi khác của đối tượng khen thưởng",
    RECORDED: "Ghi thành tích",
    CONFIRMED: "Xác nhận thành tích",
    CONTESTED: "Ghi ý kiến khác về thành tích",
    WITHDRAWN: "Rút thành tích đã ghi",
    RESTORED: "Ghi lại thành tích đã rút",
}
