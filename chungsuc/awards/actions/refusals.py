"""Why an act was not done, in words for whoever did it."""


class AwardRefused(ValueError):
    """An act is not possible; the message says why and what to do. `field`: where the cause was typed."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Stale(AwardRefused):
    """Somebody else was first; nothing was written."""
