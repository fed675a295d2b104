"""What this room answers to the rooms below; assembly calls these."""

from chungsuc.imports.kinds import register

from .kinds import AwardList
from .nominee_lists import NomineeList


def lists_in() -> None:
    """The lists that come in as files."""
    register(AwardList())
    register(NomineeList())
