"""Forms of launches, guidance and concerns."""
