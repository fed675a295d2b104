"""Who owes what by when: the plan's own duties across closures, the merger of 01/07/2025, and two hundred units."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.movement import registry
from chungsuc.movement.duty_facts import bound_units, duties
from chungsuc.movement.models import Milestone, Plan
from chungsuc.movement.rules.duties import Asked, Audience, Bodies, Body, duties_on, note_of, occurrences, weaker
from chungsuc.movement.tests.movers import LAST, MERGED, Movers
from chungsuc.organisations.models import Identity, Unit
from chungsuc.questions.asking import answer, nothing
from tests.province import Province

REPORT, PLAN, REVIEW, CLOSING = "bao-cao-hang-nam", "ke-hoach-don-vi", "so-ket-2023", "tong-ket-2025"


def audience(code: str = "huyen", **given: object) -> Audience:
    row = {
        "code": code, "name": code, "kinds": ["district"], "units": [], "but": [], "since": "2022-01-01", "until": None,
        "source": "tự đặt", "status": "verified",
    }  # fmt: skip
    return Audience.of(row | given)


def body(pk: int, kind: str = "district", until: date | None = None, heirs: tuple = ()) -> Body:
    return Body(pk, f"u{pk}", kind, f"Đơn vị {pk}", date(2000, 1, 1), until, heirs)


def bodies(*rows: Body) -> Bodies:
    return Bodies({row.id: row for row in rows})


def owed(found: Bodies, day: date, *audiences: Audience) -> dict[int, list[str]]:
    return {pk: [f.code for f in b.formers] for pk, b in found.bound(audiences, day, date(2022, 1, 1)).items()}


CLOSED, AFTER = date(2022, 6, 30), date(2022, 12, 31)


def test_an_audience_binds_its_kinds_but_some_and_its_units_while_it_holds() -> None:
    two = bodies(body(1), body(2), body(3, "commune"))
    assert owed(two, AFTER, audience()) == {1: [], 2: []}
    assert owed(two, AFTER, audience(but=["u2"])) == {1: []}
    assert owed(two, AFTER, audience(kinds=[], units=["u3"])) == {3: []}
    assert owed(two, AFTER, audience(until="2022-12-30")) == {}
    assert owed(two, AFTER, audience(since="2023-01-01")) == {}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([body(1, until=CLOSED)], {}),
        ([body(1, until=CLOSED, heirs=((2, date(2022, 7, 1)),)), body(2)], {2: ["u1"]}),
        ([body(1, until=CLOSED, heirs=((2, date(2022, 7, 1)),)), body(2, "commune")], {2: ["u1"]}),
        (
            [body(1, until=CLOSED, heirs=((2, date(2022, 7, 1)), (3, date(2022, 7, 1)))), body(2), body(3)],
            {2: ["u1"], 3: ["u1"]},
        ),
        (
            [
                body(1, until=date(2022, 3, 31), heirs=((2, date(2022, 4, 1)),)),
                body(2, until=CLOSED, heirs=((3, date(2022, 7, 1)),)),
                body(3),
            ],
            {3: ["u1", "u2"]},
        ),
        ([body(1, until=CLOSED, heirs=((9, date(2022, 7, 1)),))], {}),
        ([body(1, until=CLOSED, heirs=((2, date(2023, 7, 1)),)), body(2)], {2: []}),
        ([body(1, until=date(2021, 12, 30), heirs=((2, date(2021, 12, 31)),)), body(2)], {2: []}),
    ],
    ids=[
        "into nothing",
        "into one that is bound",
        "into one of another kind",
        "into two",
        "twice",
        "unknown",
        "later",
        "before",
    ],
)
def test_a_closed_unit_hands_its_part_on_to_what_it_flowed_into(rows: list[Body], expected: dict) -> None:
    assert owed(bodies(*rows), AFTER, audience()) == expected


def test_who_is_left_out_is_not_bound_by_what_flowed_into_it() -> None:
    found = bodies(body(1, until=CLOSED, heirs=((2, date(2022, 7, 1)),)), body(2))
    assert owed(found, AFTER, audience(but=["u2"])) == {}


def test_a_yearly_duty_comes_every_year_of_the_plan_and_no_later() -> None:
    given = {
        "article": "VII.4",
        "status": "verified",
        "opens": None,
        "since": date(2022, 7, 13),
        "until": date(2024, 6, 30),
    }
    yearly = list(occurrences("a", "A", due=date(2022, 2, 28), every_year=True, audiences=(), **given))
    assert [(one.year, one.opens, one.due) for one in yearly] == [
        (2022, date(2022, 2, 28), date(2022, 2, 28)),
        (2023, date(2023, 1, 1), date(2023, 2, 28)),
        (2024, date(2024, 1, 1), date(2024, 2, 28)),
    ]
    late = list(occurrences("a", "A", due=date(2022, 12, 31), every_year=True, audiences=(), **given))
    assert [one.due for one in late] == [date(2022, 12, 31), date(2023, 12, 31)]
    given["opens"] = date(2024, 2, 29)
    leap = list(
        occurrences(
            "a", "A", due=date(2024, 3, 31), every_year=True, audiences=(), **given | {"until": date(2025, 12, 31)}
        )
    )
    assert [one.opens for one in leap] == [date(2024, 2, 29), date(2025, 2, 28)]


def test_a_duty_knows_when_it_was_done_and_how_sure_it_is() -> None:
    asked = [
        Asked("a", "A", "VI.1", "verified", 2022, date(2022, 7, 1), date(2022, 9, 30), (audience(status="recalled"),))
    ]
    found = bodies(body(1), body(2, until=date(2022, 10, 31), heirs=((1, date(2022, 11, 1)),)))
    done = {("a", 2022, 1): date(2022, 9, 1)}

    def told(day: date) -> list[tuple]:
        every = duties_on(asked, found, day, done=done, followed=["a"], worded=lambda one: one.name, elsewhere={})
        return [(duty.unit_id, duty.done_on, duty.status, duty.note) for duty in every]

    assert told(date(2022, 6, 30)) == []
    assert told(date(2022, 8, 31)) == [(1, None, "recalled", ""), (2, None, "recalled", "")]
    ended = "đơn vị kết thúc ngày 31/10/2022, nay là Đơn vị 1"
    assert told(AFTER) == [(1, date(2022, 9, 1), "recalled", ""), (2, None, "recalled", ended)]


def test_the_weaker_of_two_statuses_is_told() -> None:
    assert weaker("verified", "demonstration") == "demonstration"
    assert weaker("verified", "verified") == "verified"
    assert weaker("đoán", "verified") == "đoán"


def test_what_was_taken_over_is_told_by_name() -> None:
    found = bodies(body(1, until=CLOSED, heirs=((2, date(2022, 7, 1)),)), body(2))
    [bound] = found.bound((audience(),), AFTER).values()
    assert note_of(bound, found, AFTER) == "gồm cả phần của Đơn vị 1 (đến 30/06/2022)"


# the real plan


def kinds_bound(milestone: str, year: int, day: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for bound in bound_units(milestone, year, day).values():
        found[bound.body.kind] = found.get(bound.body.kind, 0) + 1
    return found


def test_districts_report_to_their_last_day_and_communes_from_the_next(bare_province: Province) -> None:
    before = kinds_bound(REPORT, 2025, LAST)
    after = kinds_bound(REPORT, 2025, MERGED)
    assert (before["district"], before.get("commune")) == (8, None)
    assert (after.get("district"), after["commune"]) == (None, 28)
    assert kinds_bound(REPORT, 2024, MERGED)["district"] == 8  # what was due while there were districts stays theirs


def test_the_plan_of_a_unit_binds_no_commune_whatever_the_day(bare_province: Province) -> None:
    for day in (date(2022, 8, 1), LAST, MERGED):
        assert "commune" not in kinds_bound(PLAN, 2022, day)


def test_a_department_that_was_merged_hands_its_report_on_and_it_is_said(bare_province: Province) -> None:
    [duty] = [
        duty
        for duty in duties(date(2025, 3, 1), frozenset({Unit.objects.get(code="SNNMT").pk}))
        if (duty.milestone, duty.year) == (REPORT, 2025)
    ]
    assert duty.note == (
        "gồm cả phần của Sở Nông nghiệp và Phát triển nông thôn (đến 28/02/2025), "
        "Sở Tài nguyên và Môi trường (đến 28/02/2025)"
    )


def test_the_office_that_collects_the_reports_owes_the_one_upward_and_none_to_itself(bare_province: Province) -> None:
    office = frozenset({Unit.objects.get(code="SNV").pk})
    named = [(duty.milestone, duty.year) for duty in duties(date(2025, 12, 31), office)]
    assert named == [
        (PLAN, 2022), ("bao-cao-trung-uong", 2022), ("bao-cao-trung-uong", 2023), (REVIEW, 2023),
        ("bao-cao-trung-uong", 2024), ("bao-cao-trung-uong", 2025), (CLOSING, 2025),
    ]  # fmt: skip


def test_a_duty_is_not_told_before_it_can_be_done(bare_province: Province) -> None:
    unit = frozenset({Unit.objects.get(code="dn-666").pk})
    assert [duty.milestone for duty in duties(date(2022, 7, 12), unit)] == []
    assert [duty.milestone for duty in duties(date(2022, 7, 13), unit)] == [PLAN, REPORT]
    assert [(d.milestone, d.year) for d in duties(date(2023, 1, 1), unit)][2:] == [(REPORT, 2023), (REVIEW, 2023)]


@pytest.fixture
def fulfilment() -> Iterator[dict]:
    done: dict[tuple[str, int, int], date] = {}
    kept = dict(registry._fulfilments)
    registry._fulfilments.clear()
    registry.register_fulfilment((PLAN,), lambda units, years: nothing(registry.Known(done)))
    yield done
    registry._fulfilments.clear()
    registry._fulfilments.update(kept)


def test_an_upper_room_says_what_is_done_and_only_of_its_own_milestones(
    bare_province: Province, fulfilment: dict
) -> None:
    unit = Unit.objects.get(code="dn-666").pk
    fulfilment[(PLAN, 2022, unit)] = date(2022, 9, 15)
    fulfilment[(REPORT, 2022, unit)] = date(2022, 9, 15)
    found = {(d.milestone, d.year): d for d in duties(date(2022, 9, 30), frozenset({unit}))}
    assert found[(PLAN, 2022)].done_on == date(2022, 9, 15) and found[(PLAN, 2022)].followed
    assert found[(REPORT, 2022)].done_on is None and not found[(REPORT, 2022)].followed
    assert duties(date(2022, 9, 14), frozenset({unit}))[0].done_on is None


def test_every_duty_of_two_hundred_units_costs_as_much_as_one(bare_province: Province, fulfilment: dict) -> None:
    day = date(2025, 12, 31)
    with CaptureQueriesContext(
        connection,
    ) as few:
        before = len(duties(day, None))
    made = Unit.objects.bulk_create(
        [Unit(code=f"them-{n}", kind="department", since=date(2021, 1, 1)) for n in range(200)]
    )
    Identity.objects.bulk_create(
        [Identity(unit=unit, name=f"Sở thêm {unit.code}", name_key=unit.code, since=unit.since) for unit in made]
    )
    with CaptureQueriesContext(connection) as many:
        every = duties(day, None)
    assert len(every) == before + 200 * 7  # a plan, four reports, two reviews
    assert len(few) == len(many) == 2


def test_a_plan_without_binds_owes_nothing(bare_province: Province) -> None:
    Milestone.objects.update(binds=[])
    assert duties(date(2025, 12, 31), None) == []
    assert bound_units(REPORT, 1999, LAST) == {}


def test_the_calendar_gets_what_somebody_follows(movers: Movers, fulfilment: dict) -> None:
    from chungsuc.movement.dues import duties_due

    unit = movers.unit("SXD").pk
    found = answer(duties_due(date(2022, 10, 3), frozenset({unit})))
    assert [(due.key, due.what, due.due, due.source, due.href) for due in found] == [
        (
            f"movement.duties:ke-hoach-don-vi:2022:{unit}",
            "Xây dựng kế hoạch, hướng dẫn tổ chức triển khai Phong trào thi đua năm 2022",
            date(2022, 9, 30),
            "Mục VI.1 (trong Quý III/2022)",
            "/phong-trao/don-vi/SXD/",
        )
    ]


def test_the_plan_keeps_whom_it_binds_and_tells_a_change(bare_province: Province) -> None:
    plan = Plan.objects.get()
    assert [row["code"] for row in plan.audiences][:2] == ["so-ban-nganh", "so-ban-nganh-bao-cao"]
    assert [(row["by"], len(row["to"])) for row in plan.recipients] == [("province", 7), ("district", 1)]
    assert [phase.name for phase in plan.phases.all()] == [
        "Giai đoạn 2011 - 2015", "Giai đoạn 2016 - 2020", "Giai đoạn 2021 - 2025",
    ]  # fmt: skip
