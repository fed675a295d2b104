"""Addresses of this room."""

from django.urls import path

from .views import events, people

urlpatterns = [
    path("don-vi/ghi-su-kien/", events.unit_event, name="unit_event"),
    path("tai-khoan/", people.people, name="people"),
    path("tai-khoan/moi/", people.person_new, name="person_new"),
    path("tai-khoan/<int:pk>/", people.person, name="person"),
]
