"""Addresses of this room."""

from django.urls import path

from .views import consents, dossier_acts, dossiers, files

urlpatterns = [
    path("thanh-tich/", files.award_subjects, name="award_subjects"),
    path("thanh-tich/moi/", files.award_subject_new, name="award_subject_new"),
    path("thanh-tich/<int:pk>/", files.award_subject, name="award_subject"),
    path("thanh-tich/<int:pk>/ghi/", files.achievement_new, name="achievement_new"),
    path("thanh-tich/<int:pk>/ten-khac/", files.award_subject_name, name="award_subject_name"),
    path("thanh-tich/viec/<int:pk>/<slug:slug>/", files.achievement_act, name="achievement_act"),
    path("khen-thuong/ho-so/", dossiers.award_dossiers, name="award_dossiers"),
    path("khen-thuong/ho-so/moi/<int:pk>/", dossiers.award_dossier_new, name="award_dossier_new"),
    path("khen-thuong/ho-so/<int:pk>/", dossiers.award_dossier, name="award_dossier"),
    path("khen-thuong/ho-so/<int:pk>/in/", dossiers.award_dossier_print, name="award_dossier_print"),
    path("khen-thuong/ho-so/<int:pk>/sua/", dossier_acts.award_dossier_edit, name="award_dossier_edit"),
    path("khen-thuong/ho-so/<int:pk>/giay-to/", dossier_acts.award_dossier_papers, name="award_dossier_papers"),
    path("khen-thuong/ho-so/<int:pk>/viec/<slug:slug>/", dossier_acts.award_dossier_act, name="award_dossier_act"),
    path("khen-thuong/ho-so/<int:pk>/chuyen-len/", dossier_acts.award_dossier_up, name="award_dossier_up"),
    path("khen-thuong/ho-so/<int:pk>/xac-nhan/", consents.award_dossier_consent, name="award_dossier_consent"),
    path("xac-nhan-de-nghi/", consents.award_consent, name="award_consent"),
]
