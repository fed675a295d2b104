"""Addresses of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("thanh-tich/", views.award_subjects, name="award_subjects"),
    path("thanh-tich/moi/", views.award_subject_new, name="award_subject_new"),
    path("thanh-tich/<int:pk>/", views.award_subject, name="award_subject"),
    path("thanh-tich/<int:pk>/ghi/", views.achievement_new, name="achievement_new"),
    path("thanh-tich/<int:pk>/ten-khac/", views.award_subject_name, name="award_subject_name"),
    path("thanh-tich/viec/<int:pk>/<slug:slug>/", views.achievement_act, name="achievement_act"),
]
