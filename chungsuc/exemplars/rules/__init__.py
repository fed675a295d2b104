"""What this room decides. Pure: no clock, no tables."""
