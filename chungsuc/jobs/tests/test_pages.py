import uuid

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from chungsuc.jobs import workflow
from chungsuc.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client_as):
    return client_as(get_user_model().objects.create(username="ha", full_name="Nguyễn Thị Hà", password="x"))


def job_in(state, **fields):
    finished = timezone.now() if state in workflow.FINISHED else None
    return Job.objects.create(
        kind="k", state=state, created_by="ha", heartbeat=timezone.now(), finished_at=finished, **fields
    )


def test_a_waiting_job_shows_how_far_it_is_and_looks_again(owner):
    answer = owner.get(f"/viec/{job_in(workflow.RUNNING, share=40, message='Đang đọc trang tính 2/5').id}/")
    page = answer.content.decode()
    assert "data-poll" in page
    assert 'http-equiv="refresh"' in page
    assert 'value="40"' in page
    assert "Đang đọc trang tính 2/5" in page


def test_a_finished_job_leads_to_its_result(owner):
    answer = owner.get(f"/viec/{job_in(workflow.DONE, result={'next': '/nhap/1/'}).id}/")
    assert (answer.status_code, answer.url) == (302, "/nhap/1/")


@pytest.mark.parametrize("result", [{}, {"next": "https://elsewhere.example/"}, {"next": "//elsewhere.example/"}])
def test_a_finished_job_without_a_place_of_ours_stays(owner, result):
    answer = owner.get(f"/viec/{job_in(workflow.DONE, result=result).id}/")
    assert answer.status_code == 200
    assert "data-poll" not in answer.content.decode()
    assert 'http-equiv="refresh"' not in answer.content.decode()
    assert "đã xong" in answer.content.decode()


@pytest.mark.parametrize("state", [workflow.FAILED, workflow.PARKED])
def test_a_job_that_ended_badly_says_why(owner, state):
    job = job_in(state, message="Tệp không có trang tính nào.")
    page = owner.get(f"/viec/{job.id}/").content.decode()
    assert "Tệp không có trang tính nào." in page
    assert str(job.id) in page


def test_a_job_belongs_to_whoever_asked_for_it(owner, client_as, client):
    job = job_in(workflow.RUNNING)
    other = client_as(get_user_model().objects.create(username="binh", full_name="Lê Bình", password="x"))
    assert other.get(f"/viec/{job.id}/").status_code == 404
    assert client.get(f"/viec/{job.id}/").status_code == 302
    assert owner.get(f"/viec/{uuid.uuid4()}/").status_code == 404
    assert owner.post(f"/viec/{job.id}/").status_code == 405
