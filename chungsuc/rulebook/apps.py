from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.rulebook"
    verbose_name = "Sổ quy định"
