"""Opinions of other agencies, the random sample, visits and the commune's word under them."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.awards.access import consultations_of
from chungsuc.awards.actions import AwardRefused, Stale, consulting, visits
from chungsuc.awards.actions.posting import post_list
from chungsuc.awards.conditions.appraising import opinions_in
from chungsuc.awards.facts.visits import pool_of, samples_of, signing_unit
from chungsuc.awards.models import Consultation, Dossier, FieldVisit, Sample
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.models import Lineage, Placement, Unit

from . import dossiers as made
from . import rows

pytestmark = pytest.mark.usefixtures("bare_province")
ASKED, DUE = date(2024, 3, 11), date(2024, 3, 18)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def asked(dossier: Dossier, agency: str = "SXD", **more: Any) -> Consultation:
    said = {"about": "Nghĩa vụ thuế", "due_on": DUE, "acting": made.emulation(ASKED)} | more
    return consulting.ask(dossier, agency=unit(agency), **said)


# opinions


def test_an_agency_is_asked_answers_and_nothing_waits_any_more() -> None:
    dossier = made.at("content")
    question = asked(dossier)
    assert "Chưa có ý kiến của cơ quan được hỏi (trả lời đến hết 18/03/2024): hãy chờ." in opinions_in(dossier, ASKED)
    consulting.answer(question, view="agrees", words="Đã nộp đủ.", acting=made.department(DUE))
    question.refresh_from_db()
    assert (question.answer, question.answered_on, question.answered_by) == ("agrees", DUE, "department-sxd")
    assert list(opinions_in(dossier, DUE)) == []
    told = Entry.objects.filter(act__startswith="awards.opinion").order_by("seq").values_list("act", "details")
    assert list(told) == [
        ("awards.opinion_asked", {"agency": "SXD", "due": "2024-03-18"}),
        ("awards.opinion_answered", {"agency": "SXD", "answer": "agrees"}),
    ]


def test_silence_is_recorded_after_the_last_day_only_and_is_no_consent() -> None:
    dossier = made.at("content")
    question = asked(dossier)
    with pytest.raises(AwardRefused, match="còn đến hết 18/03/2024"):
        consulting.record_silence(question, acting=made.emulation(DUE))
    consulting.record_silence(question, acting=made.emulation(DUE + timedelta(days=1)))
    question.refresh_from_db()
    assert (question.answer, question.silent_on) == ("", DUE + timedelta(days=1))
    assert list(opinions_in(dossier, DUE + timedelta(days=1))) == []
    with pytest.raises(Stale):
        consulting.record_silence(question, acting=made.emulation(DUE + timedelta(days=2)))


def test_an_answer_that_comes_after_the_silence_stands_beside_it() -> None:
    question = asked(made.at("content"))
    late = DUE + timedelta(days=3)
    consulting.record_silence(question, acting=made.emulation(late))
    consulting.answer(question, view="objects", words="Còn nợ thuế.", acting=made.department(late))
    question.refresh_from_db()
    assert (question.answer, question.silent_on) == ("objects", late)


def test_only_the_agency_itself_answers_and_only_once() -> None:
    question = asked(made.at("content"))
    for other in (made.emulation(DUE), made.department(DUE, "SNV", "so-khac"), made.commune(DUE)):
        with pytest.raises(PermissionDenied):
            consulting.answer(question, view="agrees", words="", acting=other)
    consulting.answer(question, view="no_view", words="", acting=made.department(DUE))
    with pytest.raises(Stale):
        consulting.answer(question, view="agrees", words="", acting=made.department(DUE))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"about": " "}, "Chưa ghi hỏi về việc gì"),
        ({"due_on": None}, "Chưa có quy định «Cơ quan được lấy ý kiến"),
        ({"due_on": ASKED - timedelta(days=1)}, "đã qua"),
        ({"agency": "dn-24673"}, "không tự cho ý kiến"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_why(more: dict[str, Any], why: str) -> None:
    with pytest.raises(AwardRefused, match=why):
        asked(made.at("content"), **more)


def test_nobody_is_asked_twice_about_the_same_or_once_it_was_appraised() -> None:
    dossier = made.at("content")
    asked(dossier)
    with pytest.raises(AwardRefused, match="Đã hỏi cơ quan này"):
        asked(dossier)
    with pytest.raises(AwardRefused, match="chỉ lấy ý kiến từ khi nhận"):
        asked(made.at("appraised", name="Hoàng Thị Mai"))
    with pytest.raises(PermissionDenied):
        asked(dossier, about="Khác", acting=made.department(ASKED))


def test_an_agency_finds_the_questions_put_to_it_and_no_others() -> None:
    dossier = made.at("content")
    mine, theirs = asked(dossier), asked(dossier, "SNV")
    assert list(consultations_of(made.department(ASKED))) == [mine]
    assert list(consultations_of(made.commune(ASKED))) == []
    assert list(consultations_of(made.emulation(ASKED))) == [theirs]


def test_what_an_agency_went_into_answers_for_it() -> None:
    merged = Lineage.objects.filter(predecessor__kind="commune", event__effective_on=date(2025, 7, 1))
    row = merged.exclude(predecessor__code=made.UNIT).select_related("predecessor", "successor").order_by("pk")[0]
    old, new = row.predecessor, row.successor
    question = consulting.ask(
        made.at("content"), agency=old, about="Đất", due_on=DUE, acting=made.emulation(ASKED)
    )  # fmt: skip
    day = date(2025, 8, 1)
    official = person("commune", new.code, day)
    assert list(consultations_of(official)) == [question]
    consulting.answer(question, view="agrees", words="", acting=official)


# the sample


def round_with(number: int) -> Any:
    round = made.round_of("HCLD_3")
    for each in range(number):
        made.at("content" if each % 2 else "appraised", round=round, name=f"Người {each}")
    return round


NEXT = ASKED + timedelta(days=1)


def announced(round: Any, acting: Any = None, **said: Any) -> Sample:
    given = {"seed_source": "Kết quả xổ số Đắk Nông, giải đặc biệt", "seed_day": NEXT} | said
    return visits.announce_draw(round, acting=acting or made.emulation(ASKED), **given)


def drawn_by(round: Any, seed: str = "812345") -> Sample:
    return visits.draw_sample(announced(round), seed=seed, acting=made.emulation(NEXT))


def test_a_sample_is_what_anybody_finds_with_hashlib_alone() -> None:
    round = round_with(3)
    made.at("formal", round=round, name="Chưa thẩm định")
    sample = drawn_by(round)
    pool = sorted(Dossier.objects.exclude(state="formal").values_list("pk", flat=True))
    ranked = sorted(pool, key=lambda pk: hashlib.sha256(f"812345:{pk}".encode()).hexdigest())
    assert (sample.pool, sample.drawn) == (pool, ranked[:1]) and sample.share == "10 %"
    assert "số trình diễn" in sample.rule
    entry = Entry.objects.get(act="awards.sample_drawn")
    assert entry.details == {"sample": sample.pk, "pool": pool, "drawn": sample.drawn}


def test_nothing_is_drawn_again_until_something_new_is_there() -> None:
    round = round_with(2)
    first = drawn_by(round)
    with pytest.raises(AwardRefused, match="chưa nằm trong lần chọn trước"):
        drawn_by(round, "khác")
    new = made.at("content", round=round, name="Người mới")
    assert pool_of(round) == [new.pk]
    assert drawn_by(round, "khác").drawn == [new.pk]
    assert [one.pk for one in samples_of(new)] != [first.pk] and len(samples_of(new)) == 1


@pytest.mark.parametrize(("said", "field"), [({"seed_source": " "}, "seed_source"), ({"seed_day": ASKED}, "seed_day")])
def test_where_the_seed_will_be_published_is_said_before_anybody_knows_it(said: dict[str, Any], field: str) -> None:
    with pytest.raises(AwardRefused) as refused:
        announced(round_with(1), **said)
    assert refused.value.field == field and not Sample.objects.exists()


def test_a_seed_is_entered_from_its_day_on_and_once() -> None:
    sample = announced(round_with(2))
    for seed, day, why in ((" ", NEXT, "Chưa ghi số gieo"), ("81", ASKED, "đến ngày ấy mới ghi được")):
        with pytest.raises(AwardRefused, match=why):
            visits.draw_sample(sample, seed=seed, acting=made.emulation(day))
    assert visits.draw_sample(sample, seed="81", acting=made.emulation(NEXT)).drawn
    with pytest.raises(Stale):
        visits.draw_sample(sample, seed="82", acting=made.emulation(NEXT))
    assert Sample.objects.get().seed == "81"


def test_what_comes_after_the_list_was_fixed_is_not_in_it_and_another_publication_needs_a_reason() -> None:
    round = round_with(2)
    first = announced(round)
    late = made.at("content", round=round, name="Người đến sau")
    with pytest.raises(AwardRefused) as refused:
        announced(round, made.emulation(NEXT), seed_day=NEXT + timedelta(days=1))
    assert refused.value.field == "reason"
    again = announced(
        round, made.emulation(NEXT), seed_source="Xổ số Lâm Đồng", seed_day=NEXT + timedelta(days=1),
        reason="Ngày ấy không quay số",
    )  # fmt: skip
    assert (again.pk, again.pool) == (first.pk, first.pool) and late.pk not in again.pool
    assert "Kết quả xổ số Đắk Nông" in again.note and "Ngày ấy không quay số" in again.note
    assert list(Entry.objects.filter(act="awards.sample_announced").values_list("reason", flat=True)) == [
        "", "Ngày ấy không quay số",
    ]  # fmt: skip
    with pytest.raises(AwardRefused, match="đến ngày ấy mới ghi được"):
        visits.draw_sample(again, seed="81", acting=made.emulation(NEXT))


@pytest.mark.parametrize("said", [
    {"announced_on": ASKED}, {"seed_day": NEXT}, {}, {"announced_on": NEXT, "seed_day": NEXT},
    {"announced_on": ASKED, "seed_day": NEXT, "drawn_on": ASKED, "seed": "1"},
    {"announced_on": ASKED, "seed_day": NEXT, "drawn_on": NEXT}, {"announced_on": ASKED, "seed_day": NEXT, "seed": "1"},
])  # fmt: skip
def test_the_database_keeps_no_seed_that_was_known_before_it_was_announced(said: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Sample.objects.create(
            round=round_with(0), seed_source="x", share="10 %", rule="x", pool=[], drawn=[], by="x", **said
        )


def test_only_who_receives_draws_and_visits() -> None:
    round = round_with(1)
    with pytest.raises(PermissionDenied):
        announced(round, made.department(ASKED))
    with pytest.raises(PermissionDenied):
        visits.draw_sample(announced(round), seed="1", acting=made.department(NEXT))
    with pytest.raises(PermissionDenied):
        visited(Dossier.objects.get(), acting=made.coordinator(ASKED))


# visits


def visited(dossier: Dossier, **more: Any) -> FieldVisit:
    said = {"why": "finalist", "visited_on": ASKED, "right": True, "report": "Đã đo đường."} | more
    return visits.record_visit(dossier, **{"acting": made.emulation(ASKED), **said})


def test_a_visit_is_countersigned_by_the_commune_where_the_subject_is() -> None:
    visit = visited(made.at("content"))
    for other in (made.emulation(ASKED), made.department(ASKED), made.commune(ASKED, "dn-24640")):
        with pytest.raises(PermissionDenied):
            visits.countersign(visit, acting=other)
    visits.countersign(visit, words="Đúng.", acting=made.commune(ASKED))
    visit.refresh_from_db()
    assert (visit.countersigned_on, visit.countersigned_by, visit.countersigned_words) == (
        ASKED, "commune-dn-24673", "Đúng.",
    )  # fmt: skip
    with pytest.raises(Stale):
        visits.countersign(visit, acting=made.commune(ASKED))
    told = Entry.objects.filter(act__in=["awards.visit_recorded", "awards.visit_countersigned"])
    assert told.count() == 2


def test_a_village_is_countersigned_by_its_commune() -> None:
    placed = Placement.objects.on(ASKED).filter(unit__kind="village", parent__kind="commune").first()
    if placed is None:
        village = Unit.objects.create(code="thon-1", kind="village", since=date(2021, 1, 1))
        placed = Placement.objects.create(unit=village, parent=unit(made.UNIT), since=date(2021, 1, 1))
    subject = rows.subject(made.UNIT)
    subject.unit = placed.unit
    assert signing_unit(subject, ASKED) == placed.parent_id
    assert signing_unit(rows.subject(made.UNIT), ASKED) == unit(made.UNIT).pk


@pytest.mark.parametrize(
    ("state", "more", "why"),
    [
        ("passed", {}, "trước khi Hội đồng họp"),
        ("content", {"why": "khac"}, "Chưa chọn vì sao"),
        ("content", {"why": "sample"}, "không được chọn ngẫu nhiên"),
        ("content", {"visited_on": ASKED + timedelta(days=1)}, "Ngày đến phải"),
        ("content", {"visited_on": made.RECEIVED - timedelta(days=1)}, "Ngày đến phải"),
        ("content", {"report": " "}, "Chưa ghi đã thấy gì"),
    ],
)
def test_a_visit_that_cannot_be_is_told_why(state: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(AwardRefused, match=why):
        visited(made.at(state), **more)


def test_a_visit_by_the_sample_names_the_sample_that_drew_the_dossier() -> None:
    round = round_with(1)
    sample = drawn_by(round)
    visit = visited(Dossier.objects.get(), why="sample", sample=sample)
    assert visit.sample == sample
    other = made.at("content", round=round, name="Người mới")
    with pytest.raises(AwardRefused, match="không được chọn ngẫu nhiên"):
        visited(other, why="sample", sample=sample)


def test_anybody_reads_on_the_public_list_from_what_and_by_what_number_was_drawn(client: Any, settings: Any) -> None:
    settings.TODAY = NEXT.isoformat()
    round = round_with(2)
    keys = list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
    posting = post_list(
        Dossier.objects.first().body, "HCLD_3", keys, NEXT, acting=made.emulation(NEXT), round=round
    )  # fmt: skip
    address = reverse("award_public_posting", args=[posting.pk])
    assert "Số gieo" not in client.get(address).content.decode()
    sample = announced(round)
    before = client.get(address)
    assert f"2 hồ sơ, số {keys[0]}, {keys[1]}" in before.content.decode()
    named = announced(
        round, seed_source="Xổ số Lâm Đồng", reason="Đắk Nông không quay số"
    )  # fmt: skip
    again = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert (again.status_code, named.pk) == (200, sample.pk) and "Xổ số Lâm Đồng" in again.content.decode()
    visits.draw_sample(sample, seed="812345", acting=made.emulation(NEXT))
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200 and "812345" in after.content.decode()
    assert f"hồ sơ số {Sample.objects.get().drawn[0]}" in after.content.decode()
