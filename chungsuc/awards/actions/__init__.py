"""Every write of the room."""

from .files import ACHIEVEMENT, Achieved, add_name, judge_achievement, record_achievement, register
from .refusals import AwardRefused, Stale

__all__ = [
    "ACHIEVEMENT",
    "Achieved",
    "AwardRefused",
    "Stale",
    "add_name",
    "judge_achievement",
    "record_achievement",
    "register",
]
