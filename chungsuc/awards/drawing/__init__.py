"""Papers and certificates made of what this room knows, as drafts of an office: once each, never typed again."""
