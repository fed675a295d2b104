"""Addresses of this room."""

from django.urls import path

from .views import consents, decisions, dossier_acts, dossiers, files, listings, register, rounds

urlpatterns = [
    path("thanh-tich/", files.award_subjects, name="award_subjects"),
    path("thanh-tich/moi/", files.award_subject_new, name="award_subject_new"),
    path("thanh-tich/<int:pk>/", files.award_subject, name="award_subject"),
    path("thanh-tich/<int:pk>/ghi/", files.achievement_new, name="achievement_new"),
    path("thanh-tich/<int:pk>/ten-khac/", files.award_subject_name, name="award_subject_name"),
    path("thanh-tich/viec/<int:pk>/<slug:slug>/", files.achievement_act, name="achievement_act"),
    path("khen-thuong/dot/", rounds.award_rounds, name="award_rounds"),
    path("khen-thuong/dot/mo/<slug:code>/", rounds.award_round_new, name="award_round_new"),
    path("khen-thuong/dot/dong/<int:pk>/", listings.award_listing, name="award_listing"),
    path("khen-thuong/dot/<int:pk>/", rounds.award_round, name="award_round"),
    path("khen-thuong/dot/<int:pk>/han-muc/", rounds.award_round_quotas, name="award_round_quotas"),
    path("khen-thuong/dot/<int:pk>/lap-ho-so/", listings.award_round_draft, name="award_round_draft"),
    path("khen-thuong/dot/<int:pk>/viec/<slug:slug>/", rounds.award_round_act, name="award_round_act"),
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
    path("khen-thuong/quyet-dinh/", decisions.award_decisions, name="award_decisions"),
    path("khen-thuong/quyet-dinh/lap/<int:body>/<slug:form>/", decisions.award_decision_new, name="award_decision_new"),
    path("khen-thuong/quyet-dinh/<int:pk>/", decisions.award_decision, name="award_decision"),
    path("khen-thuong/quyet-dinh/<int:pk>/van-ban/", decisions.award_decision_paper, name="award_decision_paper"),
    path("khen-thuong/cho-ky/", decisions.awards_to_sign, name="awards_to_sign"),
    path("khen-thuong/so/", register.award_register, name="award_register"),
    path("khen-thuong/so/tai-ve.<slug:ending>", register.award_register_file, name="award_register_file"),
    path("khen-thuong/so/<int:pk>/", register.award, name="award"),
    path("khen-thuong/so/<int:pk>/<slug:slug>/", register.award_act, name="award_act"),
]
