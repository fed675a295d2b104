"""How an act is refused: with the reason, at the field, or because somebody else was first."""

from collections.abc import Sequence


class ResourceRefused(ValueError):
    """An act is not possible; `faults` are (field, sentence): what is wrong, and where it was typed."""

    def __init__(self, message: str, field: str = "", faults: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults) or ((field, message),)


class Stale(ResourceRefused):
    """Somebody else acted first; nothing was written."""


STALE = "Dòng này vừa được người khác thay đổi nên chưa ghi gì. Hãy mở lại trang để xem rồi làm lại."
