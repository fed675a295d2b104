"""Papers of the movement: templates, numbers, issued papers, certificates, and the linter that reads any paper."""
