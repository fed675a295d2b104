"""The addresses of what is due."""

from django.urls import path

from .views import feeds, lists, one

urlpatterns = [
    path("han-viec/", lists.dues, name="dues"),
    path("han-viec/viec-den-han.xlsx", lists.dues_file, name="dues_file"),
    path("han-viec/cham/", lists.dues_late, name="dues_late"),
    path("han-viec/hom-nay/", lists.due_today, name="due_today"),
    path("han-viec/lich/", feeds.due_feed, name="due_feed"),
    path("han-viec/viec/<path:key>/", one.due, name="due"),
    path("lich/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
]
