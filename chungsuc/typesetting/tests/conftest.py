"""What the tests of this room share."""

import pytest

from chungsuc.typesetting import press, press_child


@pytest.fixture
def press_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets pages in this process with the code of the child: for tests of what is set, of which there are hundreds.

    That the child gives the same bytes is said in test_press.py.
    """
    monkeypatch.setattr(press, "_answered", press_child.files_of)
