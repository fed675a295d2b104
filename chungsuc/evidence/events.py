"""What can happen to evidence."""

KINDS_LOADED = "evidence.kinds_loaded"
DOCUMENT_TAKEN_IN = "evidence.document_taken_in"
DOCUMENT_ATTACHED = "evidence.document_attached"
DOCUMENT_DETACHED = "evidence.document_detached"
DOCUMENT_WITHDRAWN = "evidence.document_withdrawn"

LABELS = {
    KINDS_LOADED: "Nạp các loại minh chứng",
    DOCUMENT_TAKEN_IN: "Đưa minh chứng lên",
    DOCUMENT_ATTACHED: "Gắn minh chứng",
    DOCUMENT_DETACHED: "Gỡ minh chứng",
    DOCUMENT_WITHDRAWN: "Rút minh chứng",
}
