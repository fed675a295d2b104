"""What this room tells: frozen values for pages, papers and the rooms above."""

from .sponsored import (
    SponsoredCommune,
    SponsoredProgress,
    every_sponsored_progress,
    sponsored_communes,
    sponsored_progress,
)

__all__ = [
    "SponsoredCommune",
    "SponsoredProgress",
    "every_sponsored_progress",
    "sponsored_communes",
    "sponsored_progress",
]
