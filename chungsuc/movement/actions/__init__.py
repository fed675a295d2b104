"""Every write of the movement."""

from .concerns import move, raise_concern
from .guidance import end, keep_file, read_version, renew, send
from .launches import launch, open_dispatch, remind, send_on, withdraw_launch
from .plan import load_plan
from .refusals import MovementRefused, Stale

__all__ = [
    "MovementRefused",
    "Stale",
    "end",
    "keep_file",
    "launch",
    "load_plan",
    "move",
    "open_dispatch",
    "raise_concern",
    "read_version",
    "remind",
    "renew",
    "send",
    "send_on",
    "withdraw_launch",
]
