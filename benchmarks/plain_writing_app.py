"""The same WSGI application on Django's own engine: what a Django service on SQLite usually is."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungsuc.settings")

from django.conf import settings  # noqa: E402

if settings.DATABASES["default"]["ENGINE"] == "chungsuc.turns":
    settings.DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"

from benchmarks.writing_app import application  # noqa: E402

__all__ = ["application"]
