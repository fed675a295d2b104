"""Difficulties and proposals: every state × act × actor, the clock that a transfer does not stop, who reads what."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.movement import actions
from chungsuc.movement.actions import MovementRefused, Stale
from chungsuc.movement.actions.concerns import Told
from chungsuc.movement.concern_facts import (
    acts_offered,
    concern_facts,
    concerns_seen,
    is_late,
    narrowed,
    offices_on,
    steps_of,
    summed_up,
)
from chungsuc.movement.dues import concern_rows
from chungsuc.movement.models import Concern, ConcernStep
from chungsuc.movement.papers import summary_sheet
from chungsuc.movement.tests.movers import MERGED, READ, Movers
from chungsuc.movement.work import concerns_to_move
from chungsuc.movement.workflow import ACTS, OFFICE, STATES, UNIT, acts_of
from chungsuc.organisations.access import Person
from chungsuc.questions.asking import answer
from chungsuc.rulebook.models import Figure
from chungsuc.typesetting.content import Table

NEXT, DUE = date(2022, 7, 25), date(2022, 8, 5)  # ten working days after 22/07/2022


def entries(act: str = "movement.concern_moved") -> list[Entry]:
    return list(Entry.objects.filter(act=act))


def do(movers: Movers, concern: Concern, act: str, by: Person, day: date = NEXT, **more: object) -> Concern:
    movers.on(day)
    text = more.pop("text", "Nội dung" if ACTS[act].text else "")
    return actions.move(concern, act, version=concern.version, by=by, on=day, text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "office", "unit"),
    [
        ("sent", ("take", "transfer"), ("withdraw",)),
        ("taken", ("ask", "transfer", "answer"), ("withdraw",)),
        ("asked", (), ("reply", "withdraw")),
        ("answered", (), ("accept", "dispute")),
        ("disputed", ("ask", "transfer", "answer"), ()),
        ("accepted", (), ()),
        ("withdrawn", (), ()),
    ],
)
def test_what_may_be_done_in_each_state_by_whom(state: str, office: tuple, unit: tuple) -> None:
    assert acts_of(state, {OFFICE}) == office
    assert acts_of(state, {UNIT}) == unit
    assert acts_of(state, set()) == ()


def test_every_state_is_reached_and_every_act_leads_to_a_known_one() -> None:
    assert {act.after for act in ACTS.values()} == set(STATES)
    assert {state for act in ACTS.values() for state in act.before} <= set(STATES)


def test_a_unit_sends_to_an_office_of_the_plan_and_the_clock_starts(movers: Movers) -> None:
    concern = movers.raised()
    assert (concern.state, concern.due, concern.code) == ("sent", DUE, f"KN-{concern.pk:04d}")
    [entry] = entries("movement.concern_raised")
    assert (entry.unit_code, entry.details) == ("dn-24751", {"office": "SNV", "due": "2022-08-05"})
    assert [step.to_name for step in steps_of(concern)] == ["Sở Nội vụ"]
    assert [office.code for office in offices_on(READ)] == ["SNV", "VPDP"]
    assert offices_on(date(2021, 6, 1)) == []


@pytest.mark.parametrize(
    ("kind", "title", "text", "office", "field"),
    [
        ("", "Về việc", "Nội dung", "SNV", "kind"),
        ("proposal", " ", "Nội dung", "SNV", "title"),
        ("proposal", "Về việc", "", "SNV", "text"),
        ("proposal", "Về việc", "Nội dung", "SXD", "office"),
    ],
)
def test_a_concern_says_what_about_what_to_whom(
    movers: Movers, kind: str, title: str, text: str, office: str, field: str
) -> None:
    by = movers.official("commune", "dn-24751", READ)
    with pytest.raises(MovementRefused) as refused:
        actions.raise_concern(
            movers.plan,
            Told(kind, title, text),
            unit=movers.unit("dn-24751"),
            office=movers.unit(office),
            by=by,
            on=READ,
        )
    assert refused.value.field == field and not Concern.objects.exists()


@pytest.mark.parametrize(("role", "code"), [("commune", "dn-24616"), ("department", "SXD"), ("district", "dn-666")])
def test_nobody_sends_for_another_unit(movers: Movers, role: str, code: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.raise_concern(
            movers.plan, Told("proposal", "Về việc", "Nội dung"), unit=movers.unit("dn-24751"),
            office=movers.unit("SNV"), by=movers.official(role, code, READ), on=READ,
        )  # fmt: skip


def test_it_goes_through_question_and_transfer_to_an_answer_with_one_clock(movers: Movers) -> None:
    concern = movers.raised()
    office, unit = movers.person("emulation", NEXT), movers.official("commune", "dn-24751", NEXT)
    other = movers.person("coordinator", NEXT)
    assert acts_offered(office, concern) == ("take", "transfer") and acts_offered(other, concern) == ()
    concern = do(movers, concern, "take", office)
    concern = do(movers, concern, "ask", office, text="Cần bao nhiêu?")
    concern = do(movers, concern, "reply", unit, text="20 triệu đồng")
    concern = do(movers, concern, "transfer", office, to=movers.unit("VPDP"), text="Thuộc kinh phí chương trình")
    assert (concern.office.code, concern.state, concern.due) == ("VPDP", "sent", DUE)
    with pytest.raises(PermissionDenied):
        do(movers, concern, "take", office)
    concern = do(movers, concern, "take", other)
    concern = do(movers, concern, "answer", other, date(2022, 8, 8), text="Đã bố trí trong năm 2023")
    assert (concern.state, concern.answered_on, is_late(concern, date(2022, 9, 1))) == (
        "answered",
        date(2022, 8, 8),
        True,
    )
    concern = do(movers, concern, "accept", unit, date(2022, 8, 9))
    assert [(step.step.act, step.unit_name, step.to_name, step.days) for step in steps_of(concern)] == [
        ("raise", "Xã Nhân Cơ", "Sở Nội vụ", 0),
        ("take", "Sở Nội vụ", "", 3),
        ("ask", "Sở Nội vụ", "", 0),
        ("reply", "Xã Nhân Cơ", "", 0),
        ("transfer", "Sở Nội vụ", "Văn phòng Điều phối Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh", 0),
        ("take", "Văn phòng Điều phối Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh", "", 0),
        ("answer", "Văn phòng Điều phối Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh", "", 14),
        ("accept", "Xã Nhân Cơ", "", 1),
    ]
    assert [entry.details["act"] for entry in entries()] == [
        "take",
        "ask",
        "reply",
        "transfer",
        "take",
        "answer",
        "accept",
    ]
    assert entries()[3].details["to"] == "VPDP" and entries()[3].reason == "Thuộc kinh phí chương trình"


def test_a_unit_that_does_not_agree_starts_the_clock_anew(movers: Movers) -> None:
    concern = movers.raised()
    office, unit = movers.person("emulation", NEXT), movers.official("commune", "dn-24751", NEXT)
    concern = do(movers, concern, "take", office)
    concern = do(movers, concern, "answer", office)
    assert not is_late(concern, date(2023, 1, 1))
    concern = do(movers, concern, "dispute", unit, date(2022, 8, 1), text="Chưa rõ nguồn")
    assert (concern.counted_from, concern.due, concern.answered_on) == (date(2022, 8, 1), date(2022, 8, 15), None)
    concern = do(movers, concern, "answer", office, date(2022, 8, 2), text="Nguồn sự nghiệp")
    assert concern.state == "answered"


def test_who_acts_on_what_was_seen_too_late_is_told(movers: Movers) -> None:
    concern = movers.raised()
    office = movers.person("emulation", NEXT)
    taken = do(movers, concern, "take", office)
    for act, version in (("take", 1), ("answer", 1), ("take", 2), ("accept", 2)):
        by = office if ACTS[act].actor == OFFICE else movers.official("commune", "dn-24751", NEXT)
        with pytest.raises(Stale, match="đang xem xét"):
            actions.move(concern, act, version=version, by=by, on=NEXT, text="Nội dung")
    assert Concern.objects.get().version == taken.version == 2 and len(entries()) == 1


def test_an_act_says_what_it_must(movers: Movers) -> None:
    concern = movers.raised()
    office = movers.person("emulation", NEXT)
    for act, more, field in (("transfer", {"to": movers.unit("VPDP"), "text": " "}, "text"), ("transfer", {}, "to"),
                             ("transfer", {"to": movers.unit("SNV")}, "to"), ("transfer", {"to": movers.unit("SXD")}, "office")):  # fmt: skip
        with pytest.raises(MovementRefused) as refused:
            do(movers, concern, act, office, **more)
        assert refused.value.field == field
    assert entries() == []


@pytest.mark.parametrize("name", ["leader", "inspector", "department", "coordinator", "nobody"])
def test_nobody_but_its_office_and_its_unit_moves_a_concern(movers: Movers, name: str) -> None:
    concern = movers.raised()
    for act in ("take", "withdraw"):
        with pytest.raises(PermissionDenied):
            do(movers, concern, act, movers.person(name, NEXT))
    assert entries() == []


def test_without_a_rule_there_is_no_clock_and_nothing_is_late(movers: Movers) -> None:
    Figure.objects.filter(key="days:concern_answer").delete()
    concern = movers.raised()
    assert concern.due is None and not is_late(concern, MERGED)
    assert list(concern_rows(MERGED, None)) == []


def test_each_reads_its_own_and_whoever_oversees_reads_all(movers: Movers) -> None:
    mine = movers.raised()
    movers.raised(unit="dn-24616")
    theirs = movers.raised(role="department", unit="SXD")

    def seen(by: Person) -> set[int]:
        return set(concerns_seen(by).values_list("pk", flat=True))

    assert seen(movers.official("commune", "dn-24751", READ)) == {mine.pk}
    assert seen(movers.official("district", "dn-666", READ)) == {mine.pk}  # of its own area
    assert seen(movers.official("department", "SXD", READ)) == {theirs.pk}
    assert seen(movers.official("department", "STC", READ)) == set()
    assert seen(movers.official("commune", "ld-24751", MERGED)) == {mine.pk}  # of the unit it was made of
    for name in ("leader", "coordinator", "emulation", "inspector"):
        assert len(seen(movers.person(name, READ))) == 3
    for name in ("council", "administrator", "nobody"):
        assert seen(movers.person(name, READ)) == set()


def test_what_waits_stands_in_the_work_of_whose_turn_it_is(movers: Movers) -> None:
    concern = movers.raised()
    office, unit = movers.person("emulation", date(2022, 8, 8)), movers.official("commune", "dn-24751", NEXT)
    [line] = answer(concerns_to_move(office))
    assert (line.text, line.due, line.overdue) == (
        f"Xã Nhân Cơ: tiếp nhận {concern.code}, Thiếu kinh phí tuyên truyền", "hạn trả lời 05/08/2022", True,
    )  # fmt: skip
    assert (
        list(answer(concerns_to_move(unit))) == [] == list(answer(concerns_to_move(movers.person("coordinator", NEXT))))
    )
    concern = do(movers, concern, "take", movers.person("emulation", NEXT))
    concern = do(movers, concern, "answer", movers.person("emulation", NEXT))
    assert [line.text.split(": ")[1] for line in answer(concerns_to_move(unit))] == [
        f"cho biết có đồng ý {concern.code}, Thiếu kinh phí tuyên truyền"
    ]
    assert list(answer(concerns_to_move(office))) == [] == list(answer(concerns_to_move(movers.person("nobody", NEXT))))


def test_the_summary_counts_and_says_each_with_its_answer(movers: Movers) -> None:
    first = movers.raised()
    movers.raised(unit="dn-24616", day=date(2022, 8, 1))
    movers.raised(role="department", unit="SXD", day=date(2023, 1, 3))
    office = movers.person("emulation", NEXT)
    first = do(movers, do(movers, first, "take", office), "answer", office, text="Đã bố trí kinh phí")
    found = summed_up(Concern.objects.all(), date(2022, 1, 1), date(2022, 12, 31), date(2023, 2, 1))
    assert [fact.concern.unit.code for fact in found.facts] == ["dn-24751", "dn-24616"]
    assert (found.by_kind[0], found.by_state) == (("khó khăn, vướng mắc", 2), [("chờ tiếp nhận", 1), ("đã trả lời", 1)])
    assert (found.late, found.transferred) == (1, 0)
    sheet = summary_sheet(found, date(2023, 2, 1))
    [table] = [block for block in sheet.blocks if isinstance(block, Table)]
    assert table.rows[0][1:] == (
        "Xã Nhân Cơ", "Thiếu kinh phí tuyên truyền. Xã chưa có kinh phí in pano.", "Sở Nội vụ", "05/08/2022",
        "Đã trả lời. Đã bố trí kinh phí",
    )  # fmt: skip
    assert table.rows[1][4:] == ("15/08/2022 (quá hạn)", "Chờ tiếp nhận")
    nothing = summary_sheet(summed_up(Concern.objects.all(), date(2020, 1, 1), date(2020, 12, 31), NEXT), NEXT)
    assert len(nothing.blocks) == 2


def test_the_list_is_narrowed_and_the_earliest_due_comes_first(movers: Movers) -> None:
    movers.raised(day=date(2022, 8, 1))
    early = movers.raised(unit="dn-24616")
    office = movers.person("emulation", NEXT)
    closed = do(
        movers,
        movers.raised(role="department", unit="SXD", office="VPDP"),
        "withdraw",
        movers.official("department", "SXD", NEXT),
    )
    facts = concern_facts(Concern.objects.all(), date(2022, 8, 10))
    assert (facts[0].concern.pk, facts[0].late, facts[0].outcome) == (early.pk, True, "overdue")
    assert (facts[-1].concern.pk, facts[-1].label) == (closed.pk, "đơn vị đã rút")
    rows = Concern.objects.all()
    assert narrowed(rows, state="owed").count() == 2 and narrowed(rows, state="withdrawn").count() == 1
    assert narrowed(rows, office="VPDP").count() == 1 and narrowed(rows, kind="proposal").count() == 0
    assert narrowed(rows, year="2022").count() == 3 and office.may("concern.answer")


def test_the_database_holds_what_must_never_be_false(movers: Movers) -> None:
    concern = movers.raised()
    for write in (
        lambda: Concern.objects.update(state="khác"),
        lambda: Concern.objects.update(text=""),
        lambda: Concern.objects.update(office=concern.unit),
        lambda: ConcernStep.objects.update(act="transfer", to=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
