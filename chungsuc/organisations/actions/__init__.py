"""Every write about units. A legal event closes and opens; it never overwrites."""

from .appointments import AppointmentRefused, appoint, end_appointment
from .boundaries import import_boundaries
from .legal_events import EventRefused, NewUnit, merge_units, move_unit, open_unit, rename_unit, split_unit
from .packs import load_units
from .posts import PostRefused, end_post, give_post

__all__ = [
    "AppointmentRefused",
    "EventRefused",
    "NewUnit",
    "PostRefused",
    "appoint",
    "end_appointment",
    "end_post",
    "give_post",
    "import_boundaries",
    "load_units",
    "merge_units",
    "move_unit",
    "open_unit",
    "rename_unit",
    "split_unit",
]
