"""Addresses of this room."""

from django.urls import path

from .views import ballots, hamlets, surveys

HAMLET = "lay-y-kien/<int:pk>/thon/<int:hamlet>/"
urlpatterns = [
    path("lay-y-kien/", surveys.surveys, name="surveys"),
    path("lay-y-kien/moi/", surveys.survey_new, name="survey_new"),
    path("lay-y-kien/<int:pk>/", surveys.survey, name="survey"),
    path("lay-y-kien/<int:pk>/danh-sach/", surveys.survey_hamlets, name="survey_hamlets"),
    path(HAMLET, hamlets.survey_hamlet, name="survey_hamlet"),
    path(f"{HAMLET}ma/", hamlets.survey_codes, name="survey_codes"),
    path(f"{HAMLET}phieu-giay/<slug:kind>/<int:round>/", hamlets.survey_sheets, name="survey_sheets"),
    path(f"{HAMLET}vao-hom/<slug:kind>/", hamlets.survey_count, name="survey_count"),
    path("phieu/<slug:address>/", ballots.ballot, name="ballot"),
]
