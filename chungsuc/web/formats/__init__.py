"""How dates and numbers are written; Django's own Vietnamese formats read 03/07 as the seventh of March."""
