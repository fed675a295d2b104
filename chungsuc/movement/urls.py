from django.urls import path

from .views import concerns, guidance, launches, units

urlpatterns = [
    path("phong-trao/", launches.movement, name="movement"),
    path("phong-trao/phat-dong/moi/", launches.launch_new, name="launch_new"),
    path("phong-trao/phat-dong/<int:pk>/", launches.launch, name="launch"),
    path("phong-trao/phat-dong/<int:pk>/don-vi.xlsx", launches.launch_export, name="launch_export"),
    path("phong-trao/don-vi/<str:code>/", units.movement_unit, name="movement_unit"),
    path("phong-trao/huong-dan/moi/", guidance.guidance_new, name="guidance_new"),
    path("phong-trao/huong-dan/<int:pk>/", guidance.guidance_one, name="guidance_one"),
    path("phong-trao/huong-dan/<int:pk>/tep/", guidance.guidance_file, name="guidance_file"),
    path("kien-nghi/", concerns.concerns, name="concerns"),
    path("kien-nghi/moi/", concerns.concern_new, name="concern_new"),
    path("kien-nghi/tong-hop/", concerns.concerns_summary, name="concerns_summary"),
    path("kien-nghi/kien-nghi.xlsx", concerns.concerns_export, name="concerns_export"),
    path("kien-nghi/<int:pk>/", concerns.concern, name="concern"),
]
