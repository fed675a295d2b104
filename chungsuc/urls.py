"""Every address of the service, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("chungsuc.accounts.urls")),
    path("", include("chungsuc.jobs.urls")),
    path("", include("chungsuc.rulebook.urls")),
    path("", include("chungsuc.notices.urls")),
    path("", include("chungsuc.organisations.urls")),
    path("", include("chungsuc.imports.urls")),
    path("", include("chungsuc.documents.urls")),
    path("", include("chungsuc.deadlines.urls")),
    path("", include("chungsuc.locks.urls")),
    path("", include("chungsuc.movement.urls")),
    path("", include("chungsuc.evidence.urls")),
    path("", include("chungsuc.criteria.urls")),
    path("", include("chungsuc.oversight.urls")),
    path("", include("chungsuc.recognition.urls")),
    path("", include("chungsuc.councils.urls")),
    path("", include("chungsuc.pledges.urls")),
    path("", include("chungsuc.scoring.urls")),
    path("", include("chungsuc.exemplars.urls")),
    path("", include("chungsuc.resources.urls")),
    path("", include("chungsuc.budget.urls")),
    path("", include("chungsuc.reviews.urls")),
    path("", include("chungsuc.awards.urls")),
    path("", include("chungsuc.reports.urls")),
]
