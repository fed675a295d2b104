from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.reviews"
    verbose_name = "Báo cáo, sơ kết, tổng kết"
