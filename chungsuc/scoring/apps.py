from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.scoring"
    verbose_name = "Chấm điểm thi đua"
