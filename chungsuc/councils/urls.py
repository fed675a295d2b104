"""The addresses of councils."""

from django.urls import path

from .views import desk, results, roll, sessions, voting

SESSION = "hoi-dong/phien/<int:pk>/"
urlpatterns = [
    path("hoi-dong/", sessions.councils, name="councils"),
    path("hoi-dong/moi/", roll.council_new, name="council_new"),
    path("hoi-dong/danh-sach/<slug:code>/", roll.council_roll, name="council_roll"),
    path("hoi-dong/trieu-tap/", sessions.council_convene, name="council_convene"),
    path(SESSION, sessions.council_session, name="council_session"),
    path(f"{SESSION}diem-danh/", desk.council_attendance, name="council_attendance"),
    path(f"{SESSION}lien-quan/", desk.council_interests, name="council_interests"),
    path(f"{SESSION}quy-dinh/", desk.council_rules, name="council_rules"),
    path(f"{SESSION}bo-phieu/", voting.council_vote, name="council_vote"),
    path(f"{SESSION}phieu-giay/", desk.council_paper_ballots, name="council_paper_ballots"),
    path(f"{SESSION}ket-qua/", results.council_result, name="council_result"),
    path(f"{SESSION}danh-sach-phieu/", results.council_ballots, name="council_ballots"),
    path(f"{SESSION}bien-ban/", results.council_minutes, name="council_minutes"),
    path(f"{SESSION}bien-ban/van-ban/", results.council_minutes_paper, name="council_minutes_paper"),
]
