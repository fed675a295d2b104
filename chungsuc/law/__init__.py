"""The pure core: nothing here knows Django, a clock or a database."""
