"""Names the room to Django; the code itself needs no Django."""

from django.apps import AppConfig


class TypesettingConfig(AppConfig):
    """The room of typesetting: no models, no pages."""

    name = "chungsuc.typesetting"
    label = "typesetting"
    verbose_name = "Dàn trang văn bản"
