"""How the appraisal of dossiers stands."""

from .posting import posting_verdict as posting_verdict
from .posting import posting_verdicts as posting_verdicts
