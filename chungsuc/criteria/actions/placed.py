"""A figure at its place in a report, as it comes from a form or a device: entered by a commune or found by a body."""

from dataclasses import dataclass
from decimal import Decimal

from ..models import Declared

Place = tuple[int, str]


@dataclass(frozen=True)
class PlacedFigure:
    """What is said at one place: of a measure, of one sex where it is counted apart."""

    measure_id: int
    sex: str = ""
    state: str = Declared.GIVEN
    number: Decimal | None = None
    flag: bool | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def place(self) -> Place:
        return (self.measure_id, self.sex)

    @property
    def figures(self) -> tuple:
        """What it says, to be compared with the `figures` of a row."""
        return (self.state, self.number, self.flag, self.numerator, self.denominator)
