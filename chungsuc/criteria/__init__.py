"""Criteria sets, values and their history, verdicts."""
