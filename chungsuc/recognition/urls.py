from django.urls import path

from .views import case, deciding, lists, papers, parts, revocation

urlpatterns = [
    path("cong-nhan/", lists.cases, name="cases"),
    path("cong-nhan/trinh-tu/", lists.procedure, name="procedure"),
    path("cong-nhan/moi/", lists.case_new, name="case_new"),
    path("cong-nhan/cho-ky/", lists.cases_to_sign, name="cases_to_sign"),
    path("cong-nhan/lap-quyet-dinh/", deciding.cases_decisions, name="cases_decisions"),
    path("cong-nhan/chuyen/", lists.cases_carry, name="cases_carry"),
    path("cong-nhan/ra-soat/", revocation.rechecks, name="rechecks"),
    path("cong-nhan/thu-hoi/<int:pk>/", revocation.revocation_new, name="revocation_new"),
    path("cong-nhan/<int:pk>/", case.case, name="case"),
    path("cong-nhan/<int:pk>/quyet-dinh-rieng/", case.case_rulings, name="case_rulings"),
    path("cong-nhan/<int:pk>/niem-yet/", parts.case_posting, name="case_posting"),
    path("cong-nhan/<int:pk>/niem-yet/in/", parts.case_posting_print, name="case_posting_print"),
    path("cong-nhan/<int:pk>/y-kien/", parts.case_opinions, name="case_opinions"),
    path("cong-nhan/<int:pk>/ho-so/", parts.case_dossier, name="case_dossier"),
    path("cong-nhan/<int:pk>/tham-dinh/", parts.case_appraisals, name="case_appraisals"),
    path("cong-nhan/<int:pk>/van-ban/", papers.case_papers, name="case_papers"),
]
