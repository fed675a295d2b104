"""What this room tells: rounds, who reports, frozen and asked figures, the province's text."""
