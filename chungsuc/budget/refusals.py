"""How an act is refused: with the reason, at the field, or because somebody else was first."""


class BudgetRefused(ValueError):
    """An act is not possible; `field` is where the cause was typed, "" when nowhere."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Stale(BudgetRefused):
    """Somebody else acted first; nothing was written."""


STALE = "Dự toán này vừa được người khác thay đổi nên chưa ghi gì. Hãy mở lại trang để xem rồi làm lại."
