"""What this room tells: frozen values for pages, papers and the rooms above."""

from .declared import DeclaredGap, GapLine, corrected_counts, declared_gap, declared_gaps, declared_verdicts
from .judging import (
    Said,
    SetFacts,
    assessed_until,
    assessment_day,
    attributes_for_year,
    owners_on,
    readings,
    region_of_unit,
    rule_of,
    said_by,
    set_facts,
    set_names,
    sets_for_year,
)
from .paths import Part, bodies_now, parts_on, tier_on
from .readiness import Missing, Readiness, readiness

__all__ = [
    "DeclaredGap",
    "GapLine",
    "Missing",
    "Part",
    "Readiness",
    "Said",
    "SetFacts",
    "assessed_until",
    "assessment_day",
    "attributes_for_year",
    "bodies_now",
    "corrected_counts",
    "declared_gap",
    "declared_gaps",
    "declared_verdicts",
    "owners_on",
    "parts_on",
    "readiness",
    "readings",
    "region_of_unit",
    "rule_of",
    "said_by",
    "set_facts",
    "set_names",
    "sets_for_year",
    "tier_on",
]
