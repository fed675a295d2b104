"""The page of a job: how far it is, and where its result stands."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chungsuc.jobs import workflow
from chungsuc.jobs.models import Job


@never_cache
@login_required
@require_safe
def job_page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """`/viec/<id>/`, for whoever asked for the work. Goes on to the result once there is one."""
    job = get_object_or_404(Job.objects.of(request.user.get_username()), pk=job_id)
    following = str(job.result.get("next", ""))
    if job.state == workflow.DONE and url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        return redirect(following)
    return render(request, "jobs/job_page.html", {"job": job})
