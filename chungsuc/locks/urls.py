"""The addresses of locks."""

from django.urls import path

from . import views

urlpatterns = [
    path("khoa-so/", views.locks, name="locks"),
    path("khoa-so/moi/", views.lock_new, name="lock_new"),
    path("khoa-so/<int:pk>/", views.lock, name="lock"),
]
