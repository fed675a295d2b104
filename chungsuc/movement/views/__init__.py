"""Pages of the movement: launches, units, guidance, concerns."""
