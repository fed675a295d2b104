"""What documents that are attached to tasks are used for, in words and with their address."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from chungsuc.evidence.registry import Use

from .models import TASK, Terms

SUBJECT, LABEL = TASK, "nhiệm vụ đã đăng ký"


def named(keys: Iterable[str]) -> dict[str, Use]:
    """Tasks in words, by key. One query."""
    ids = [int(key) for key in keys if key.isdecimal()]
    rows: Any = Terms.objects.current().filter(task__in=ids).named()
    told = rows.values_list("task_id", "unit_name", "what")
    return {str(pk): Use(f"{unit}: {what}", reverse("unit_task", args=[pk])) for pk, unit, what in told}
