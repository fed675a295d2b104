"""The room's own obligations only: what the plan itself asks of everybody is tested where it is worked out."""

import pytest

from chungsuc.deadlines import registry


@pytest.fixture(autouse=True)
def without_the_plans_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the source of the plan's duties out of the calendar."""
    monkeypatch.delitem(registry._sources, "movement.duties")
