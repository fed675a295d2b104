"""Addresses of this room."""

from django.urls import path

from .views import acts, candidates, media, register

urlpatterns = [
    path("dien-hinh/", register.exemplars, name="exemplars"),
    path("dien-hinh/tai-ve/", register.exemplars_file, name="exemplars_file"),
    path("dien-hinh/moi/", register.exemplar_new, name="exemplar_new"),
    path("dien-hinh/de-xuat/", candidates.candidates, name="exemplar_candidates"),
    path("dien-hinh/de-xuat/de-lai/", candidates.candidate_aside, name="exemplar_candidate_aside"),
    path("dien-hinh/nhan-rong/<int:pk>/", acts.exemplar_copy, name="exemplar_copy"),
    path("dien-hinh/<int:pk>/", register.exemplar, name="exemplar"),
    path("dien-hinh/<int:pk>/anh/<int:photo>/", register.exemplar_photo, name="exemplar_photo"),
    path("dien-hinh/<int:pk>/<slug:slug>/", acts.exemplar_act, name="exemplar_act"),
    path("truyen-thong/", media.coverage, name="coverage"),
    path("truyen-thong/tai-ve/", media.coverage_file, name="coverage_file"),
    path("truyen-thong/moi/", media.coverage_new, name="coverage_new"),
    path("truyen-thong/quy/", media.coverage_quarters, name="coverage_quarters"),
    path("truyen-thong/quy/tai-ve/", media.coverage_quarters_file, name="coverage_quarters_file"),
    path("truyen-thong/co-quan/", media.outlets, name="outlets"),
    path("truyen-thong/<int:pk>/", media.coverage_piece, name="coverage_piece"),
]
