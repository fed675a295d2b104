"""The addresses of the way in."""

from django.urls import path

from . import views

urlpatterns = [
    path("nhap-so-lieu/", views.imports_page, name="imports"),
    path("nhap-so-lieu/mau/<slug:kind>/<slug:code>.<slug:ending>", views.import_sample, name="import_sample"),
    path("nhap-so-lieu/<uuid:batch_id>/", views.batch_page, name="batch"),
    path("nhap-so-lieu/<uuid:batch_id>/tep/", views.batch_file, name="batch_file"),
    path("nhap-so-lieu/<uuid:batch_id>/chon/", views.batch_choose, name="batch_choose"),
    path("nhap-so-lieu/<uuid:batch_id>/sua/", views.batch_mend, name="batch_mend"),
    path("nhap-so-lieu/<uuid:batch_id>/xac-nhan/", views.batch_confirm, name="batch_confirm"),
    path("nhap-so-lieu/<uuid:batch_id>/hoan-tac/", views.batch_undo, name="batch_undo"),
]
