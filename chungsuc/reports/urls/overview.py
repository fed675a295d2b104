"""The leader's pages: home, one target, the map, the plan."""

from django.urls import path

from chungsuc.reports.views import home, map, plan, targets, work

urlpatterns = [
    path("", home.home, name="home"),
    path("chi-tieu/<slug:code>/", targets.target, name="target"),
    path("ban-do/", map.communes, name="map"),
    path("viec-cua-toi/", work.my_work, name="my_work"),
    path("ke-hoach/", plan.plan, name="plan"),
]
