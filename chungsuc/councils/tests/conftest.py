"""A hall in the real province, with a kind of matter of its own."""

from collections.abc import Iterator

import pytest

from chungsuc.councils.tests.hall import Hall, matter
from tests.province import Province


@pytest.fixture
def hall(province: Province) -> Iterator[Hall]:
    with matter():
        yield Hall()
