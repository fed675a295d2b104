"""Django's engine for SQLite with one addition: who wants to write waits for a turn. The settings name it."""
