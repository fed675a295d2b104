"""The addresses of tables to take away."""

from django.urls import path, register_converter

from chungsuc.reports.views import exports


class Ending:
    """The two kinds of file."""

    regex = "xlsx|csv"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "ending")
urlpatterns = [
    path("xuat/so-lieu/<slug:set_code>/<int:year>.<ending:ending>", exports.export_values, name="export_values"),
    path("xuat/cac-xa.<ending:ending>", exports.export_communes, name="export_communes"),
    path("xuat/so-cong-nhan.<ending:ending>", exports.export_register, name="export_register"),
]
