"""The addresses of entry and verification."""

from django.urls import path

from .views import entry, sync, verification

_ENTRY = "khai/<str:code>/<str:set>/<int:year>/"
_CHECK = "tham-dinh/<int:pk>/"

urlpatterns = [
    path("sw.js", sync.service_worker, name="service_worker"),
    path("khai/", entry.entry_home, name="entry_home"),
    path("khai/gui/", sync.entry_sync, name="entry_sync"),
    path(_ENTRY, entry.entry, name="entry"),
    path(f"{_ENTRY}trinh/", entry.entry_send, name="entry_send"),
    path(f"{_ENTRY}<int:no>/", entry.entry_criterion, name="entry_criterion"),
    path(f"{_ENTRY}<int:no>/tep/", sync.entry_file, name="entry_file"),
    path(f"{_ENTRY}<int:no>/gui-lai/", entry.entry_answer, name="entry_answer"),
    path("tham-dinh/", verification.verifications, name="verifications"),
    path("tham-dinh/chenh-lech/", verification.declared_gaps, name="declared_gaps"),
    path(_CHECK, verification.verification, name="verification"),
    path(f"{_CHECK}viec/", verification.verification_act, name="verification_act"),
    path(f"{_CHECK}trao-doi/", verification.remark_add, name="remark_add"),
    path(f"{_CHECK}<str:part>/", verification.verification_check, name="verification_check"),
]
