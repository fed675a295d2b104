"""What this room tells: frozen values for pages, papers and the rooms above."""

from .candidates import CandidateGroup, CandidateLine, CandidatePage, candidate_of, candidates_on
from .media import MediaBody, QuarterTable, coverage_by_quarter, media_body, outlet_choices
from .register import ExemplarFact, Record, exemplars_of, record_of

__all__ = [
    "CandidateGroup",
    "CandidateLine",
    "CandidatePage",
    "ExemplarFact",
    "MediaBody",
    "QuarterTable",
    "Record",
    "candidate_of",
    "candidates_on",
    "coverage_by_quarter",
    "exemplars_of",
    "media_body",
    "outlet_choices",
    "record_of",
]
