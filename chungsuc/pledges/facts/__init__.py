"""What this room tells: frozen values for pages, papers and the rooms above."""

from .sponsored import (
    SponsoredCommune,
    SponsoredProgress,
    every_sponsored_progress,
    sponsored_communes,
    sponsored_progress,
)
from .yearly import YearPledges, year_pledges

__all__ = [
    "SponsoredCommune",
    "SponsoredProgress",
    "YearPledges",
    "every_sponsored_progress",
    "sponsored_communes",
    "sponsored_progress",
    "year_pledges",
]
