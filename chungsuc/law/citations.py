"""Where a figure or a rule comes from, and how far it may be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How well a figure is founded. Pages show the label next to every figure that is not official."""

    VERIFIED = "verified"
    RECALLED = "recalled"
    DEMONSTRATION = "demonstration"
    MISSING = "missing"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        """What people read."""
        return _LABELS[self]

    @property
    def official(self) -> bool:
        """Whether an official result may rest on it: found in its source, or confirmed by a named officer."""
        return self in {Status.VERIFIED, Status.CONFIRMED}


_LABELS = {
    Status.VERIFIED: "đã kiểm chứng",
    Status.RECALLED: "ghi theo trí nhớ, chưa đối chiếu",
    Status.DEMONSTRATION: "số trình diễn",
    Status.MISSING: "còn thiếu",
    Status.CONFIRMED: "đã xác nhận",
}


@dataclass(frozen=True)
class Citation:
    """An article of a document, the source in which it was read, and its status."""

    document: str
    article: str = ""
    source: str = ""
    status: Status = Status.RECALLED

    def __str__(self) -> str:
        """One phrase: "Điều 5 Quyết định 18/2022/QĐ-TTg (nguồn: Công báo; đã kiểm chứng)"."""
        place = " ".join(part for part in (self.article, self.document) if part) or "chưa ghi văn bản"
        notes = [f"nguồn: {self.source}"] if self.source else []
        return f"{place} ({'; '.join([*notes, self.status.label])})"
