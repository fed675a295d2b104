"""What decides in this room. Pure: no clock, no tables."""
