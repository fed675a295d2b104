"""The addresses of evidence."""

from django.urls import path

from . import views

urlpatterns = [
    path("minh-chung/", views.evidence, name="evidence"),
    path("minh-chung/moi/", views.evidence_new, name="evidence_new"),
    path("minh-chung/<int:pk>/", views.evidence_document, name="evidence_document"),
    path("minh-chung/<int:pk>/tep/", views.evidence_file, name="evidence_file"),
]
