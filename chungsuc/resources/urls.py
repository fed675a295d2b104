"""Addresses of this room."""

from django.urls import path

from .views import gifts, lists, twins

urlpatterns = [
    path("nguon-luc/", lists.contributions, name="contributions"),
    path("nguon-luc/tai-ve.<slug:ending>", lists.contributions_file, name="contributions_file"),
    path("nguon-luc/moi/", gifts.contribution_new, name="contribution_new"),
    path("nguon-luc/tong-hop/", lists.contribution_totals, name="contribution_totals"),
    path("nguon-luc/tong-hop.<slug:ending>", lists.contribution_totals_file, name="contribution_totals_file"),
    path("nguon-luc/danh-sach/", lists.contribution_givers, name="contribution_givers"),
    path("nguon-luc/danh-sach/tai-ve/", lists.contribution_givers_file, name="contribution_givers_file"),
    path("nguon-luc/trung-lap/", twins.contribution_twins, name="contribution_twins"),
    path("nguon-luc/trung-lap/<int:pk>/", twins.contribution_twin, name="contribution_twin"),
    path("nguon-luc/<int:pk>/", gifts.contribution, name="contribution"),
    path("nguon-luc/<int:pk>/sua/", gifts.contribution_correct, name="contribution_correct"),
]
