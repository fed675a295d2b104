"""What this room tells: frozen values for pages, papers and the rooms above."""

from .givers import GiftFact, gifts_asked, gifts_by
from .totals import Totals, totals_on

__all__ = ["GiftFact", "Totals", "gifts_asked", "gifts_by", "totals_on"]
