"""What can happen to subjects and achievements. No entry names a person: entries cannot be taken back."""

REGISTERED = "awards.subject_registered"
NAMED = "awards.name_added"
RECORDED = "awards.achievement_recorded"
CONFIRMED = "awards.achievement_confirmed"
CONTESTED = "awards.achievement_contested"
WITHDRAWN = "awards.achievement_withdrawn"
RESTORED = "awards.achievement_restored"
BAR_SET = "awards.bar_set"
BAR_LIFTED = "awards.bar_lifted"
MATCH_DISMISSED = "awards.match_dismissed"
MATCH_RESTORED = "awards.match_restored"
ROUND_OPENED = "awards.round_opened"
ROUND_CLOSED = "awards.round_closed"
LIST_BUILT = "awards.list_built"
LISTING_ASIDE = "awards.listing_set_aside"
LISTING_BACK = "awards.listing_put_back"
DOSSIER_DRAFTED = "awards.dossier_drafted"
DOSSIER_EDITED = "awards.dossier_edited"
DOSSIER_MOVED = "awards.dossier_moved"
PAPER_ADDED = "awards.paper_added"
PAPER_REMOVED = "awards.paper_removed"
CODE_MADE = "awards.consent_code_made"
CONSENT_GIVEN = "awards.consent_answered"
FOUND = "awards.finding_recorded"
ASKED = "awards.opinion_asked"
ANSWERED = "awards.opinion_answered"
SILENT = "awards.silence_recorded"
POSTED = "awards.list_posted"
POSTING_WITHDRAWN = "awards.posting_withdrawn"
OBJECTED = "awards.objection_recorded"
OBJECTION_ANSWERED = "awards.objection_answered"
LIST_KEPT = "awards.list_kept"
SAMPLE_ANNOUNCED = "awards.sample_announced"
SAMPLE_DRAWN = "awards.sample_drawn"
VISITED = "awards.visit_recorded"
COUNTERSIGNED = "awards.visit_countersigned"
DECISION_PREPARED = "awards.decision_prepared"
DECISION_DROPPED = "awards.decision_dropped"
DECISION_TAKEN = "awards.decision_taken"
AWARD_ENTERED = "awards.award_entered"
AWARD_CORRECTED = "awards.award_corrected"
AWARD_REVOKED = "awards.award_revoked"
AWARD_REPLACED = "awards.award_replaced"
AWARD_UNDONE = "awards.award_undone"
NOMINEES_IMPORTED = "awards.nominees_imported"
NOMINEES_UNDONE = "awards.nominees_undone"

LABELS = {
    REGISTERED: "Ghi đối tượng khen thưởng",
    NAMED: "Ghi tên gọi khác của đối tượng khen thưởng",
    RECORDED: "Ghi thành tích",
    CONFIRMED: "Xác nhận thành tích",
    CONTESTED: "Ghi ý kiến khác về thành tích",
    WITHDRAWN: "Rút thành tích đã ghi",
    RESTORED: "Ghi lại thành tích đã rút",
    BAR_SET: "Ghi việc vướng mắc khi xét khen thưởng",
    BAR_LIFTED: "Gỡ việc vướng mắc khi xét khen thưởng",
    MATCH_DISMISSED: "Kết luận khen thưởng cũ không tính",
    MATCH_RESTORED: "Bỏ kết luận về khen thưởng cũ",
    ROUND_OPENED: "Mở đợt xét khen thưởng",
    ROUND_CLOSED: "Đóng đợt xét khen thưởng",
    LIST_BUILT: "Lập lại danh sách xét khen thưởng",
    LISTING_ASIDE: "Để lại một dòng của danh sách xét",
    LISTING_BACK: "Đưa lại một dòng vào danh sách xét",
    DOSSIER_DRAFTED: "Lập hồ sơ đề nghị khen thưởng",
    DOSSIER_EDITED: "Sửa hồ sơ đề nghị khen thưởng",
    DOSSIER_MOVED: "Chuyển bước hồ sơ đề nghị khen thưởng",
    PAPER_ADDED: "Thêm giấy tờ vào hồ sơ khen thưởng",
    PAPER_REMOVED: "Bỏ giấy tờ khỏi hồ sơ khen thưởng",
    CODE_MADE: "Cấp mã để người được đề nghị xác nhận",
    CONSENT_GIVEN: "Ghi trả lời của người được đề nghị",
    FOUND: "Ghi kết quả kiểm tra hồ sơ khen thưởng",
    ASKED: "Lấy ý kiến cơ quan khác về hồ sơ khen thưởng",
    ANSWERED: "Trả lời lấy ý kiến về hồ sơ khen thưởng",
    SILENT: "Ghi nhận cơ quan được hỏi không trả lời",
    POSTED: "Công khai danh sách đề nghị khen thưởng",
    POSTING_WITHDRAWN: "Rút danh sách đã công khai",
    OBJECTED: "Ghi ý kiến về danh sách công khai",
    OBJECTION_ANSWERED: "Trả lời ý kiến về danh sách công khai",
    LIST_KEPT: "Ghi vì sao vẫn giữ danh sách công khai có ý kiến đúng",
    SAMPLE_ANNOUNCED: "Chốt danh sách để chọn ngẫu nhiên, báo trước số gieo",
    SAMPLE_DRAWN: "Chọn ngẫu nhiên hồ sơ để kiểm tra thực tế",
    VISITED: "Ghi kết quả kiểm tra thực tế",
    COUNTERSIGNED: "Xã ký xác nhận kết quả kiểm tra thực tế",
    DECISION_PREPARED: "Lập quyết định khen thưởng",
    DECISION_DROPPED: "Bỏ quyết định khen thưởng đang lập",
    DECISION_TAKEN: "Ghi quyết định khen thưởng đã ký",
    AWARD_ENTERED: "Vào sổ khen thưởng",
    AWARD_CORRECTED: "Đính chính khen thưởng",
    AWARD_REVOKED: "Thu hồi, hủy bỏ khen thưởng",
    AWARD_REPLACED: "Thay quyết định khen thưởng",
    AWARD_UNDONE: "Hoàn tác khen thưởng đã nhập",
    NOMINEES_IMPORTED: "Nhập danh sách đề nghị khen thưởng",
    NOMINEES_UNDONE: "Hoàn tác danh sách đề nghị đã nhập",
}
