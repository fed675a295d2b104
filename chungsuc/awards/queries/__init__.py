"""Questions about the rows of this room."""

from .bars import BarQuerySet
from .decisions import AwardQuerySet
from .dossiers import DossierQuerySet
from .subjects import AchievementQuerySet, SubjectQuerySet

__all__ = ["AchievementQuerySet", "AwardQuerySet", "BarQuerySet", "DossierQuerySet", "SubjectQuerySet"]
