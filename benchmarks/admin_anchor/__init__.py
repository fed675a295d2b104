"""The stock Django admin over the same tables: what a project gets for nothing, and so the least a page has to beat."""
