"""Templates of an office: taken in only when right, one version after the other; a paper keeps the one it used."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chungsuc.documents import actions, facts, storage
from chungsuc.documents.actions import PaperRefused, TemplateFaulty
from chungsuc.documents.models import KeptFile, Paper, Template, TemplateVersion
from chungsuc.documents.tests.desk import Desk
from chungsuc.typesetting import templates

TODAY = date(2026, 3, 2)


@pytest.fixture
def standard(desk: Desk) -> bytes:
    return templates.standard(facts.kinds_on(TODAY)["bao-cao"], facts.layout_on(TODAY))


def with_words(content: bytes, old: str, new: str) -> bytes:
    """The file with other words in its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return out.getvalue()


def put(desk: Desk, content: bytes, **more: Any) -> TemplateVersion:
    given = {"kind": "bao-cao", "name": "Báo cáo quý", "file_name": "mau.docx", "by": desk.person("emulation"), **more}
    return actions.upload_template(content, unit=desk.unit(), **given)


def test_a_right_file_becomes_the_next_version(desk: Desk, standard: bytes) -> None:
    first = put(desk, standard)
    second = put(desk, with_words(standard, "Nơi nhận", "NƠI NHẬN"), note="chữ hoa")
    assert [(v.number, v.template_id) for v in (first, second)] == [(1, first.template_id), (2, first.template_id)]
    with pytest.raises(PaperRefused, match="Tệp này chính là phiên bản 1 của mẫu"):
        put(desk, standard)


def test_faults_are_told_with_their_places_and_nothing_is_kept(
    desk: Desk, standard: bytes, client_as: Callable[[Any], Any]
) -> None:
    wrong = with_words(standard, "trich_yeu", "trich_yeuu")
    with pytest.raises(TemplateFaulty) as refused:
        put(desk, wrong)
    assert refused.value.faults and all(fault.place and fault.message for fault in refused.value.faults)
    assert not Template.objects.exists() and not KeptFile.objects.exists()
    sent = {"unit": "SNV", "kind": "bao-cao", "name": "Mẫu", "file": SimpleUploadedFile("mau.docx", wrong)}
    page = client_as(desk.province.account("emulation")).post(reverse("paper_templates"), sent)
    assert (
        page.status_code == 422 and "trich_yeuu" in page.content.decode() and "chưa được nhận" in page.content.decode()
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * 6_000_000])
def test_what_is_no_template_is_refused_in_words(desk: Desk, content: bytes) -> None:
    with pytest.raises(PaperRefused):
        put(desk, content)
    assert not KeptFile.objects.exists()


def test_a_paper_is_set_by_the_version_it_chose_and_keeps_it(desk: Desk, standard: bytes) -> None:
    own, by = put(desk, with_words(standard, "Nơi nhận", "Kính chuyển")), desk.person("emulation")
    paper = desk.drafted()
    from chungsuc.documents.tests.desk import sheet

    actions.edit(paper, sheet(), version=0, by=by, template=own)
    actions.submit(Paper.objects.get(), version=1, by=by)
    issued = actions.issue(Paper.objects.get(), day=TODAY, version=2, by=by)
    assert issued.docx is not None and (issued.pdf, issued.template_id) == (None, own.pk)
    with zipfile.ZipFile(storage.path_of(issued.docx.sha256)) as made:
        text = made.read("word/document.xml").decode()
    assert "Kính chuyển" in text and "01/BC-SNV" in text and "{{" not in text
    put(desk, standard)
    assert Paper.objects.get().template_id == own.pk


def test_a_retired_template_is_offered_no_more(desk: Desk, standard: bytes) -> None:
    from chungsuc.documents.paper_facts import templates_for

    version = put(desk, standard)
    assert [one.pk for one in templates_for(desk.unit().pk, "bao-cao")] == [version.pk]
    actions.retire_template(version.template, reason="Mẫu cũ", by=desk.person("emulation"))
    assert templates_for(desk.unit().pk, "bao-cao") == []
    with pytest.raises(PaperRefused, match="đã thôi dùng"):
        put(desk, with_words(standard, "Nơi nhận", "Gửi"))


@pytest.mark.parametrize("name", ["leader", "coordinator", "inspector", "commune", "nobody"])
def test_nobody_else_keeps_an_offices_templates(desk: Desk, standard: bytes, name: str) -> None:
    with pytest.raises(PermissionDenied):
        put(desk, standard, by=desk.person(name))


def test_pages_of_templates_give_the_files(desk: Desk, standard: bytes, client_as: Callable[[Any], Any]) -> None:
    client = client_as(desk.province.account("emulation"))
    made = client.get(reverse("paper_template_standard", args=["bao-cao"]))
    assert made.content == standard
    sent = {"unit": "SNV", "kind": "bao-cao", "name": "Báo cáo quý", "file": SimpleUploadedFile("mẫu.docx", standard)}
    answer = client.post(reverse("paper_templates"), sent)
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert "Phiên bản 1" in page and "mẫu.docx" in page
    kept = client.get(reverse("paper_template_file", args=[TemplateVersion.objects.get().pk]))
    assert b"".join(kept.streaming_content) == standard
    again = {
        "viec": "phien-ban",
        "note": "sửa",
        "file": SimpleUploadedFile("m.docx", with_words(standard, "Nơi nhận", "Gửi")),
    }
    assert client.post(answer["Location"], again).status_code == 303
    assert client.post(answer["Location"], {"viec": "thoi", "thoi-reason": "Mẫu cũ"}).status_code == 303
    assert "Thôi dùng" in client.get(answer["Location"]).content.decode()
