"""What is typed in this room."""

from .files import AchievementForm, JudgeForm, NameForm, SubjectFilter, SubjectForm, Typed

__all__ = ["AchievementForm", "JudgeForm", "NameForm", "SubjectFilter", "SubjectForm", "Typed"]
