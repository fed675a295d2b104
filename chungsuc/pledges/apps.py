from django.apps import AppConfig


class Room(AppConfig):
    name = "chungsuc.pledges"
    verbose_name = "Kế hoạch và giao ước của đơn vị"
