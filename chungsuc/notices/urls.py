"""The addresses of messages."""

from django.urls import path

from . import views

urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/cai-dat/", views.notice_settings, name="notice_settings"),
]
