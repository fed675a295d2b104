""" "Việc của tôi": at every step of a case just those see it whose turn it is, with what, why, until when and where."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.cli.demo_work import demonstrate
from chungsuc.cli.setup_demo import ACTOR
from chungsuc.cli.setup_demo import _accounts as accounts_of_the_demonstration
from chungsuc.councils import actions as councils
from chungsuc.councils.models import Session, Turnout
from chungsuc.councils.tests.hall import BY, CONVENED, HELD, Hall, matter, person
from chungsuc.criteria.tests.entry_support import plain_report
from chungsuc.law.periods import WorkingCalendar
from chungsuc.locks import actions as locks
from chungsuc.organisations import work
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.models import Unit
from chungsuc.organisations.work import WorkLine, due_words, work_of
from chungsuc.oversight.tests.surveys import begun
from chungsuc.pledges.tests import pledging
from chungsuc.recognition import actions
from chungsuc.recognition.tests.casework import COMMUNE, START, Office, Walk, met, plain_case, provided
from tests.province import Province
from tests.test_case_screens import asked_households
from tests.test_query_budgets import MY_WORK
from tests.test_work_screens import asked

STEPPED = ("Xét công nhận", "Xác nhận, thẩm định hồ sơ công nhận", "Lấy ý kiến sự hài lòng", "Phiên họp Hội đồng")
ROLES = ("commune", "district", "ntm_coordinator", "province_leader", "fatherland_front", "inspector")
SHOWN = date(2025, 10, 1)  # a day of the demonstration
CALENDAR = WorkingCalendar(frozenset({date(2024, 2, 12)}), frozenset(), frozenset({2024}))


@pytest.mark.parametrize(
    ("until", "today", "words"),
    [
        (date(2024, 2, 14), date(2024, 2, 8), ("còn 3 ngày làm việc (đến 14/02/2024)", False)),
        (date(2024, 2, 14), date(2024, 2, 14), ("hạn chót 14/02/2024", False)),
        (date(2024, 2, 14), date(2024, 2, 16), ("quá 2 ngày làm việc (hạn 14/02/2024)", True)),
        (date(2024, 2, 16), date(2024, 2, 17), ("quá hạn 16/02/2024", True)),
        (date(2030, 2, 14), date(2030, 2, 16), ("đến 14/02/2030", True)),
    ],
)
def test_what_is_left_is_told_in_working_days(until: date, today: date, words: tuple[str, bool]) -> None:
    assert due_words(until, today, CALENDAR) == words


def lines(walk: Walk, who: str) -> list[WorkLine]:
    """What waits for somebody of the procedure, on its day."""
    groups = work_of(walk.office.person(who, walk.day))
    return [line for group in groups if group.title in STEPPED for line in group.lines]


@pytest.mark.parametrize(
    ("state", "whose", "words"),
    [
        ("registered", "commune", "bắt đầu tự đánh giá"),
        ("assessing", "commune", "lập báo cáo"),
        ("consulting", "commune", "niêm yết, thông báo, lấy ý kiến"),
        ("completing", "commune", "hoàn thiện hồ sơ rồi trình"),
        ("verifying", "district", "thẩm tra hồ sơ"),
        ("surveying", "fatherland_front", "lập cuộc lấy ý kiến"),
        ("appraising", "ntm_coordinator", "theo dõi thẩm định"),
        ("voting", "ntm_coordinator", "triệu tập Hội đồng"),
        ("submitted", "province_leader", "quyết định công nhận"),
        ("recognised", "district", "công bố quyết định"),
    ],
)
def test_each_step_waits_for_whoever_takes_it_and_for_nobody_else(
    province: Province, state: str, whose: str, words: str
) -> None:
    walk = Walk(Office())
    with provided(set_met=met(), satisfaction=met(), council_vote=met(), level_conditions=met()):
        case = walk.to(state)
    [line] = lines(walk, whose)
    assert words in line.text and line.text.startswith("Xã Đắk Gằn: ") and not line.overdue
    assert line.href in (f"/cong-nhan/{case.pk}/", "/lay-y-kien/moi/")
    assert [who for who in ROLES if who != whose and lines(walk, who)] == []


def test_a_deadline_is_told_and_a_late_one_marked(province: Province) -> None:
    walk = Walk(Office())
    with provided(set_met=met(), satisfaction=met(), council_vote=met(), level_conditions=met()):
        walk.to("recognised")
    [line] = lines(walk, "district")
    assert line.due.startswith("còn ") and "ngày làm việc (đến " in line.due
    walk.pass_days(90)
    [line] = lines(walk, "district")
    assert line.overdue and line.due.startswith("quá ")


def test_a_posting_tells_its_last_day_and_a_return_its_reason(province: Province) -> None:
    walk = Walk(Office())
    walk.to("consulting")
    actions.start_posting(walk.case, opened_on=START, places=("tru_so",), proof="", **walk.hand())
    assert "(đến 15/02/2024)" in lines(walk, "commune")[0].due
    walk.post()
    walk.hear_front()
    walk.take("complete")
    walk.fill_dossier()
    walk.take("submit")
    walk.take("return", "district", reason="Thiếu chữ ký")
    [line] = lines(walk, "commune")
    assert line.who == "Trả lại: Thiếu chữ ký" and "sửa theo lý do" in line.text


def test_after_the_surveys_result_the_district_goes_on(province: Province) -> None:
    walk = Walk(Office())
    walk.to("surveying")
    assert lines(walk, "district") == []
    walk.case.state = "appraising"  # so that the helper makes the survey
    asked_households(walk.case)
    walk.case.refresh_from_db()
    [line] = lines(walk, "district")
    assert "đã có kết quả hài lòng" in line.text
    assert lines(walk, "fatherland_front") == []


def test_a_department_sees_its_parts_and_its_conditions_until_it_has_spoken(province: Province) -> None:
    walk = Walk(Office())
    with provided(satisfaction=met()):
        walk.to("surveying")
        walk.take("forward", "district")
    own = lines(walk, "department:SXD")
    assert any("thẩm định tiêu chí" in line.text for line in own)
    assert {line.href for line in own} == {f"/cong-nhan/{walk.case.pk}/tham-dinh/"}
    walk.state_conditions()
    walk.appraise_all()
    assert lines(walk, "department:SXD") == []


def test_an_open_case_of_a_commune_that_ended_waits_for_the_office(province: Province) -> None:
    plain_case(COMMUNE, "consulting")
    walk = Walk(Office(), day=date(2025, 8, 1))
    [line] = lines(walk, "ntm_coordinator")
    assert "chuyển sang đơn vị kế thừa" in line.text and line.href == "/cong-nhan/"
    assert lines(walk, "commune") == []


def council_lines(account: Any, day: date) -> list[str]:
    """What sessions ask of an account."""
    groups = [group for group in work_of(person_on(account, day)) if group.title == "Phiên họp Hội đồng"]
    return [line.text.split(": ", 1)[1] for group in groups for line in group.lines]


def test_a_session_waits_for_its_organiser_its_members_its_clerk_and_those_who_sign(bare_province: Province) -> None:
    with matter():
        hall, office, clerk = Hall(), person("van-phong", "ntm_coordinator", "VPDP"), person("tt", "inspector", "TTT")
        session = hall.convened(clerk=clerk)
        assert council_lines(hall.account(1), CONVENED) == ["xem nội dung, khai nếu có liên quan"]
        assert council_lines(office, CONVENED) == ["thêm tài liệu, gửi tài liệu"]
        councils.declare_interest(
            session.items.get(), hall.members[3], kind="other", label="Anh trai", recuse=True, on=CONVENED, by="tv4"
        )
        councils.cancel(session, reason="Dời", by=BY)
        session = hall.voting(marks={5: "letter"})
        assert council_lines(hall.account(1), HELD) == ["bỏ phiếu"]
        assert council_lines(office, HELD) == ["nhận phiếu giấy, đóng bỏ phiếu"]
        assert council_lines(clerk, HELD) == []
        for number in (1, 2, 3, 4):
            hall.vote(session, number)
        assert council_lines(hall.account(1), HELD) == []
        councils.hand_in(session, hall.members[4].pk, channel="letter", by=BY)
        for counter in ("a", "b"):
            councils.count_papers(session, {session.items.get().pk: {"yes": 1}}, by=counter)
        councils.close_voting(session, on=HELD, by=BY)
        Session.objects.filter(pk=session.pk).update(clerk=clerk)
        assert council_lines(hall.account(1), HELD) == council_lines(hall.account(3), HELD) == ["xem và ký biên bản"]
        assert council_lines(hall.account(4), HELD) == []
        assert council_lines(clerk, HELD) == ["kiểm lại phiếu"]


def test_a_request_for_an_opening_waits_for_the_office(bare_province: Province, settings: Any) -> None:
    settings.TODAY = "2025-08-01"
    unit = Unit.objects.get(code="ld-24751")
    lock = locks.set_lock("values", reason="Hết hạn", how_to_ask="Ở đây", by="a", by_name="A")
    locks.ask_opening(lock, unit=unit, reason="Sót số liệu", by="b", by_name="B")
    walk = Walk(Office(), day=date(2025, 8, 1))
    found = [line for g in work_of(walk.office.person("ntm_coordinator", walk.day)) for line in g.lines]
    assert [(line.text, line.who) for line in found] == [
        (f"Xã Nhân Cơ: trả lời đề nghị mở khóa {lock.code}", "Sót số liệu")
    ]


@pytest.mark.parametrize("who", ["commune", "district", "ntm_coordinator", "province_leader", "department:SXD"])
def test_the_page_stays_within_a_dashboards_queries_however_much_waits(
    province: Province, client_as: Callable[[Any], Any], settings: Any, who: str
) -> None:
    walk = Walk(Office())
    settings.TODAY = walk.day.isoformat()
    states = ("consulting", "returned", "verifying", "surveying", "appraising", "voting", "submitted")
    client = client_as(walk.office.account(who))
    for state in states:
        plain_case(COMMUNE, state, 2000 + states.index(state))
    plain_report("dn-24751")
    few = asked(client, "/viec-cua-toi/")
    assert few <= MY_WORK
    for year in range(2008, 2018):
        for state in states[1:]:
            plain_case(COMMUNE if year % 2 else "dn-24751", state, year + 10 * states.index(state))
    assert asked(client, "/viec-cua-toi/") == few


def sessions_of(hall: Hall, clerk: Any, first: int, count: int) -> None:
    """Sessions as rows, in every state in which one asks something of its members, its clerk or its organiser."""
    states = ("convened", "papers_sent", "in_session", "voting", "closed")
    for number in range(first, first + count):
        state = states[number % len(states)]
        closed = {"closed_on": HELD} if state == "closed" else {}
        session = Session.objects.create(
            council=hall.council, matter="other", number=number, convened_on=CONVENED, held_on=HELD, state=state,
            quorum_key="share:council_quorum", convened_by="x", clerk=clerk, **closed,
        )  # fmt: skip
        item = session.items.create(
            order=1, subject="councils.item", key=str(number), label=f"Việc {number}", live=state != "closed",
            share_key="share:council_other", of_key="rule:council_other_of",
        )  # fmt: skip
        Turnout.objects.bulk_create([Turnout(item=item, member=member) for member in hall.members])
        item.interests.create(member=hall.members[4], kind="other", source="declared")


def surveys_of(first: int, count: int) -> None:
    """Surveys under way, and cases that wait for one."""
    for year in range(first, first + count):
        begun(year=year)
        plain_case(COMMUNE, "surveying", year)


def things(client: Any) -> int:
    """How many sessions and surveys the page asks somebody to see to."""
    told = client.get("/viec-cua-toi/").content.decode()
    return int(told.count('href="/hoi-dong/phien/') + told.count('href="/lay-y-kien/'))


@pytest.mark.parametrize("who", ["fatherland_front", "member", "inspector", "ntm_coordinator"])
def test_the_work_of_the_front_a_member_and_the_inspector_costs_the_same_however_much_waits(
    province: Province, client_as: Callable[[Any], Any], settings: Any, who: str
) -> None:
    settings.TODAY = HELD.isoformat()
    office, hall, clerk = Office(), Hall(), person("kiem-phieu", "inspector", "TTT")
    client = client_as({"member": hall.account(1), "inspector": clerk}.get(who) or office.account(who))
    sessions_of(hall, clerk, 1, 5)
    surveys_of(2001, 2)
    few = asked(client, "/viec-cua-toi/")
    waits = things(client)
    sessions_of(hall, clerk, 6, 40)
    surveys_of(2003, 20)
    assert asked(client, "/viec-cua-toi/") == few <= MY_WORK
    assert things(client) > waits > 0


@pytest.mark.parametrize(("units", "tasks"), [(1, 1), (200, 10_000)])
@pytest.mark.parametrize("who", ["SXD", "SNV", "VPDP"])
def test_ten_thousand_tasks_of_two_hundred_units_keep_the_page_within_its_budget(
    bare_province: Province, client_as: Callable[[Any], Any], settings: Any, units: int, tasks: int, who: str
) -> None:
    settings.TODAY = pledging.DAY.isoformat()
    pledging.many(units, tasks)
    assert asked(client_as(pledging.person(who).account), "/viec-cua-toi/") <= MY_WORK


@pytest.fixture
def demonstration(province: Province, settings: Any) -> list[Person]:
    """The demonstration at work: everybody who holds a post, on the days around each change."""
    settings.TODAY = SHOWN.isoformat()
    accounts_of_the_demonstration()
    list(demonstrate(SHOWN, by=ACTOR))
    plain_case(COMMUNE, "returned", 2001)
    plain_case("dn-24751", "surveying", 2002)
    days = (date(2023, 12, 1), date(2025, 6, 30), date(2025, 7, 1), SHOWN)
    people = [person_on(user, day) for user in User.objects.order_by("pk") for day in days]
    return [person for person in people if person.posts]


def one_by_one(asking: Any) -> Any:
    """The answer of an asking whose every queryset is asked alone, by the framework itself."""
    try:
        parts = next(asking)
        while True:
            parts = asking.send({name: list(queryset) for name, queryset in parts.items()})
    except StopIteration as end:
        return end.value


def test_together_the_rooms_tell_everybody_what_they_would_tell_alone(demonstration: list[Person]) -> None:
    sources = work._sources.values()
    told = {
        (person.username, person.day): [
            (title, list(lines)) for title, asks, _ in sources if (lines := one_by_one(asks(person)))
        ]
        for person in demonstration
    }
    found = {
        (person.username, person.day): [(group.title, list(group.lines)) for group in work_of(person)]
        for person in demonstration
    }
    assert found == told
    assert len({title for groups in told.values() for title, _ in groups}) >= 14


def test_nobodys_work_asks_more_than_the_page_may(demonstration: list[Person]) -> None:
    signing_in = 3  # the session, the account, its posts
    for someone in demonstration:
        with CaptureQueriesContext(connection) as queries:
            work_of(someone)
        assert len(queries) + signing_in <= MY_WORK, (someone.username, someone.day)
