"""Tables of the room: who may be rewarded; what bars it; rounds, dossiers and their appraisal; decisions, register."""

from .appraisal import ClockStop, Consultation, FieldVisit, Finding, Objection, PostedLine, Posting, Sample
from .bars import Bar, MatchDismissal
from .decisions import Award, AwardStep, Decision
from .dossiers import AchievementUse, Dossier, DossierPaper, DossierStep, NomineeConsent
from .rounds import Listing, Round
from .subjects import Achievement, AchievementStep, AwardSubject, NameVariant

__all__ = [
    "Achievement",
    "AchievementStep",
    "AchievementUse",
    "Award",
    "AwardStep",
    "AwardSubject",
    "Bar",
    "ClockStop",
    "Consultation",
    "Decision",
    "Dossier",
    "DossierPaper",
    "DossierStep",
    "FieldVisit",
    "Finding",
    "Listing",
    "MatchDismissal",
    "NameVariant",
    "NomineeConsent",
    "Objection",
    "PostedLine",
    "Posting",
    "Round",
    "Sample",
]
