"""Who does which kind of work. Rooms above register their functions here when they are loaded.

A function is called as `function(job, report)`. It may be called again after a crash, so what it writes must be the
same when written twice. It returns what the job's page needs (`{"next": address}`) or None, and raises `JobRefused`
when the work cannot be done whatever often it is tried.
"""

from collections.abc import Callable
from typing import Any, Protocol

from chungsuc.jobs.models import Job


class Report(Protocol):
    """Tells the person waiting how far the work is: percent done, and what is being done."""

    def __call__(self, share: int, message: str) -> None: ...


Handler = Callable[[Job, Report], "dict[str, Any] | None"]
_handlers: dict[str, Handler] = {}


class JobRefused(Exception):
    """The work cannot be done, and trying again would not help. Carries a Vietnamese sentence and a short code."""

    def __init__(self, message: str, code: str = "refused") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def register(kind: str, function: Handler) -> None:
    """Let `function` do jobs of this kind. Raises `ValueError` when another one already does."""
    if _handlers.get(kind, function) is not function:
        raise ValueError(f"two functions for jobs of kind {kind!r}")
    _handlers[kind] = function


def handler_of(kind: str) -> Handler | None:
    """The function for this kind, or None when no room offers one."""
    return _handlers.get(kind)


Chore = Callable[[], object]
_chores: list[Chore] = []


def register_chore(function: Chore) -> None:
    """Lets the worker call `function` once an hour: tidying that may be done twice and harms nothing when it fails."""
    if function not in _chores:
        _chores.append(function)


def chores() -> tuple[Chore, ...]:
    """Everything to be tidied once an hour."""
    return tuple(_chores)
