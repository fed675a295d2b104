"""Guidance with versions: who is asked to read, who read which, a new version asks again; files kept, never active."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.deadlines.facts import dues_on
from chungsuc.deadlines.rules import State
from chungsuc.evidence.models import Document, Link
from chungsuc.evidence.tests.making import pdf
from chungsuc.movement import actions
from chungsuc.movement.actions import MovementRefused, Stale
from chungsuc.movement.actions.guidance import Told
from chungsuc.movement.dues import GUIDANCE, guidance_due
from chungsuc.movement.guidance_facts import audience_choices, readers, reading_of
from chungsuc.movement.models import Guidance, GuidanceRead, GuidanceVersion
from chungsuc.movement.tests.movers import LAST, MERGED, READ, Movers
from chungsuc.movement.uses import named
from chungsuc.movement.work import guidance_to_read
from chungsuc.questions.asking import answer

PAPER = Told("12/HD-SNV", date(2022, 7, 21))
NEW = Told("15/HD-SNV", date(2022, 9, 1), "Sửa bảng điểm")
LATER = date(2022, 9, 5)


def file(words: bytes = b"mot") -> io.BytesIO:
    return io.BytesIO(pdf(b"/Noi dung (" + words * 100 + b")"))


def document(movers: Movers, words: bytes = b"mot", name: str = "emulation", code: str = "SNV") -> Document:
    by = movers.person(name, READ)
    return actions.keep_file(file(words), title="Hướng dẫn", told=PAPER, unit=movers.unit(code), by=by)


def sent(movers: Movers, *to: str, words: bytes = b"mot") -> Guidance:
    movers.on(READ)
    to = to or ("cap-xa", "cap-xa-thay-huyen")
    by = movers.person("emulation", READ)
    kept = document(movers, words)
    return actions.send(movers.plan, title="Hướng dẫn chấm điểm", to=to, told=PAPER, document=kept, by=by, on=READ)


def renewed(movers: Movers, guidance: Guidance) -> GuidanceVersion:
    movers.on(LATER)
    by = movers.person("emulation", LATER)
    return actions.renew(guidance, told=NEW, document=document(movers, b"hai"), by=by, on=LATER)


def entries(act: str) -> list[Entry]:
    return list(Entry.objects.filter(act=act))


def test_a_guidance_goes_to_audiences_with_its_file_kept_under_its_hash(movers: Movers) -> None:
    guidance = sent(movers)
    [version] = guidance.versions.all()
    assert (version.number, version.paper, version.due) == (1, "12/HD-SNV", date(2022, 7, 29))
    assert version.document.kind.code == "van_ban_huong_dan" and len(version.document.file.sha256) == 64
    assert Link.objects.get().key == str(version.pk)
    [entry] = entries("movement.guidance_sent")
    assert (entry.unit_code, entry.details["to"], entry.details["sha256"]) == (
        "SNV", ["cap-xa", "cap-xa-thay-huyen"], version.document.file.sha256,
    )  # fmt: skip
    assert len(readers(movers.plan, guidance, READ)) == 71 and len(readers(movers.plan, guidance, MERGED)) == 28
    assert {key: use.words for key, use in named([str(version.pk), "x"]).items()} == {
        str(version.pk): "Hướng dẫn chấm điểm, lần 1"
    }


@pytest.mark.parametrize(
    ("name", "code"), [("leader", "VPUB"), ("department", "SXD"), ("coordinator", "SNV"), ("nobody", "SNV")]
)
def test_only_the_two_offices_send_and_each_its_own(movers: Movers, name: str, code: str) -> None:
    with pytest.raises(PermissionDenied):
        document(movers, name=name, code=code)
    kept = document(movers)
    with pytest.raises(PermissionDenied):
        actions.send(
            movers.plan, title="A", to=["cap-xa"], told=PAPER, document=kept, by=movers.person(name, READ), on=READ
        )
    assert not Guidance.objects.exists()


def test_a_file_that_is_no_document_is_refused_at_its_field(movers: Movers) -> None:
    by = movers.person("emulation", READ)
    with pytest.raises(MovementRefused) as refused:
        actions.keep_file(io.BytesIO(b"<script>"), title="A", told=PAPER, unit=movers.unit("SNV"), by=by)
    assert refused.value.field == "file"


def test_a_guidance_says_what_and_to_whom(movers: Movers) -> None:
    kept, by = document(movers), movers.person("emulation", READ)
    for given, field in (
        ({"to": []}, "to"), ({"to": ["khac"]}, "to"), ({"title": " "}, "title"), ({"told": Told(" ", READ)}, "paper"),
        ({"told": Told("12", date(2022, 7, 23))}, "issued_on"),
    ):  # fmt: skip
        with pytest.raises(MovementRefused) as refused:
            told = {"title": "A", "to": ["cap-xa"], "told": PAPER} | given
            actions.send(movers.plan, document=kept, by=by, on=READ, **told)
        assert refused.value.field == field
    assert not Guidance.objects.exists() and entries("movement.guidance_sent") == []


def test_a_unit_reads_once_and_a_new_version_asks_again(movers: Movers) -> None:
    guidance = sent(movers)
    first = guidance.versions.get()
    by, unit = movers.official("commune", "dn-24751", READ), movers.unit("dn-24751")
    assert [line.text for line in answer(guidance_to_read(by))] == ["Đọc Hướng dẫn chấm điểm"]
    actions.read_version(first, unit=unit, by=by)
    with pytest.raises(Stale, match="Đồng nghiệp"):
        actions.read_version(first, unit=unit, by=by)
    assert list(answer(guidance_to_read(by))) == []
    second = renewed(movers, guidance)
    [line] = answer(guidance_to_read(movers.official("commune", "dn-24751", date(2022, 9, 20))))
    assert (line.text, line.who, line.overdue) == ("Đọc bản mới lần 2 của Hướng dẫn chấm điểm", "Sửa bảng điểm", True)
    with pytest.raises(Stale, match="bản mới"):
        actions.read_version(first, unit=movers.unit("dn-24616"), by=movers.official("commune", "dn-24616", LATER))
    facts = {
        fact.unit.code: fact for fact in reading_of(movers.plan, guidance, [first, second], date(2022, 9, 20), None)
    }
    assert (facts["dn-24751"].label, facts["dn-24616"].label) == (
        "quá hạn, chưa đọc, đã đọc lần 1",
        "quá hạn, chưa đọc",
    )
    actions.read_version(second, unit=unit, by=by)
    assert [entry.details["version"] for entry in entries("movement.guidance_read")] == [1, 2]
    assert [entry.reason for entry in entries("movement.guidance_renewed")] == ["Sửa bảng điểm"]
    assert GuidanceRead.objects.count() == 2


def test_who_is_not_asked_is_not_told_and_nobody_reads_for_another(movers: Movers) -> None:
    guidance = sent(movers)
    assert list(answer(guidance_to_read(movers.official("department", "SXD", READ)))) == []
    assert list(answer(guidance_to_read(movers.person("leader", READ)))) == []
    with pytest.raises(PermissionDenied):
        actions.read_version(guidance.versions.get(), unit=movers.unit("dn-24751"), by=movers.person("emulation", READ))


def test_the_new_communes_are_asked_from_their_first_day(movers: Movers) -> None:
    sent(movers)
    assert list(answer(guidance_to_read(movers.official("commune", "dn-24751", LAST)))) != []
    assert list(answer(guidance_to_read(movers.official("commune", "ld-24751", MERGED)))) != []


def test_a_version_says_what_changed_and_brings_another_file(movers: Movers) -> None:
    guidance, by = sent(movers), movers.person("emulation", LATER)
    with pytest.raises(MovementRefused, match="khác bản trước"):
        actions.renew(guidance, told=PAPER, document=document(movers, b"hai"), by=by, on=LATER)
    with pytest.raises(MovementRefused, match="giống hệt"):
        actions.renew(guidance, told=NEW, document=document(movers), by=by, on=LATER)
    other = document(movers, b"ba", "coordinator", "VPDP")
    with pytest.raises(PermissionDenied):
        actions.renew(guidance, told=NEW, document=other, by=movers.person("coordinator", LATER), on=LATER)
    assert guidance.versions.count() == 1


def test_a_guidance_that_ended_asks_nobody(movers: Movers) -> None:
    guidance, by = sent(movers), movers.person("emulation", LATER)
    with pytest.raises(MovementRefused, match="Chưa ghi lý do"):
        actions.end(guidance, reason=" ", by=by, on=LATER)
    with pytest.raises(PermissionDenied):
        actions.end(guidance, reason="Thay", by=movers.person("coordinator", LATER), on=LATER)
    actions.end(guidance, reason="Có văn bản thay", by=by, on=LATER)
    with pytest.raises(Stale):
        actions.end(guidance, reason="Nữa", by=by, on=LATER)
    with pytest.raises(Stale, match="thôi áp dụng"):
        actions.renew(guidance, told=NEW, document=document(movers, b"hai"), by=by, on=LATER)
    assert [entry.reason for entry in entries("movement.guidance_ended")] == ["Có văn bản thay"]
    assert list(answer(guidance_to_read(movers.official("commune", "dn-24751", LATER)))) == []


def test_the_audiences_offered_are_those_of_the_day(movers: Movers) -> None:
    assert "cap-huyen" in dict(audience_choices(movers.plan, LAST))
    assert "cap-huyen" not in dict(audience_choices(movers.plan, MERGED))


def test_the_database_holds_what_must_never_be_false(movers: Movers) -> None:
    version = sent(movers).versions.get()
    for write in (
        lambda: GuidanceVersion.objects.filter(pk=version.pk).update(number=2),
        lambda: Guidance.objects.update(ended_on=READ),
        lambda: Guidance.objects.update(title=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def told_dues(movers: Movers, day: date, code: str = "dn-24751") -> list[tuple[str, date, State, str]]:
    facts = dues_on(day, frozenset({movers.unit(code).pk}), [GUIDANCE]).facts
    return [(fact.what, fact.until, fact.state, fact.due.note) for fact in facts]


def test_guidance_stands_in_the_calendar_until_it_is_read_and_a_new_version_again(movers: Movers) -> None:
    guidance = sent(movers)
    what, due = "Xác nhận đã đọc văn bản hướng dẫn 12/HD-SNV", date(2022, 7, 29)
    assert told_dues(movers, READ - timedelta(days=1)) == []
    assert told_dues(movers, READ) == [(what, due, State.OPEN, "")]
    assert told_dues(movers, date(2022, 8, 1)) == [(what, due, State.LATE, "")]
    assert told_dues(movers, READ, "SXD") == []  # sent to communes only
    version = guidance.versions.get()
    actions.read_version(version, unit=movers.unit("dn-24751"), by=movers.official("commune", "dn-24751", READ))
    GuidanceRead.objects.update(at=datetime(2022, 7, 25, 9, tzinfo=UTC))
    assert told_dues(movers, date(2022, 8, 1)) == [(what, due, State.DONE, "")]
    renewed(movers, guidance)
    [(again, _, state, note)] = told_dues(movers, LATER)
    assert (again, state, note) == ("Xác nhận đã đọc văn bản hướng dẫn 15/HD-SNV", State.OPEN, "bản mới, lần 2")
    assert told_dues(movers, date(2022, 8, 1)) == [(what, due, State.DONE, "")]
    actions.end(guidance, reason="Hết hiệu lực", by=movers.person("emulation", LATER), on=LATER)
    assert told_dues(movers, LATER) == []


def test_many_units_that_have_to_read_cost_the_calendar_no_more_queries(
    movers: Movers, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(1):
        assert answer(guidance_due(READ, None)) == []
    sent(movers)
    with django_assert_max_num_queries(2):
        found = answer(guidance_due(READ, None))
    assert len({due.unit_id for due in found}) == len(found) > 60
