"""On whose paper a file came: told when it is uploaded or imported, and shown with every value that it brought."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.cli import main
from chungsuc.criteria.models import Value
from chungsuc.imports.models import Batch
from chungsuc.recognition.models import Recognition
from chungsuc.reports.tests.test_home import words_of
from tests.province import PACK, Province

SAID = "45/BC-UBND ngày 12/01/2024, UBND huyện Đắk Mil"
TYPED = {"paper_number": "45/BC-UBND", "paper_date": "12/1/2024", "paper_issuer": "UBND huyện Đắk Mil"}
VALUES, REGISTER = "bieu-tong-hop-2023.xlsx", "so-cong-nhan.xlsx"


@pytest.fixture
def client(bare_province: Province, client_as: Callable[[Any], Any], settings: Any) -> Any:
    settings.TODAY = "2024-03-01"
    return client_as(bare_province.account("coordinator"))


@pytest.fixture
def upload(client: Any, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    def uploaded(**typed: str) -> Any:
        file = SimpleUploadedFile(VALUES, (PACK / "samples" / VALUES).read_bytes())
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("imports"), {"file": file, "kind": "indicator-values", **typed})

    return uploaded


def test_a_paper_told_at_the_upload_is_shown_with_the_file_its_values_and_their_history(
    client: Any, upload: Callable[..., Any]
) -> None:
    upload(**TYPED)
    batch = Batch.objects.get()
    assert batch.paper == SAID
    client.post(reverse("batch_confirm", args=[batch.pk]))
    assert f"Văn bản kèm biểu {SAID}" in words_of(client.get(reverse("batch", args=[batch.pk])))
    value = Value.objects.filter(batch=batch)[0]
    told = words_of(client.get(reverse("value", args=[value.pk])))
    assert f"Theo văn bản {SAID}" in told
    assert f"theo {SAID}" in told
    entries = Entry.objects.filter(subject_id=str(batch.pk))
    assert {entry.paper for entry in entries} == {SAID}
    client.post(reverse("batch_undo", args=[batch.pk]), {"reason": "nhầm"})
    assert {entry.paper for entry in Entry.objects.filter(subject_id=str(batch.pk))} == {SAID}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ""),
        ({"paper_number": "45/BC-UBND"}, "45/BC-UBND"),
        ({"paper_issuer": "UBND huyện Đắk Mil"}, "UBND huyện Đắk Mil"),
        ({"paper_date": "12/01/2024"}, "ngày 12/01/2024"),
    ],
)
def test_nothing_of_it_is_asked_for(client: Any, upload: Callable[..., Any], typed: dict[str, str], said: str) -> None:
    assert upload(**typed).status_code == 303
    batch = Batch.objects.get()
    assert batch.paper == said
    assert ("Văn bản kèm biểu" in words_of(client.get(reverse("batch", args=[batch.pk])))) is bool(said)


def test_a_day_that_is_none_is_told_at_its_field_and_nothing_is_received(
    client: Any, upload: Callable[..., Any]
) -> None:
    answer = upload(paper_date="31/02/2024")
    assert answer.status_code == 422
    assert "Ngày văn bản" in words_of(answer)
    assert not Batch.objects.exists()


def test_the_command_takes_it_too(bare_province: Province, capsys: Any) -> None:
    options = ["--paper", "12/BC-VPDP", "--paper-date", "2024-02-01", "--paper-issuer", "Văn phòng Điều phối"]
    assert main(["import", str(PACK / "samples" / REGISTER), "--as", "recognitions", *options]) == 0
    batch = Recognition.objects.all()[0].batch
    assert (batch.paper_number, batch.paper_date) == ("12/BC-VPDP", date(2024, 2, 1))
    assert Entry.objects.get(act="recognition.register_imported").paper == (
        "12/BC-VPDP ngày 01/02/2024, Văn phòng Điều phối"
    )
    with pytest.raises(SystemExit):
        main(["import", "x.xlsx", "--as", "recognitions", "--paper-date", "hôm qua"])


def test_the_register_shows_on_whose_paper_an_entry_came(bare_province: Province, client: Any, capsys: Any) -> None:
    main(["import", str(PACK / "samples" / REGISTER), "--as", "recognitions", "--paper", "12/BC-VPDP"])
    assert "theo 12/BC-VPDP" in words_of(client.get(reverse("register")))
