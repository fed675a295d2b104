"""The addresses of papers, and the public ones of certificates."""

from django.urls import path

from .views import blanks, bundles, certificates, checking, linting, numbers, papers, reissuing, templates

urlpatterns = [
    path("giay-to/", papers.papers, name="papers"),
    path("giay-to/moi/", papers.paper_new, name="paper_new"),
    path("giay-to/cap-so/", numbers.papers_number, name="papers_number"),
    path("giay-to/lo/", bundles.paper_bundles, name="paper_bundles"),
    path("giay-to/lo/moi/", bundles.paper_bundle_new, name="paper_bundle_new"),
    path("giay-to/lo/<int:pk>/", bundles.paper_bundle, name="paper_bundle"),
    path("giay-to/so/", numbers.number_series, name="number_series"),
    path("giay-to/so/<int:pk>/", numbers.number_series_one, name="number_series_one"),
    path("giay-to/mau/", templates.paper_templates, name="paper_templates"),
    path("giay-to/mau/<int:pk>/", templates.paper_template, name="paper_template"),
    path("giay-to/mau/phien-ban/<int:pk>/", templates.paper_template_file, name="paper_template_file"),
    path("giay-to/mau/chuan/<slug:kind>/", templates.paper_template_standard, name="paper_template_standard"),
    path("giay-to/bang/", certificates.certificates, name="certificates"),
    path("giay-to/bang/moi/", certificates.certificate_batch_new, name="certificate_batch_new"),
    path("giay-to/bang/<int:pk>/", certificates.certificate_batch, name="certificate_batch"),
    path("giay-to/bang/<int:pk>/tep.pdf", certificates.certificate_batch_file, name="certificate_batch_file"),
    path("giay-to/bang/so/<int:pk>/", certificates.certificate, name="certificate"),
    path("giay-to/bang/so/<int:pk>/cap-lai/", reissuing.certificate_reissue, name="certificate_reissue"),
    path("giay-to/phoi/", blanks.blanks, name="blanks"),
    path("giay-to/phoi/moi/", blanks.blank_new, name="blank_new"),
    path("giay-to/phoi/<int:pk>/", blanks.blank, name="blank"),
    path("giay-to/phoi/<int:pk>/luoi.pdf", blanks.blank_grid, name="blank_grid"),
    path("giay-to/ban-ky/<int:pk>/", papers.signed_file, name="signed_file"),
    path("giay-to/doc-soat/", linting.paper_lint, name="paper_lint"),
    path("giay-to/<int:pk>/", papers.paper, name="paper"),
    path("giay-to/<int:pk>/sua/", papers.paper_edit, name="paper_edit"),
    path("giay-to/<int:pk>/ban-ky/", papers.paper_signed, name="paper_signed"),
    path("giay-to/<int:pk>/tep.docx", papers.paper_file, {"shape": "docx"}, name="paper_docx"),
    path("giay-to/<int:pk>/tep.pdf", papers.paper_file, {"shape": "pdf"}, name="paper_pdf"),
    path("giay-to/<int:pk>/bang.xlsx", papers.paper_tables, name="paper_xlsx"),
    path("tra-cuu/", checking.check_home, name="check_home"),
    path("tra-cuu/<slug:code>/", checking.check, name="check"),
]
