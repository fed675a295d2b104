"""The people of the movement, for every test of the room."""

from chungsuc.movement.tests.movers import movers

__all__ = ["movers"]
