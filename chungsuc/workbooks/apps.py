"""Names the room to Django; the code itself needs no Django."""

from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    """The room of workbooks: no models, no pages."""

    name = "chungsuc.workbooks"
    label = "workbooks"
    verbose_name = "Bảng tính"
