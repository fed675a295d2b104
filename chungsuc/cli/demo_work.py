"""Work in progress for a first look: what a commune, a body, the Fatherland Front and a council member find to do.

Every step is a real act on its own day, so that journal and history are whole; every paper says that it is a
demonstration. What is there already is left alone.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chungsuc.cli.demo_scores import demonstrate_scores

MARK = "dữ liệu trình diễn"
SET, COMMUNE, OLD, FRONT, BODY = "xa_ntm_2021_2025", "ld-24751", "dn-24673", "mattran", "SXD"
COUNCIL = "tham-dinh-trinh-dien"
PAPERS = {"to_trinh": "Tờ trình", "bien_ban": "Biên bản họp", "no_dong": "Báo cáo nợ đọng", "hinh_anh": "Ảnh minh họa"}
BEGUN, TWO_TIER = date(2024, 2, 1), date(2025, 7, 1)
# what a plausible commune declares where the answer is a number; any other share is 95 %
FIGURES = {"9.1": "0", "10": "60", "11": "3", "12.1": "75", "12.2": "30", "15.3": "10", "17.1": "60", "17.4": "3"}


def demonstrate(day: date, *, by: str) -> Iterator[str]:
    """Makes what is missing, as of `day`; tells each thing made. Nothing before the units of 2025 exist."""
    from chungsuc.cli import demo_awards, demo_exemplars, demo_reviews
    from chungsuc.cli.demo_budget import estimates
    from chungsuc.cli.demo_movement import movement
    from chungsuc.cli.demo_plans import demonstrate_plans
    from chungsuc.cli.demo_resources import contributions
    from chungsuc.organisations.models import Unit

    if not Unit.objects.on(day).filter(code=COMMUNE).exists():
        return
    yield from _report(day)
    yield from _case_under_way()
    yield from _case_begun(day)
    yield from _survey()
    yield from _session(day, by)
    yield from demonstrate_scores(day)
    yield from demonstrate_plans(day)
    yield from movement(day)
    yield from contributions(day)
    yield from estimates(day)
    yield from demo_reviews.demonstrate(day)
    yield from demo_exemplars.demonstrate(day)
    yield from demo_awards.demonstrate(day, by=by)


def _person(username: str, day: date) -> Any:
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=username), day)


def _report(day: date) -> Iterator[str]:
    """The commune's report of the newest year, at its bodies; one place came back."""
    from chungsuc.criteria import actions
    from chungsuc.criteria.models import Check, CriteriaSet, Indicator, Report
    from chungsuc.organisations.models import Unit

    unit, chosen = Unit.objects.get(code=COMMUNE), CriteriaSet.objects.get(code=SET)
    year = max(each for each in chosen.years if each <= day.year)
    if Report.objects.filter(unit=unit, set=chosen, year=year).exists():
        return
    commune, body = _person("xanhanco", day), _person("soxaydung", day)
    actions.declare(unit, chosen, year, list(_entries()), acting=commune)
    report = actions.send(Report.objects.get(unit=unit, set=chosen, year=year), 0, acting=commune)
    check = Check.objects.filter(report=report, body__code=BODY).order_by("pk")[0]
    place = Indicator.objects.filter(criterion__set=chosen, criterion__no=int(check.part.split(".")[0])).order_by("pk")[
        0
    ]
    reason = "Chưa có tài liệu chứng minh; đề nghị gắn tệp (trình diễn)"
    actions.return_places(check, check.version, [actions.ReturnedPlace(place.measure_id, reason)], acting=body)
    yield f"Báo cáo số liệu năm {year} của xã Nhân Cơ: đang thẩm định, một phần bị trả lại."


def _entries() -> Iterator[Any]:
    from chungsuc.criteria.actions import Entry
    from chungsuc.criteria.facts.sheets import sexes_of
    from chungsuc.criteria.models import Indicator

    for row in Indicator.objects.filter(criterion__set__code=SET).order_by("criterion__no", "position"):
        number = None if row.kind == "boolean" else Decimal(FIGURES.get(row.code, "95"))
        for sex in sexes_of(row):
            flag = True if number is None else None
            yield Entry(row.measure_id, sex, number=number, flag=flag, bare=number is not None, note=MARK)


def _case_under_way() -> Iterator[str]:
    """A case of an old commune, from registration to the appraisal, carried over to the commune it went into."""
    from chungsuc.organisations.models import Unit
    from chungsuc.recognition import actions
    from chungsuc.recognition.actions.saying import Said
    from chungsuc.recognition.models import Case, Level

    unit, level = Unit.objects.get(code=OLD), Level.objects.get(code="xa_ntm")
    if Case.objects.filter(unit=unit, level=level, year=2023).exists():
        return
    day, paper = BEGUN, f"01/BC-UBND ({MARK})"
    commune = {"person": _person("xadakgan", day), "today": day}
    case = actions.register_case(unit, level, 2023, said=Said(day), **commune)
    _step(case, "assess", "xadakgan", day)
    _step(case, "report", "xadakgan", day)
    posted = _consulted(case, day)
    _step(case, "complete", "xadakgan", posted)
    for code, name in PAPERS.items():
        who, named = _person("xadakgan", posted), f"{name} ({MARK})"
        actions.put_in(case, code=code, paper=named, on=posted, person=who, today=posted)
    _step(case, "submit", "xadakgan", posted, paper=paper)
    _step(case, "pass_check", "huyendakmil", posted, paper=paper)
    ended = _asked(case, posted)
    _step(case, "forward", "huyendakmil", ended, paper=paper)
    actions.carry_cases(TWO_TIER, by=MARK)
    yield "Hồ sơ công nhận của xã Đắk Gằn: đã lấy ý kiến hài lòng, đang thẩm định, chuyển sang xã Đắk Mil mới."


def _step(case: Any, act: str, who: str, day: date, *, paper: str = "") -> None:
    from chungsuc.recognition import actions
    from chungsuc.recognition.actions.saying import Said

    case.refresh_from_db()
    actions.take(case, act, person=_person(who, day), version=case.version, said=Said(day, paper=paper), today=day)
    case.refresh_from_db()


def _consulted(case: Any, day: date) -> date:
    """Posted, announced and answered in time; returns the day after the posting."""
    from chungsuc.recognition import actions
    from chungsuc.recognition.casefile import CaseFile, listed

    file = CaseFile(case, day)
    days, times = file.rule("days:posting").whole or 0, file.rule("rule:posting_broadcasts").whole or 0
    places = [item["code"] for item in listed(file.rule("rule:posting_places"))]
    who = _person("xadakgan", day)
    actions.start_posting(
        case, opened_on=day, places=places, proof=f"Biên bản 01/BB-UBND ({MARK})", person=who, today=day
    )
    for number in range(times):
        at = day + timedelta(days=number)
        actions.add_broadcast(case, on=at, at="sáng", person=who, today=at)
    over = day + timedelta(days=days)
    said = {"outcome": "agrees", "paper": f"05/MTTQ-BTT ({MARK})", "text": ""}
    actions.give_opinion(case, body="mttq", on=over, person=who, today=over, **said)
    return over


def _asked(case: Any, day: date) -> date:
    """The survey of the case: ten households, all content; returns the day of its publication."""
    from chungsuc.oversight import actions
    from chungsuc.oversight.facts import survey_rules
    from chungsuc.oversight.models import ALL, SurveyHamlet

    survey = actions.prepare(
        unit=case.unit, level=case.level.code, year=case.year, mode=ALL, by=FRONT,
        hamlets=[("Thôn Nam Định (trình diễn)", 10, 10)], subject="recognition.case", subject_key=str(case.pk),
    )  # fmt: skip
    survey = actions.start(survey, on=day, by=FRONT)
    ballots = {k.code: {c.code: "yes" for c in k.contents} for k in survey_rules(survey, day).kinds}
    for _, code in actions.issue_codes(survey, SurveyHamlet.objects.get(survey=survey), by=FRONT)[:9]:
        actions.answer(survey, code=code, ballots=ballots, on=day + timedelta(days=3))
    ended = (survey.closes_on or day) + timedelta(days=1)
    survey = actions.close(survey, on=ended, by=FRONT)
    actions.conclude(survey, on=ended, paper=f"30/BC-MTTQ ({MARK})", by=FRONT)
    return ended


def _case_begun(day: date) -> Iterator[str]:
    """A case of today's commune, posted a few days ago."""
    from chungsuc.organisations.models import Unit
    from chungsuc.recognition import actions
    from chungsuc.recognition.actions.saying import Said
    from chungsuc.recognition.casefile import CaseFile, listed
    from chungsuc.recognition.models import Case, Level
    from chungsuc.recognition.refusals import StepRefused

    unit = Unit.objects.get(code=COMMUNE)
    if Case.objects.filter(unit=unit).exists():
        return
    begun = max(day - timedelta(days=5), TWO_TIER)
    commune = {"person": _person("xanhanco", begun), "today": begun}
    for level in Level.objects.filter(code__in=("xa_ntm", "xa_ntm_nang_cao")).order_by("-rank"):
        with suppress(StepRefused):
            case = actions.register_case(unit, level, min(begun.year, 2025), said=Said(begun), **commune)
            break
    else:
        return
    _step(case, "assess", "xanhanco", begun)
    _step(case, "report", "xanhanco", begun)
    places = [item["code"] for item in listed(CaseFile(case, begun).rule("rule:posting_places"))]
    actions.start_posting(case, opened_on=begun, places=places, proof=f"Biên bản 02/BB-UBND ({MARK})", **commune)
    actions.add_broadcast(case, on=begun, at="sáng", **commune)
    yield f"Hồ sơ công nhận của xã Nhân Cơ ({case.level.name}): đang niêm yết."


def _survey() -> Iterator[str]:
    """A survey that the Fatherland Front has prepared and not begun."""
    from chungsuc.organisations.models import Unit
    from chungsuc.oversight import actions
    from chungsuc.oversight.models import ALL, Survey

    unit = Unit.objects.get(code=COMMUNE)
    if Survey.objects.filter(unit=unit).exists():
        return
    hamlets = [("Thôn 1 (trình diễn)", 12, 12), ("Bon Bù Dấp (trình diễn)", 8, 8)]
    actions.prepare(unit=unit, level="xa_ntm", year=2025, mode=ALL, by=FRONT, hamlets=hamlets)
    yield "Cuộc lấy ý kiến ở xã Nhân Cơ: đã lập, chờ bắt đầu."


def _session(day: date, by: str) -> Iterator[str]:
    """A council whose papers have gone out, and that meets soon."""
    from chungsuc.accounts.models import User
    from chungsuc.cli.demo_award_cases import Days
    from chungsuc.councils import actions
    from chungsuc.councils.models import Council
    from chungsuc.councils.registry import Candidate
    from chungsuc.organisations.models import Unit

    if Council.objects.filter(code=COUNCIL).exists():
        return
    day = Days(day).day
    council = actions.found_council(
        code=COUNCIL, name="Hội đồng thẩm định (trình diễn)", unit=Unit.objects.get(code="SNV"), since=TWO_TIER,
        paper=f"Quyết định số 12/QĐ-UBND ({MARK})", by=by,
    )  # fmt: skip
    seats = (
        ("Chủ tịch Hội đồng (trình diễn)", "chair", "lanhdao"), ("Thư ký Hội đồng (trình diễn)", "secretary", "thidua"),
        ("Thành viên Hội đồng (trình diễn)", "member", "hoidong"), ("Thành viên thứ tư (trình diễn)", "member", ""),
        ("Thành viên thứ năm (trình diễn)", "member", ""),
    )  # fmt: skip
    for name, role, username in seats:
        account = User.objects.filter(username=username).first() if username else None
        actions.enter_member(council, full_name=name, role=role, since=TWO_TIER, account=account, by=by)
    candidate = Candidate("councils.item", "", "Cho ý kiến về kế hoạch thẩm định các xã năm nay (trình diễn)")
    session = actions.convene(
        council, matter="other", candidates=[candidate], held_on=day + timedelta(days=14), on=day, by=by,
        place="Phòng họp số 1", clerk=User.objects.get(username="thanhtra"),
    )  # fmt: skip
    actions.add_paper(session, title="Dự thảo kế hoạch thẩm định (trình diễn)", by=by)
    actions.send_papers(session, on=day, by=by)
    yield "Phiên họp Hội đồng: đã gửi tài liệu, họp sau hai tuần."
