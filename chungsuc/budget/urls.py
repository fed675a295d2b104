"""Addresses of this room."""

from django.urls import path

from .views import estimates, money

urlpatterns = [
    path("kinh-phi/", estimates.estimates, name="estimates"),
    path("kinh-phi/moi/", estimates.estimate_new, name="estimate_new"),
    path("kinh-phi/<int:pk>/", estimates.estimate, name="estimate"),
    path("kinh-phi/<int:pk>/sua/", estimates.estimate_lines, name="estimate_lines"),
    path("kinh-phi/<int:pk>/thu-chi/", money.estimate_money, name="estimate_money"),
    path("kinh-phi/<int:pk>/tai-ve.xlsx", estimates.estimate_file, name="estimate_file"),
]
