"""Addresses of this room."""

from django.urls import path

from .views import people

urlpatterns = [
    path("tai-khoan/", people.people, name="people"),
    path("tai-khoan/moi/", people.person_new, name="person_new"),
    path("tai-khoan/<int:pk>/", people.person, name="person"),
]
