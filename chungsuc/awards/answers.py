"""What this room answers to the rooms below; assembly calls these."""

from chungsuc.imports.kinds import register

from .kinds import AwardList


def lists_in() -> None:
    """The lists that come in as files."""
    register(AwardList())
