"""The tables of this room."""

from .gifts import Contribution, GiftTerms, NameConsent
from .twins import Twin, TwinDecision

__all__ = ["Contribution", "NameConsent", "GiftTerms", "Twin", "TwinDecision"]
