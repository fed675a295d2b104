"""The tables of this room, split by noun."""

from .declaring import CheckRule, Declared
from .sets import CriteriaSet, Criterion, ExactField, Indicator, Measure, Owner, Threshold
from .values import OUTCOMES, SEXES, Assessment, Value, Verdict
from .verifying import Check, CheckReturn, Explanation, Remark, Report, ReportStep, Verified

__all__ = [
    "OUTCOMES",
    "SEXES",
    "Assessment",
    "Check",
    "CheckReturn",
    "CheckRule",
    "CriteriaSet",
    "Criterion",
    "Declared",
    "ExactField",
    "Explanation",
    "Indicator",
    "Measure",
    "Owner",
    "Remark",
    "Report",
    "ReportStep",
    "Threshold",
    "Value",
    "Verdict",
    "Verified",
]
