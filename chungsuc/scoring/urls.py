"""The addresses of scoring."""

from django.urls import path

from . import views

urlpatterns = [
    path("cham-diem/", views.score_rounds, name="score_rounds"),
    path("cham-diem/moi/", views.score_round_new, name="score_round_new"),
    path("cham-diem/<slug:code>/", views.score_round, name="score_round"),
    path("cham-diem/<slug:code>/bang.xlsx", views.score_xlsx, name="score_xlsx"),
    path("cham-diem/<slug:code>/xep-hang/", views.score_ranking, name="score_ranking"),
    path("cham-diem/<slug:code>/phan-cong/", views.score_pairs, name="score_pairs"),
    path("cham-diem/<slug:code>/phieu/<slug:scorer>/<slug:unit>/", views.score_sheet, name="score_sheet"),
    path("cham-diem/<slug:code>/don-vi/<slug:unit>/", views.score_unit, name="score_unit"),
]
