"""Every write of this room: estimates drafted, moved and decided; money allocated, spent, taken back."""

from .deciding import take
from .drafting import save_lines, start
from .money import allocate, counter_allocation, counter_spending, spend

__all__ = ["allocate", "counter_allocation", "counter_spending", "save_lines", "spend", "start", "take"]
