"""Every write to the register of law and plan."""

from .documents import confirm_number, withdraw_number
from .figures import amend_figure, confirm_figure, withdraw_confirmation
from .loading import load_register
from .rulings import record_ruling
from .values import FigureRefused, as_json

__all__ = [
    "FigureRefused",
    "amend_figure",
    "as_json",
    "confirm_figure",
    "confirm_number",
    "load_register",
    "record_ruling",
    "withdraw_confirmation",
    "withdraw_number",
]
