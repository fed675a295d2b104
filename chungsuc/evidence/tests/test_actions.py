"""Taking a file in, using it, taking it back; and what it proves."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from chungsuc.audit.models import Entry
from chungsuc.evidence import events, storage
from chungsuc.evidence.actions import EvidenceRefused, FileRefused, Told, attach, detach, load_kinds, take_in, withdraw
from chungsuc.evidence.facts import checklist, checklists, documents_for, documents_of, holdings, lapsing, uses
from chungsuc.evidence.models import Document, DocumentKind, Link, Proof, StoredFile
from chungsuc.evidence.registry import Use, register_subject
from chungsuc.locks.actions import Locked, set_lock
from chungsuc.locks.rules import EVIDENCE
from chungsuc.organisations.models import Unit
from tests.province import Province

from .making import office, pdf, photograph, picture

SET = "xa_ntm_2021_2025"


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Any) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def unit(bare_province: Province, settings: Any) -> Unit:
    settings.TODAY = "2023-12-31"
    return Unit.objects.get(code="dn-24751")


@pytest.fixture
def send(unit: Unit) -> Callable[..., Document]:
    def sent(data: bytes | None = None, kind: str = "anh_hien_truong", **more: Any) -> Document:
        return take_in(
            io.BytesIO(photograph() if data is None else data), kind=kind, **{"unit": unit, "by": "commune", **more}
        )

    return sent


def test_a_photograph_is_drawn_anew_and_keeps_only_its_place_and_day(send: Any) -> None:
    document = send(told=Told(title="Đường thôn 3"))
    stored = storage.path_of(document.file.sha256).read_bytes()
    assert b"MAY-ANH-CUA-TOI" in photograph() and b"MAY-ANH-CUA-TOI" not in stored
    assert b"Exif" not in stored
    assert (document.place_lat, document.place_lon) == (Decimal("12.25833"), Decimal("107.68333"))
    assert (document.place_from, document.taken_on) == (Document.FROM_PHOTO, date(2023, 10, 5))
    assert (document.file.media_type, document.file.width, document.file.height) == ("image/jpeg", 60, 40)


def test_a_declared_place_outranks_the_one_in_the_photograph(send: Any) -> None:
    document = send(told=Told(place=(Decimal("12.1"), Decimal("107.5"))))
    assert (document.place_lat, document.place_from) == (Decimal("12.1"), Document.DECLARED)


@pytest.mark.parametrize(
    ("data", "extension"),
    [(pdf(), "pdf"), (office(), "docx"), (picture("PNG"), "jpg"), (picture("WEBP"), "jpg"), (picture("PNG", colour="#ff000080"), "png")],
)  # fmt: skip
def test_papers_are_kept_as_they_came_and_pictures_anew(send: Any, data: bytes, extension: str) -> None:
    document = send(data, kind="khac")
    kept = storage.path_of(document.file.sha256).read_bytes()
    assert document.file.extension == extension
    assert (kept == data) is (extension in ("pdf", "docx")) or extension == "png"
    assert document.file.size == len(kept)


def test_the_same_file_twice_is_one_document_of_a_unit_and_kind_and_one_file_of_all(send: Any) -> None:
    other = Unit.objects.get(code="dn-24620")
    first = send(told=Told(title="Một"))
    assert send(told=Told(title="Hai")) == first
    assert send(kind="nghiem_thu").file == first.file
    assert send(unit=other).file == first.file
    assert (Document.objects.count(), StoredFile.objects.count(), len(list(storage.kept()))) == (3, 1, 1)
    assert {d.place_lat for d in Document.objects.all()} == {Decimal("12.25833")}


def test_a_sending_that_is_repeated_makes_one_document(send: Any) -> None:
    number = uuid4()
    first = send(client_id=number)
    again = send(picture(colour="blue"), client_id=number)
    assert again == first
    with pytest.raises(EvidenceRefused, match="đã dùng cho tệp khác"):
        send(picture(colour="blue"), client_id=number, by="somebody")


def test_a_file_that_went_missing_is_brought_back_by_sending_it_again(send: Any) -> None:
    first = send()
    storage.path_of(first.file.sha256).unlink()
    assert send() == first
    assert storage.path_of(first.file.sha256).exists()


def test_what_is_refused_leaves_neither_file_nor_row_nor_entry(send: Any, settings: Any) -> None:
    before = Entry.objects.count()
    settings.EVIDENCE_FILE_MIB = 1
    refused = [b"", b"x" * (1 << 20) + b"x", b"MZ" + bytes(99), pdf(b"/OpenAction <</S /JavaScript /JS (x)>>")]
    for data in refused:
        with pytest.raises(FileRefused):
            send(data, kind="khac")
    with pytest.raises(EvidenceRefused, match="không có trong danh mục"):
        send(kind="gi_do")
    with pytest.raises(EvidenceRefused, match="sau hôm nay"):
        send(told=Told(issued_on=date(2024, 1, 1)))
    assert (Entry.objects.count(), Document.objects.count(), StoredFile.objects.count()) == (before, 0, 0)
    assert list(storage.kept()) == []
    assert not list(storage.folder().glob(".arriving*"))


def test_a_full_disk_is_told_and_nothing_is_kept(send: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "keep", full)
    with pytest.raises(EvidenceRefused, match="hết chỗ"):
        send()
    assert not Document.objects.exists()
    assert not list(storage.folder().glob(".arriving*"))


def test_locked_evidence_is_neither_sent_nor_attached_nor_withdrawn(send: Any, unit: Unit) -> None:
    document = send()
    set_lock(EVIDENCE, unit=unit, reason="Hết hạn", how_to_ask="Gửi đề nghị", by="coordinator", by_name="Điều phối")
    for act in (
        lambda: send(picture(colour="blue")),
        lambda: attach(document, "criteria.value", "1", year=2023, by="commune"),
        lambda: withdraw(document, reason="Nhầm", by="commune"),
    ):
        with pytest.raises(Locked, match="Minh chứng, "):
            act()
    assert (Document.objects.count(), Link.objects.count()) == (1, 0)


def test_a_document_in_use_is_withdrawn_only_after_it_was_detached(send: Any) -> None:
    register_subject("bai-thu", "số liệu", lambda keys: {key: Use(f"Số liệu {key}", f"/{key}/") for key in keys})
    document = send()
    attach(document, "bai-thu", "12", year=2023, by="commune")
    attach(document, "bai-thu", "12", year=2023, by="commune")
    assert [u.use for u in uses(document.pk)] == [Use("Số liệu 12", "/12/")]
    assert {key: len(found) for key, found in documents_for("bai-thu", ["12", "13"]).items()} == {"12": 1, "13": 0}
    with pytest.raises(EvidenceRefused, match="được dùng cho 1 việc"):
        withdraw(document, reason="Nhầm", by="commune")
    assert detach(document, "bai-thu", "12", by="commune") is True
    assert detach(document, "bai-thu", "12", by="commune") is False
    with pytest.raises(EvidenceRefused, match="Chưa ghi lý do"):
        withdraw(document, reason=" ", by="commune")
    withdraw(document, reason="Chụp nhầm", by="commune")
    with pytest.raises(EvidenceRefused, match="đã được rút"):
        withdraw(document, reason="Lần nữa", by="commune")
    with pytest.raises(EvidenceRefused, match="không gắn được"):
        attach(document, "bai-thu", "12", by="commune")
    acts = Entry.objects.filter(subject_type="evidence.document").order_by("seq").values_list("act", flat=True)
    assert list(acts) == [
        events.DOCUMENT_TAKEN_IN, events.DOCUMENT_ATTACHED, events.DOCUMENT_DETACHED, events.DOCUMENT_WITHDRAWN,
    ]  # fmt: skip
    assert storage.path_of(document.file.sha256).exists()
    assert send() != document


def test_a_kind_that_lapses_gives_its_last_day(send: Any) -> None:
    kind = "chung_nhan_ocop"
    months = DocumentKind.objects.get(code=kind).valid_months
    assert months == 36
    issued = Told(issued_on=date(2021, 1, 31))
    assert send(pdf(), kind=kind, told=issued).expires_on == date(2024, 1, 31)
    given = Told(issued_on=date(2021, 1, 31), expires_on=date(2023, 1, 1))
    assert send(pdf(b"/A 1"), kind=kind, told=given).expires_on == date(2023, 1, 1)


def test_documents_are_warned_of_before_they_lapse(send: Any, unit: Unit) -> None:
    for name, last in (
        ("xa", date(2024, 6, 1)),
        ("gan", date(2024, 2, 29)),
        ("hom nay", date(2023, 12, 31)),
        ("qua", date(2023, 12, 30)),
    ):
        send(pdf(f"/{name.replace(' ', '')} 1".encode()), kind="khac", told=Told(title=name, expires_on=last))
    day = date(2023, 12, 31)
    found = lapsing([unit.pk], day)
    assert [(d.title, d.standing.code) for d in found] == [
        ("hom nay", "lapsing"),
        ("gan", "lapsing"),
        ("qua", "lapsed"),
    ]
    assert holdings([unit.pk], day) == (4, 2, 1)
    assert lapsing([Unit.objects.get(code="dn-24620").pk], day) == []
    assert [d.standing.code for d in documents_of([unit.pk], day)] == ["lapsed", "lapsing", "lapsing", "valid"]


def test_without_the_rule_only_what_has_lapsed_is_told(send: Any, unit: Unit) -> None:
    from chungsuc.rulebook.models import Figure

    Figure.objects.filter(key="days:evidence_expiry_warning").update(replaced_at="2023-01-01T00:00:00Z")
    send(kind="khac", told=Told(expires_on=date(2023, 12, 31)))
    send(pdf(), kind="khac", told=Told(expires_on=date(2023, 12, 30)))
    assert [d.standing.code for d in lapsing([unit.pk], date(2023, 12, 31))] == ["lapsed"]


def test_the_checklist_says_what_counts_and_what_is_held(send: Any, unit: Unit) -> None:
    day = date(2023, 12, 31)
    before = {proof.kind: (proof.required, proof.needed) for proof in checklist(unit.pk, "2.1", SET, day)}
    assert before == {"bang_tong_hop": (True, True), "nghiem_thu": (False, False), "anh_hien_truong": (False, False)}
    send(pdf(), kind="bang_tong_hop", told=Told(title="Biểu 2023"))
    after = checklist(unit.pk, "2.1", SET, day)
    assert [(p.kind, p.needed, [d.title for d in p.held]) for p in after] == [
        ("bang_tong_hop", False, ["Biểu 2023"]), ("nghiem_thu", False, []), ("anh_hien_truong", False, []),
    ]  # fmt: skip
    assert checklist(unit.pk, "99", SET, day) == ()


def test_a_lapsed_document_proves_nothing_and_one_of_a_merged_unit_still_does(
    send: Any, unit: Unit, settings: Any
) -> None:
    send(pdf(), kind="cong_nhan_y_te", told=Told(issued_on=date(2022, 12, 1)))
    assert [p.held for p in checklist(unit.pk, "15.2", SET, date(2023, 12, 31))] == [()]
    send(pdf(b"/A 1"), kind="bang_tong_hop")
    new = Unit.objects.get(code="ld-24751")
    held = checklist(new.pk, "2.1", SET, date(2025, 8, 1))[0].held
    assert [(d.unit_id, d.unit_name) for d in held] == [(unit.pk, "Xã Quảng Tín")] or held[0].unit_name


def test_checklists_ask_the_same_however_many_indicators(send: Any, unit: Unit, django_assert_num_queries: Any) -> None:
    send(pdf(), kind="bang_tong_hop")
    with django_assert_num_queries(2):
        checklists(unit.pk, ["2.1"], SET, date(2023, 12, 31))
    with django_assert_num_queries(2):
        checklists(unit.pk, ["2.1", "2.2", "2.3", "2.4", "9.1"], SET, date(2023, 12, 31))


def test_the_pack_is_loaded_once_and_follows_its_changes(bare_province: Province) -> None:
    from dataclasses import replace
    from pathlib import Path

    from chungsuc.law.packs import read_pack

    pack = read_pack(Path("packs/dak_nong_2021_2025")).pack
    assert pack is not None
    assert (DocumentKind.objects.count(), load_kinds(pack, by="bài thử")) == (len(pack.kinds), 0)
    assert set(Proof.objects.values_list("indicator_code", flat=True)) == {
        i.code for s in pack.sets if s.code == SET for i in s.indicators
    }
    fewer = replace(pack, kinds=(replace(pack.kinds[0], name="Khác"), *pack.kinds[1:-1]), proofs=pack.proofs[1:])
    assert load_kinds(fewer, by="bài thử") == 4  # a name, a kind less, a proof less, the next one moved up
    assert not DocumentKind.objects.get(code=pack.kinds[-1].code).is_current
    assert DocumentKind.objects.get(code=pack.kinds[0].code).name == "Khác"
