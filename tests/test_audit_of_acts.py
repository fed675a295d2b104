"""Every act through the pages leaves exactly its entries in the journal, in the name of who acted; a refused act none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chungsuc.accounts import events as account_events
from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.criteria import events as criteria_events
from chungsuc.criteria.models import Value
from chungsuc.imports import events as import_events
from chungsuc.imports.models import Batch, BatchRow
from chungsuc.rulebook import events as figure_events
from chungsuc.rulebook.models import Confirmation, Figure
from tests.province import PACK, PASSWORD, Province

GOOD, FAULTY = "bieu-tong-hop-2023.xlsx", "bieu-tong-hop-2023-co-loi.xlsx"
WHO = "coordinator"


@pytest.fixture
def client(bare_province: Province, client_as: Any, settings: Any) -> Any:
    settings.TODAY = "2024-03-01"
    return client_as(bare_province.account(WHO))


@contextmanager
def leaving(*acts: str, by: str = WHO) -> Iterator[None]:
    """What happens inside leaves these entries and no others, by this person, and the chain stays whole."""
    before = set(Entry.objects.values_list("seq", flat=True))
    yield
    fresh = Entry.objects.exclude(seq__in=before).order_by("seq")
    assert [entry.act for entry in fresh] == list(acts)
    assert {entry.actor for entry in fresh} <= {by}
    assert all(entry.subject_id and entry.subject_label for entry in fresh)
    assert verify_chain() is None


@pytest.fixture
def upload(client: Any, django_capture_on_commit_callbacks: Any) -> Callable[[str], Batch]:
    """`upload(sample)`: the batch as it stands after the worker has read the file that the page took."""

    def uploaded(name: str) -> Batch:
        file = SimpleUploadedFile(name, (PACK / "samples" / name).read_bytes())
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("imports"), {"file": file, "kind": "indicator-values"})
        assert answer.status_code == 303
        return Batch.objects.order_by("-received_at")[0]

    return uploaded


def test_an_upload_is_recorded_and_its_preview_writes_nothing_more(client: Any, upload: Any) -> None:
    with leaving(import_events.RECEIVED):
        batch = upload(GOOD)
    assert batch.state == "previewed"
    with leaving():
        assert client.get(reverse("batch", args=[batch.pk])).status_code == 200
        assert client.get(reverse("batch_file", args=[batch.pk])).status_code == 200


def test_a_file_that_cannot_be_read_is_recorded_as_received_and_refused(
    client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with leaving(import_events.RECEIVED, import_events.REFUSED), django_capture_on_commit_callbacks(execute=True):
        file = SimpleUploadedFile("anh.xlsx", b"khong phai bang tinh")
        client.post(reverse("imports"), {"file": file, "kind": "indicator-values"})
    assert not Value.objects.exists()


def test_a_form_with_a_fault_takes_nothing_and_records_nothing(client: Any) -> None:
    with leaving():
        answer = client.post(reverse("imports"), {"kind": "indicator-values"})
    assert answer.status_code == 422
    assert not Batch.objects.exists()


def test_mending_a_cell_is_recorded_once_and_a_wrong_mend_is_not(client: Any, upload: Any) -> None:
    batch = upload(FAULTY)
    message = batch.messages.get(cell="I15")
    asked = {"row": message.row_id, "cell": "I15"}
    with leaving():
        answer = client.post(reverse("batch_mend", args=[batch.pk]), {**asked, "value": "một trăm"})
    assert answer.status_code == 422
    with leaving(import_events.ROW_SETTLED):
        answer = client.post(reverse("batch_mend", args=[batch.pk]), {**asked, "value": "95,5"})
    assert answer.status_code == 303
    assert Entry.objects.last().details["cell"] == "I15"


def test_choosing_a_unit_is_recorded_once_and_an_impossible_choice_is_not(client: Any, upload: Any) -> None:
    batch = upload(FAULTY)
    row = batch.rows.get(status=BatchRow.QUESTIONED)
    taken = batch.rows.filter(status=BatchRow.MATCHED)[0].unit_id
    with leaving():
        answer = client.post(reverse("batch_choose", args=[batch.pk]), {"row": row.pk, "unit": taken})
    assert answer.status_code == 422
    free = _free_unit(batch)
    with leaving(import_events.ROW_SETTLED):
        answer = client.post(reverse("batch_choose", args=[batch.pk]), {"row": row.pk, "unit": free})
    assert answer.status_code == 303


def _free_unit(batch: Batch) -> int:
    from datetime import date

    from chungsuc.organisations.facts import tree_on

    named = set(batch.rows.exclude(unit=None).values_list("unit_id", flat=True))
    return next(unit.id for unit in tree_on(date(2023, 12, 31)).ntm_communes if unit.id not in named)


def test_confirming_and_undoing_record_what_was_written_and_why_it_was_taken_back(client: Any, upload: Any) -> None:
    batch = upload(GOOD)
    with leaving(criteria_events.VALUES_IMPORTED, import_events.CONFIRMED):
        client.post(reverse("batch_confirm", args=[batch.pk]))
    assert Value.objects.filter(is_current=True).count() == 3660
    with leaving():
        assert client.post(reverse("batch_undo", args=[batch.pk]), {"reason": " "}).status_code == 422
    with leaving(criteria_events.VALUES_UNDONE, import_events.UNDONE):
        client.post(reverse("batch_undo", args=[batch.pk]), {"reason": "Biểu của năm khác."})
    assert Entry.objects.last().reason == "Biểu của năm khác."
    with leaving():
        client.post(reverse("batch_undo", args=[batch.pk]), {"reason": "Lần nữa."})
        client.post(reverse("batch_confirm", args=[batch.pk]))


def test_a_file_with_faults_is_not_confirmed_whole_and_that_leaves_no_trace(client: Any, upload: Any) -> None:
    batch = upload(FAULTY)
    with leaving():
        client.post(reverse("batch_confirm", args=[batch.pk]))
    assert not Value.objects.exists()
    with leaving(criteria_events.VALUES_IMPORTED, import_events.CONFIRMED):
        client.post(reverse("batch_confirm", args=[batch.pk]), {"only_good": "1"})


@pytest.fixture
def figure(bare_province: Province) -> Figure:
    return Figure.objects.current().filter(key__startswith="threshold:", status="recalled")[0]


def test_confirming_a_figure_is_recorded_once(client: Any, figure: Figure) -> None:
    address = reverse("figure", args=[figure.pk])
    typed = {"viec": "xac-nhan", "xac-nhan-source": "Điều 2 Quyết định thử, ngày 01/3/2022"}
    with leaving(figure_events.FIGURE_CONFIRMED):
        assert client.post(address, typed).status_code == 303
    assert Entry.objects.last().paper == typed["xac-nhan-source"]
    with leaving():
        assert client.post(address, typed).status_code == 422  # already done
        assert client.post(address, {**typed, "xac-nhan-source": ""}).status_code == 422
    assert Confirmation.objects.filter(figure=figure).count() == 1


def test_who_may_not_confirm_leaves_nothing_but_the_refusal(
    bare_province: Province, client_as: Any, figure: Figure
) -> None:
    typed = {"viec": "xac-nhan", "xac-nhan-source": "Điều 2"}
    for role in ("leader", "inspector", "commune", "administrator"):
        other = client_as(bare_province.account(role))
        with leaving():
            assert other.post(reverse("figure", args=[figure.pk]), typed).status_code in (403, 404)
    assert not Confirmation.objects.exists()


def test_a_figure_that_no_longer_holds_can_not_be_confirmed(client: Any, figure: Figure) -> None:
    Figure.objects.filter(pk=figure.pk).update(replaced_at="2024-01-01T00:00:00Z")
    with leaving():
        answer = client.post(reverse("figure", args=[figure.pk]), {"viec": "xac-nhan", "xac-nhan-source": "Điều 2"})
    assert answer.status_code in (404, 422)


def test_signing_in_and_out_are_recorded_in_the_persons_own_name(bare_province: Province) -> None:
    from django.test import Client

    bare_province.account("leader")
    browser = Client()
    with leaving(account_events.SIGNED_IN, by="leader"):
        answer = browser.post(reverse("account_login"), {"login": "leader", "password": PASSWORD})
    assert answer.status_code == 302
    with leaving(account_events.SIGNED_OUT, by="leader"):
        browser.post(reverse("account_logout"))
    with leaving(account_events.SIGN_IN_FAILED, by="người chưa đăng nhập"):
        browser.post(reverse("account_login"), {"login": "leader", "password": "sai mật khẩu rồi"})


def test_reading_every_page_records_nothing(province: Province, client_as: Any) -> None:
    from tests.access_matrix import World, open_pages

    client = client_as(province.account(WHO))
    around = World.of(date(2023, 12, 31)).made()
    with leaving():
        assert len(open_pages(client, WHO, day="31/12/2023", world=around)) > 10
