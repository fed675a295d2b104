from django.urls import path

from chungsuc.jobs import views

app_name = "jobs"
urlpatterns = [path("viec/<uuid:job_id>/", views.job_page, name="job")]
