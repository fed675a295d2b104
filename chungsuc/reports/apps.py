from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.reports"
    verbose_name = "Báo cáo"
