"""The admin's lists of assessments and of reports, and the form, open to whoever is signed in."""

from django.contrib import admin
from django.urls import path

from chungsuc.awards.models import Dossier
from chungsuc.criteria.models import Assessment, Report


class OpenSite(admin.AdminSite):
    """Signed in is enough: the service has no staff flag."""

    def has_permission(self, request):
        return request.user.is_authenticated


class AssessmentAdmin(admin.ModelAdmin):
    """The same rows as the list of communes."""

    list_display = ["unit", "set", "year", "region", "met", "not_met", "undetermined", "judged_at"]
    list_filter = ["set", "year"]
    search_fields = ["unit__code"]
    list_select_related = ["unit", "set"]
    list_per_page = 60

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_add_permission = has_delete_permission = has_module_permission = has_view_permission


class ReportAdmin(AssessmentAdmin):
    """The same rows as the list of reports, 200 on a page."""

    list_display = ["unit", "set", "year", "state", "sent_on", "returns"]
    list_filter = ["state"]
    list_per_page = 200


class DossierAdmin(AssessmentAdmin):
    """The same rows as the list of award dossiers, 50 on a page."""

    list_display = ["subject", "form", "round", "proposer", "state", "received_on", "stamp"]
    list_filter = ["state"]
    search_fields = ["subject__name_key"]
    list_select_related = ["subject", "round", "proposer"]
    list_per_page = 50


site = OpenSite()
site.register(Assessment, AssessmentAdmin)
site.register(Report, ReportAdmin)
site.register(Dossier, DossierAdmin)
urlpatterns = [path("admin/", site.urls)]
