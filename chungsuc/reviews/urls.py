"""The addresses of reports."""

from django.urls import path

from .views import files, programme, province, rounds, sections, units

urlpatterns = [
    path("bao-cao/", rounds.rounds, name="report_rounds"),
    path("bao-cao/mo/<slug:code>/", rounds.round_open, name="report_round_open"),
    path("bao-cao/<slug:code>/", rounds.round_page, name="report_round"),
    path("bao-cao/<slug:code>/don-vi.xlsx", files.reporters_xlsx, name="report_reporters_xlsx"),
    path("bao-cao/<slug:code>/toan-tinh/", province.province, name="province_report"),
    path("bao-cao/<slug:code>/toan-tinh.docx", files.province_docx, name="province_report_docx"),
    path("bao-cao/<slug:code>/phu-luc.xlsx", files.province_xlsx, name="province_report_xlsx"),
    path("bao-cao/<slug:code>/toan-tinh/muc/<slug:section>/", sections.section, name="province_section"),
    path("bao-cao/<slug:code>/doi-chieu/", province.compared, name="report_changes"),
    path("bao-cao/<slug:code>/ban/<int:number>.docx", files.version_docx, name="province_version_docx"),
    path("bao-cao/<slug:code>/hoi-nghi/", programme.programme, name="review_programme"),
    path("bao-cao/<slug:code>/hoi-nghi/sua/", programme.programme_edit, name="review_programme_edit"),
    path("bao-cao/<slug:code>/don-vi/<str:unit>/", units.report, name="unit_report"),
    path("bao-cao/<slug:code>/don-vi/<str:unit>/viet/", units.write, name="unit_report_write"),
    path("bao-cao/<slug:code>/don-vi/<str:unit>/bao-cao.docx", files.unit_docx, name="unit_report_docx"),
    path("bao-cao/<slug:code>/don-vi/<str:unit>/so-lieu.xlsx", files.unit_xlsx, name="unit_report_xlsx"),
]
