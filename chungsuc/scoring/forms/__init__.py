"""Forms of scoring: what is typed, and what a refusal says at which field."""
