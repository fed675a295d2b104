"""The addresses of pages that stand on several rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("chungsuc.reports.urls.overview")),
    path("", include("chungsuc.reports.urls.units")),
    path("", include("chungsuc.reports.urls.records")),
    path("", include("chungsuc.reports.urls.exports")),
]
