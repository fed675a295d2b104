"""The tables of the movement: its plan, its launches, its guidance, what units find difficult."""

from .concerns import Concern, ConcernStep
from .guidance import Guidance, GuidanceRead, GuidanceVersion
from .launches import Dispatch, Launch, Reminder
from .plan import Instruction, Milestone, Phase, Plan, Subject, Target

__all__ = [
    "Concern",
    "ConcernStep",
    "Dispatch",
    "Guidance",
    "GuidanceRead",
    "GuidanceVersion",
    "Instruction",
    "Launch",
    "Milestone",
    "Phase",
    "Plan",
    "Reminder",
    "Subject",
    "Target",
]
