"""What the council reads before it votes: the page of a session, the submission and the summaries, line by line."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.awards import voting
from chungsuc.awards.drawing.council import draw_council_submission, draw_council_summary
from chungsuc.awards.facts.council import cases_of
from chungsuc.awards.models import AchievementUse, Bar, Dossier
from chungsuc.awards.rules.briefs import CONTENT, NOT_MET, OPEN, Brief, Checked, points_of
from chungsuc.awards.workflow import CONFIRM
from chungsuc.councils import actions as councils
from chungsuc.councils.facts import record_of
from chungsuc.councils.facts.rules_of_day import session_rules
from chungsuc.councils.models import Session
from chungsuc.councils.papers import SOURCE, minutes_sheet
from chungsuc.councils.tests.hall import BY, Hall
from chungsuc.documents.actions import PaperRefused, draft
from chungsuc.documents.models import Paper
from chungsuc.exemplars.tests.rows import person
from chungsuc.rulebook.actions import record_ruling
from tests.province import Province

from . import papered
from .decided import emulation, somebody, waiting
from .rows import achievement, commune, judged

pytestmark = pytest.mark.usefixtures("bare_province")
BEFORE, AFTER = date(2023, 12, 20), date(2025, 12, 24)
OLD, NEW = "dn-24673", "ld-24751"
EARLY: dict[str, Any] = {
    "received_on": date(2023, 11, 6), "regime": "R2003", "stamp_year": 2023, "drafted_on": date(2023, 11, 1),
}  # fmt: skip


def appraised(name: str = "", kind: str = "ca_nhan_nguoi_lao_dong", *, day: date = AFTER, **more: Any) -> Dossier:
    """A dossier of the commune of a day that waits for the council."""
    early = day == BEFORE
    owner = somebody(name, kind=kind, unit=OLD if early else NEW)
    return waiting(of=owner, state="appraised", **(EARLY if early else {}) | more)


def put_before(day: date) -> list[Dossier]:
    """Four cases of one day: agreed to, a silence, an objection of an agency, one that a person had to look at."""
    asked = day.replace(day=1)
    unit = appraised(kind="xa", day=day, merit="Đạt chuẩn nông thôn mới")
    AchievementUse.objects.filter(dossier=unit, year=2023).update(key=f"recognition:{unit.pk}")
    calm, against = appraised("Điểu K'Bé", day=day), appraised("Nguyễn Thị Minh Khai", day=day)
    left = appraised("Hợp tác xã Nông nghiệp, dịch vụ Đoàn Kết", "hop_tac_xa", day=day)
    for one in (unit, calm, against):
        papered.checked(one, asked, ntm=True if one is unit else None)
    papered.checked(left, asked, left="Đã nhận Bằng khen năm 2019, thành tích khác")
    papered.opinion(calm, "STC", asked, "agrees")
    papered.opinion(against, "STC", asked, "objects", "Còn nợ thuế 12.000.000 đồng")
    papered.opinion(left, "SXD", asked)
    papered.visited(calm, asked)
    papered.visited(left, asked, signed=False)
    return [unit, calm, against, left]


@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=["truoc-01-07-2025", "sau-01-07-2025"])
def test_the_papers_before_the_vote_read_line_by_line(day: date, settings: Any, request: Any) -> None:
    settings.TODAY = day.isoformat()
    session, by = papered.session_of(put_before(day), day), emulation(day)
    when = request.node.callspec.id
    for name, draw in (("to-trinh-hoi-dong", draw_council_submission), ("tom-tat-hoi-dong", draw_council_summary)):
        paper = draw(session, "BK_TINH", by)
        assert draw(session, "BK_TINH", by).pk == paper.pk
        number = f"15/{'TTr' if 'trinh' in name else 'BC'}-SNV"
        papered.held(f"{name}-{when}", papered.final(paper, day, number), day)


def test_a_state_award_tells_its_posting_objections_and_open_cases(settings: Any) -> None:
    settings.TODAY = AFTER.isoformat()
    one = appraised("Điểu K'Bé", form="HCLD_3", received_on=date(2025, 6, 30), regime="R2022A")
    papered.checked(one, date(2025, 11, 3))
    posting = papered.posted([one], date(2025, 11, 3), date(2025, 11, 17))
    for upheld in (False, True, None):
        papered.objected(posting, one, date(2025, 11, 10), upheld=upheld)
    Bar.objects.create(subject=one.subject, kind="inspection", source="Thanh tra tỉnh", since=date(2025, 12, 1), by="x")
    session = papered.session_of([one], AFTER)
    [case] = cases_of(session)
    assert case.disagreement == ("phản ánh chưa trả lời", "phản ánh đúng")
    told = [point.sentence for point in case.points]
    assert told[-5:] == [
        "Phản ánh thứ 1: kết luận là không đúng; trả lời: Đã kiểm tra tại thôn.",
        "Phản ánh thứ 2: kết luận là đúng; trả lời: Đã kiểm tra tại thôn.",
        "Phản ánh thứ 3: chưa trả lời.",
        "Kiểm tra thực tế: chưa có lần nào.",
        "Việc đang làm rõ: từ ngày 01/12/2025, theo Thanh tra tỉnh.",
    ]
    assert not any("Ông B" in words for words in told)  # who objected, and in which words, is told to nobody
    papered.held(
        "tom-tat-hoi-dong-cap-nha-nuoc",
        papered.final(draw_council_summary(session, "HCLD_3", emulation(AFTER)), AFTER, "16/BC-SNV"),
        AFTER,
    )


def test_thirty_seven_cases_keep_their_order_and_cost_as_many_queries_as_one(
    settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.TODAY = AFTER.isoformat()
    made = [appraised(f"Nguyễn Văn {number:02d}") for number in range(37)]
    for one in made:
        papered.checked(one, date(2025, 12, 1))
    papered.opinion(made[30], "STC", date(2025, 12, 1), "objects", "Còn nợ thuế")
    alone = papered.session_of([appraised("Một Mình")], AFTER)
    with django_assert_max_num_queries(16) as asked:
        assert len(cases_of(alone)) == 1
    session = papered.session_of(made, AFTER)
    with django_assert_max_num_queries(len(asked)):
        cases = cases_of(session)
    assert [case.dossier_id for case in cases] == [made[30].pk, *(one.pk for one in made if one is not made[30])]
    paper = draw_council_summary(session, "BK_TINH", emulation(AFTER))
    papered.held("tom-tat-hoi-dong-37", papered.final(paper, AFTER, "15/BC-SNV"), AFTER)


def test_the_page_of_a_session_puts_disagreement_first_and_leads_to_each_paper(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    settings.TODAY = AFTER.isoformat()
    session = papered.session_of(put_before(AFTER), AFTER)
    client, address = client_as(bare_province.account("emulation")), reverse("award_session", args=[session.pk])
    page = client.get(address).content.decode()
    assert len(page.encode()) < 100_000
    order = [page.index(name) for name in ("Nguyễn Thị Minh Khai", "dịch vụ Đoàn Kết", "Điểu K&#x27;Bé")]
    assert order == sorted(order)
    assert "Có ý kiến khác:</b> Sở Tài chính không nhất trí" in page and "im lặng không phải là đồng ý" in page
    assert (
        reverse("award_session", args=[session.pk])
        in client.get(reverse("council_session", args=[session.pk])).content.decode()
    )
    drawn = reverse("award_session_paper", args=[session.pk])
    for asked, kind in (("to-trinh", "to-trinh"), ("tom-tat:BK_TINH", "bao-cao")):
        answer = client.post(drawn, {"viec": asked})
        paper = Paper.objects.get(kind=kind)
        assert (answer.status_code, answer["Location"]) == (303, reverse("paper", args=[paper.pk]))
        assert client.post(drawn, {"viec": asked})["Location"] == answer["Location"]
        assert address in client.get(answer["Location"]).content.decode()  # the paper leads back to the session
    assert Paper.objects.count() == 2
    assert client.post(drawn, {"viec": "tom-tat:BK_TTG"})["Location"] == address  # no case of that form
    assert client.post(drawn, {"viec": "khac"}).status_code == 404


@pytest.mark.parametrize(("name", "seen"), [("leader", 200), ("inspector", 200), ("coordinator", 200), ("department", 404),
                                           ("front", 404), ("commune", 404), ("council", 404)])  # fmt: skip
def test_who_reads_the_cases_of_a_session_and_who_draws_nothing(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any], name: str, seen: int
) -> None:
    settings.TODAY = AFTER.isoformat()
    session = papered.session_of([appraised("Điểu K'Bé")], AFTER)
    client = client_as(bare_province.account(name))
    assert client.get(reverse("award_session", args=[session.pk])).status_code == seen
    answer = client.post(reverse("award_session_paper", args=[session.pk]), {"viec": "to-trinh"})
    assert answer.status_code == (403 if seen == 200 else 404)
    assert not Paper.objects.exists()


def test_a_member_of_the_roll_reads_the_cases_before_the_vote(
    settings: Any, bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    from chungsuc.councils.models import Member

    settings.TODAY = AFTER.isoformat()
    session, account = papered.session_of(put_before(AFTER), AFTER), bare_province.account("council")
    Member.objects.create(
        council=session.council, account=account, full_name="Thành viên", role="member", since=date(2021, 1, 1)
    )
    page = client_as(account).get(reverse("award_session", args=[session.pk])).content.decode()
    assert "Còn nợ thuế 12.000.000 đồng" in page and "Lập tờ trình Hội đồng" not in page


def test_an_empty_session_is_drawn_no_paper_and_only_an_office_draws(settings: Any) -> None:
    settings.TODAY = AFTER.isoformat()
    session = papered.session_of([appraised("Điểu K'Bé")], AFTER)
    with pytest.raises(PaperRefused, match="không soạn văn bản cho cơ quan nào"):
        draw_council_submission(session, "", person("inspector", "TTT", AFTER))
    session.items.all().delete()
    for draw in (draw_council_submission, draw_council_summary):
        with pytest.raises(PaperRefused, match="chưa có hồ sơ khen thưởng nào"):
            draw(session, "BK_TINH", emulation(AFTER))
    assert not Paper.objects.exists()


def test_what_nobody_recorded_is_told_as_open(settings: Any) -> None:
    settings.TODAY = AFTER.isoformat()
    one = appraised(kind="xa")
    papered.visited(one, date(2025, 12, 1), right=False)
    [case] = cases_of(papered.session_of([one], AFTER))
    signs = {point.about: point.sign for point in case.points}
    assert (signs["Thể thức"], signs["Thẩm định"], signs["Văn phòng Điều phối"]) == (OPEN, OPEN, OPEN)
    assert signs["Kiểm tra thực tế"] == NOT_MET
    assert case.disagreement == ("kiểm tra thực tế không đúng như hồ sơ",)


def test_criteria_met_in_the_same_words_are_told_once_and_any_other_by_itself() -> None:
    on = date(2025, 12, 1)

    def told(*lines: tuple[str, bool, str]) -> list[str]:
        brief = Brief(checked=tuple(Checked(CONTENT, line, met, note, on) for line, met, note in lines))
        return [point.sentence for point in points_of(brief)][1 : 1 + len(lines)]

    met = [(f"criterion_{number}", True, "Đã đối chiếu.") for number in range(1, 4)]
    assert told(*met)[0] == "Tiêu chuẩn của nhóm đối tượng: đạt cả 3 tiêu chí; Đã đối chiếu."
    assert "Tiêu chí 2 của nhóm" not in " ".join(told(*met))
    assert told(*met[:2], ("criterion_3", False, "Còn nợ")) == [
        "Tiêu chí 1 của nhóm: đạt; Đã đối chiếu.",
        "Tiêu chí 2 của nhóm: đạt; Đã đối chiếu.",
        "Tiêu chí 3 của nhóm: chưa đạt; Còn nợ.",
    ]
    assert told(met[0]) == ["Tiêu chí 1 của nhóm: đạt; Đã đối chiếu."]


def worthy(name: str, day: date) -> Dossier:
    """A dossier that may be put to the council: of somebody whose achievement was confirmed before it came in."""
    code, received = (NEW, date(2025, 8, 1)) if day == AFTER else (OLD, date(2025, 3, 3))
    owner = somebody(name, unit=code)
    made = achievement(of=owner)
    judged(made, CONFIRM, commune(code, received, name="can-bo-hai"))
    early = {"received_on": received, "regime": "R2022A", "stamp_year": 2025, "drafted_on": received}
    return waiting(of=owner, state="appraised", **({} if day == AFTER else early))


@pytest.mark.parametrize("day", [date(2025, 6, 20), AFTER], ids=["truoc-01-07-2025", "sau-01-07-2025"])
def test_the_minutes_of_the_council_with_the_counting_of_its_ballots(day: date, settings: Any, request: Any) -> None:
    settings.TODAY = day.isoformat()
    hall = Hall(name="Hội đồng Thi đua - Khen thưởng tỉnh", province="ld" if day == AFTER else "dn")
    cases = [worthy(name, day) for name in ("Điểu K'Bé", "Nguyễn Thị Minh Khai")]
    keys = {str(one.pk) for one in cases}
    listed = [one for one in voting.candidates(day) if one.key in keys]
    early = day.replace(day=4)
    session = councils.convene(
        hall.council,
        matter=voting.MATTER,
        candidates=listed,
        held_on=day,
        on=early,
        by=BY,
        place="Hội trường Sở Nội vụ",
    )
    for key, fact in session_rules(session, session.items.all()).items():
        if fact.missing:
            value = {"rule:recused_count": "out", "rule:council_letters": "counted"}.get(key, 80)
            record_ruling(
                key, session.subject, value=value, paper="Thông báo số 01/TB-HĐTĐKT", reason="Quy chế chưa nói.", by=BY,
                by_name="Thành viên 1", on=early,
            )  # fmt: skip
    councils.add_paper(session, title="Báo cáo tóm tắt thành tích", by=BY)
    councils.send_papers(session, on=early, by=BY)
    marks = {one.pk: "present" for one in hall.members[:4]} | {hall.members[4].pk: "absent"}
    councils.mark_attendance(session, marks, by=BY)
    councils.open_voting(councils.open_session(session, on=day, by=BY), on=day, by=BY)
    first, second = (item.pk for item in session.items.order_by("order"))
    for number, choice in enumerate(("yes", "yes", "yes", "no"), 1):
        councils.cast(Session.objects.get(pk=session.pk), hall.account(number), {first: "yes", second: choice})
    councils.close_voting(Session.objects.get(pk=session.pk), on=day, by=BY)
    record = record_of(Session.objects.select_related("council__unit").get(pk=session.pk))
    unit = record.session.council.unit
    key = str(session.pk)
    paper = draft(minutes_sheet(record), unit=unit, by=emulation(day), source=SOURCE, source_key=key)
    papered.held(f"bien-ban-hoi-dong-{request.node.callspec.id}", papered.final(paper, day, "03/BB-UBND"), day)
