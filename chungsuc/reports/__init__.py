"""Pages and tables that need two rooms or more."""
