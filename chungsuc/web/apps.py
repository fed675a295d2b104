"""The web room as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chungsuc.web"
    verbose_name = "Khung trang"
