"""Tables of the room: kept files; templates; numbers; papers, signed copies, bundles; certificates, reissues."""

from .bundles import Bundle
from .certificates import Blank, Certificate, CertificateBatch
from .files import KeptFile
from .numbers import Series, SeriesNumber
from .papers import Paper, SignedCopy
from .reissues import Reissue
from .templates import Template, TemplateVersion

__all__ = [
    "Blank",
    "Bundle",
    "Certificate",
    "CertificateBatch",
    "KeptFile",
    "Paper",
    "Reissue",
    "Series",
    "SeriesNumber",
    "SignedCopy",
    "Template",
    "TemplateVersion",
]
