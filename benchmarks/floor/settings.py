"""The service's database and signing key, and no more of Django than it takes to know who asks."""

from chungsuc.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.floor.urls"
WSGI_APPLICATION = "benchmarks.floor.wsgi.application"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth refuses to start without it
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
SILENCED_SYSTEM_CHECKS = ["axes.W001", "axes.W002", "axes.W003"]
