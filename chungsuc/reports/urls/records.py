"""What is kept on record: mergers, the register, search, the journal, law and plan."""

from django.urls import path

from chungsuc.reports.views import documents, journal, lineage, register, search, sources

urlpatterns = [
    path("sap-nhap/", lineage.lineage, name="lineage"),
    path("so-cong-nhan/", register.register, name="register"),
    path("tim/", search.search, name="search"),
    path("nhat-ky/", journal.journal, name="journal"),
    path("nhat-ky/<int:seq>/", journal.journal_entry, name="journal_entry"),
    path("quy-dinh/", sources.figures, name="figures"),
    path("quy-dinh/<int:pk>/", sources.figure, name="figure"),
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/<int:pk>/", documents.document, name="document"),
]
