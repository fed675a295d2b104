"""Tables of reporting: rounds, units' reports, frozen figures, the province's text, the conference of a review."""

from .freezing import Freeze, FrozenFigure, FrozenTable
from .programme import ProgrammeItem, ReviewProgramme
from .province import ProvinceVersion, SectionEdit, Sending
from .recorded import Recorded
from .rounds import ReportRound, RoundEvent
from .unit_reports import Paragraph, ReportEvent, ReportVersion, UnitReport

__all__ = [
    "Freeze",
    "FrozenFigure",
    "FrozenTable",
    "Paragraph",
    "ProgrammeItem",
    "ProvinceVersion",
    "Recorded",
    "ReportEvent",
    "ReportRound",
    "ReportVersion",
    "ReviewProgramme",
    "RoundEvent",
    "SectionEdit",
    "Sending",
    "UnitReport",
]
