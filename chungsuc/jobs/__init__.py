"""Long work: a row is the truth about it, the queue only carries its number."""
