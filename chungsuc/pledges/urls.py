"""The addresses of plans, tasks and sponsorships."""

from django.urls import path, register_converter

from .views import overlaps, plan, plans, results, sponsorships, tasks


class PaperEnding:
    """The two kinds of file of a paper."""

    regex = "docx|pdf"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PaperEnding, "paper_ending")
_ONE = "ke-hoach-don-vi/<int:pk>/"
urlpatterns = [
    path("ke-hoach-don-vi/", plans.unit_plans, name="unit_plans"),
    path("ke-hoach-don-vi/moi/", plans.unit_plan_new, name="unit_plan_new"),
    path("ke-hoach-don-vi/nhiem-vu/", tasks.unit_tasks, name="unit_tasks"),
    path("ke-hoach-don-vi/nhiem-vu/<int:pk>/", tasks.unit_task, name="unit_task"),
    path("ke-hoach-don-vi/trung-lap/", overlaps.task_overlaps, name="task_overlaps"),
    path("ke-hoach-don-vi/trung-lap/<int:pk>/", overlaps.task_overlap, name="task_overlap"),
    path(_ONE, plan.unit_plan, name="unit_plan"),
    path(f"{_ONE}soan/<slug:section>/", plan.unit_plan_section, name="unit_plan_section"),
    path(f"{_ONE}cac-ban/", plan.unit_plan_editions, name="unit_plan_editions"),
    path(f"{_ONE}giao-uoc/", results.unit_plan_commitment, name="unit_plan_commitment"),
    path(f"{_ONE}giao-uoc.<paper_ending:ending>", results.unit_plan_commitment_file, name="unit_plan_commitment_file"),
    path(f"{_ONE}doi-chieu/", results.unit_plan_results, name="unit_plan_results"),
    path(f"{_ONE}doi-chieu.xlsx", results.unit_plan_results_file, name="unit_plan_results_file"),
    path("giup-do/", sponsorships.sponsorships, name="sponsorships"),
    path("giup-do/moi/", sponsorships.sponsorship_new, name="sponsorship_new"),
    path("giup-do/<int:pk>/", sponsorships.sponsorship, name="sponsorship"),
]
