"""Addresses for the tests of the page's furniture."""

from django.http import HttpResponse
from django.urls import path


def empty(request):
    return HttpResponse("")


urlpatterns = [
    path("", empty, name="home"),
    path("xa/", empty, name="units"),
    path("xa/<slug:code>/", empty, name="unit"),
    path("tim/", empty, name="search"),
    path("rieng/", empty, name="mine"),
]
