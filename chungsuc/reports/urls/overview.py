"""The leader's pages: home, one target, the map, the plan."""

from django.urls import path

from chungsuc.reports.views import home, map, plan, targets

urlpatterns = [
    path("", home.home, name="home"),
    path("chi-tieu/<slug:code>/", targets.target, name="target"),
    path("ban-do/", map.communes, name="map"),
    path("ke-hoach/", plan.plan, name="plan"),
]
