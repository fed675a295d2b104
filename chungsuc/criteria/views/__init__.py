"""Pages of entry and verification."""
