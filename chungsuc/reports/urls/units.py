"""Addresses of units, their criteria and values."""

from django.urls import path

from chungsuc.reports.views import communes, criteria, sums, units, values

urlpatterns = [
    path("don-vi/<str:code>/", units.unit, name="unit"),
    path("don-vi/<str:code>/cong-lai/", sums.unit_sums, name="unit_sums"),
    path("don-vi/<str:code>/<str:set>/<int:year>/<int:no>/", values.unit_criterion, name="unit_criterion"),
    path("so-lieu/<int:pk>/", values.value, name="value"),
    path("xa/", communes.communes, name="communes"),
    path("tieu-chi/", criteria.criteria, name="criteria"),
    path("tieu-chi/<str:set>/<int:no>/", criteria.criterion, name="criterion"),
    path("danh-gia-thu/", criteria.judge, name="judge"),
]
