"""Addresses of this room."""

from django.urls import path

from .views import files

urlpatterns = [
    path("thanh-tich/", files.award_subjects, name="award_subjects"),
    path("thanh-tich/moi/", files.award_subject_new, name="award_subject_new"),
    path("thanh-tich/<int:pk>/", files.award_subject, name="award_subject"),
    path("thanh-tich/<int:pk>/ghi/", files.achievement_new, name="achievement_new"),
    path("thanh-tich/<int:pk>/ten-khac/", files.award_subject_name, name="award_subject_name"),
    path("thanh-tich/viec/<int:pk>/<slug:slug>/", files.achievement_act, name="achievement_act"),
]
