"""Questions about surveys."""

from typing import Any, Self

from django.db import models


class SurveyQuerySet(models.QuerySet):
    def about(self, subject: str, key: str) -> Self:
        """The surveys of one matter that were not abandoned, newest first."""
        return self.filter(subject=subject, subject_key=key).exclude(state="abandoned").order_by("-id")

    def visible_in(self, scope: Any) -> Self:
        """Those about a unit that a right reaches."""
        return scope.filter(self)
