import pytest

from chungsuc.reviews.tests.office import Office
from tests.province import Province


@pytest.fixture
def office(province: Province) -> Office:
    """The province with its samples; pages speak of the cut-off day of 2023."""
    return Office(province)
