"""Dossiers of award at every step for a first look: from a draft that lacks its papers to a decision that was signed.

Every step is a real act of somebody, on its own day, and lawful on it: Bằng khen of the province belong to the round
of 2025, so its dossiers stand as of `day` or of the last days of that year; state awards are of `day` itself.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chungsuc.cli import demo_award_papers as papers
from chungsuc.cli.demo_award_papers import MARK, OFFICER, person, unit

OPENED, COUNCIL_MET, LAST = date(2025, 9, 11), date(2025, 9, 22), date(2025, 12, 12)
CLOSES = date(2025, 12, 31)
COMMUNE, OTHER, BODY, OFFICE, ASKED = "ld-24751", "ld-24670", "SXD", "SNV", "STC"
FORM, STATE_FORM = "BK_TINH", "HCLD_3"
ROUND, COUNCIL = f"Tổng kết phong trào năm 2025 ({MARK})", "tham-dinh-trinh-dien"
SHARE = 80  # what the chairman of the demonstration writes down for its sessions
# whom the dossiers are about, beside those of `demo_awards`: name, kind, unit
PEOPLE: Mapping[str, tuple[str, str]] = {
    "Ông Trình Diễn G": ("ca_nhan_nguoi_lao_dong", COMMUNE),
    "Bà Trình Diễn H": ("ca_nhan_nguoi_lao_dong", COMMUNE),
    "Hộ bà Trình Diễn K": ("gia_dinh", COMMUNE),
    "Hộ ông Trình Diễn L": ("gia_dinh", COMMUNE),
    "Bà Trình Diễn M": ("ca_nhan_can_bo", COMMUNE),
    "Ông Trình Diễn N": ("ca_nhan_nguoi_lao_dong", OTHER),
}
ACCOUNTS = {COMMUNE: "xanhanco", OTHER: "xadakgan", BODY: "soxaydung"}


class Days:
    """Working days before a day; a day of a year without its days off gives way to the last one that is known."""

    def __init__(self, day: date) -> None:
        from chungsuc.rulebook.rule_facts import calendar

        self.calendar = calendar()
        self.day = min(day, date(max(self.calendar.years), 12, 1))

    def back(self, count: int) -> date:
        """The day that lies so many working days before."""
        at = self.day
        while count or not self.calendar.is_working(at):
            at -= timedelta(days=1)
            count -= count > 0 and self.calendar.is_working(at)
        return at


def demonstrate(day: date) -> Iterator[str]:
    """Makes the rounds and their dossiers as of `day`, once."""
    _people()
    round = _opened(ROUND, 2025, (FORM,), CLOSES, OPENED)
    yield _decided(round)
    days = Days(min(day, LAST))
    live = Days(day)
    yield _appraising(round, days, live.day)
    yield _sampled(round, days)
    yield _in_hand(round, days)
    yield _before_the_council(round, days, live.day)
    yield _posted(live)
    if day > CLOSES:
        _closed(round)


def _people() -> None:
    """Those whom the dossiers are about, each with an achievement that an office confirmed."""
    from chungsuc.awards.actions import Achieved, judge_achievement, record_achievement, register

    for name, (kind, code) in PEOPLE.items():
        who, judge = person(ACCOUNTS[code], OPENED), person("soxaydung", OPENED)
        subject = register(kind=kind, unit=unit(code), name=name, acting=who)
        achieved = Achieved("land", date(2025, 8, 18), f"Hiến đất mở rộng đường liên thôn ({MARK})", Decimal(200))
        made = record_achievement(subject, achieved, office=unit(BODY), acting=who)
        judge_achievement(made, "confirm", made.version, reason=f"Đã xem biên bản ({MARK}).", acting=judge)


def _opened(name: str, year: int, forms: tuple[str, ...], until: date, on: date) -> Any:
    from chungsuc.awards.actions.rounds import Opening, open_round
    from chungsuc.organisations.models import Unit

    body = Unit.objects.on(on).get(kind="province")
    told = Opening(name, year, forms, until, paper=f"Hướng dẫn 10/HD-SNV ({MARK})")
    return open_round(body, told, acting=person(OFFICER, on))


def _closed(round: Any) -> None:
    from chungsuc.awards.actions.rounds import close_round

    close_round(round, round.version, acting=person(OFFICER, CLOSES))


def _drafted(round: Any, name: str, on: date, *, form: str = FORM) -> Any:
    """A dossier begun out of the line of the round's list, by the subject's own unit."""
    from chungsuc.awards.actions.dossiers import draft
    from chungsuc.awards.models import Listing

    line = Listing.objects.select_related("subject", "subject__unit").get(
        round=round, form=form, subject__name=name, subject__unit__code__in=[*ACCOUNTS, "td-thon-1"]
    )
    home = line.subject.unit.code if line.subject.unit.code in ACCOUNTS else COMMUNE
    who = person(ACCOUNTS[home], on)
    return draft(line.subject, form, proposer=unit(home), acting=who, round=round, listing=line)


def _sent(round: Any, name: str, on: date, *, form: str = FORM) -> Any:
    """A dossier with its papers and the nominee's word, handed in."""
    from chungsuc.awards.actions.consents import answer_by_code, make_code
    from chungsuc.awards.actions.handing import submit

    made = _drafted(round, name, on, form=form)
    who = person(ACCOUNTS[made.proposer.code], on)
    papers.put_in(made, who)
    if not made.subject.itself:
        made.refresh_from_db()
        answer_by_code(make_code(made, made.version, acting=who), agrees=True, day=on)
    made.refresh_from_db()
    return submit(made, made.version, acting=who)


def _received(made: Any, on: date) -> Any:
    from chungsuc.awards.actions.appraising import receive

    made.refresh_from_db()
    return receive(made, made.version, acting=person(OFFICER, on))


def _checked(made: Any, on: date) -> Any:
    """Every component was found in order; the clock of the appraisal begins."""
    from chungsuc.awards.actions.appraising import pass_formal

    _found(made, "formal", on)
    made.refresh_from_db()
    return pass_formal(made, made.version, acting=person(OFFICER, on))


def _appraised(made: Any, on: date) -> Any:
    """Every line of the content was looked at; the dossier waits for the council."""
    from chungsuc.awards.actions.appraising import appraise

    _found(made, "content", on)
    made.refresh_from_db()
    return appraise(made, made.version, acting=person(OFFICER, on), reason=f"Hồ sơ đúng, đủ ({MARK}).")


def _found(made: Any, kind: str, on: date) -> None:
    from chungsuc.awards.actions.appraising import record_finding
    from chungsuc.awards.facts.checking import findable

    made.refresh_from_db()
    for line in findable(made, kind, on):
        if line.result != "met":
            note = f"Đã đối chiếu hồ sơ, giấy tờ ({MARK})."
            record_finding(made, kind=kind, line=line.line, met=True, note=note, acting=person(OFFICER, on))


def _decided(round: Any) -> str:
    """Two workers whom the council passed: one decision was signed, the other waits for the leader."""
    from chungsuc.awards.actions.appraising import announce
    from chungsuc.awards.actions.deciding import Signed, prepare_decision, take_decision

    made = [_sent(round, name, OPENED) for name in ("Ông Trình Diễn G", "Bà Trình Diễn H")]
    for one in made:
        _received(one, OPENED)
        _checked(one, date(2025, 9, 15))
        _appraised(one, date(2025, 9, 17))
    papers.voted(COUNCIL, [one.pk for one in made], date(2025, 9, 17), COUNCIL_MET, SHARE)
    told = date(2025, 9, 23)
    officer = person(OFFICER, told)
    for one in made:
        one.refresh_from_db()
    announce([(one.pk, one.version) for one in made], acting=officer, paper=f"Thông báo 20/TB-SNV ({MARK})")
    lists = [prepare_decision(one.body, FORM, [one], acting=officer, round=round) for one in made]
    signed = Signed(f"30/QĐ-UBND ({MARK})", date(2025, 9, 26), f"Chủ tịch UBND tỉnh ({MARK})")
    take_decision(lists[0], lists[0].version, signed, acting=person("lanhdao", signed.on))
    return f"Quyết định khen thưởng: một đã ký, vào sổ; một danh sách chờ lãnh đạo ký ({MARK})."


def _appraising(round: Any, days: Days, day: date) -> str:
    """A household that may go to the council; an enterprise about which one agency was silent and one is asked."""
    from chungsuc.awards.actions.consulting import ask, record_silence

    ready = _ready(round, "Hộ ông Trình Diễn L", days)
    firm = _checked(_received(_sent(round, "Công ty TNHH Trình Diễn B", days.back(9)), days.back(8)), days.back(7))
    silent = ask(
        firm, agency=unit(ASKED), about=f"Nghĩa vụ tài chính của doanh nghiệp ({MARK})",
        acting=person(OFFICER, days.back(7)), due_on=days.back(4),
    )  # fmt: skip
    record_silence(silent, acting=person(OFFICER, days.back(3)))
    about = f"Chất lượng công trình doanh nghiệp đã góp ({MARK})"
    ask(firm, agency=unit(BODY), about=about, acting=person(OFFICER, day), due_on=day + timedelta(days=7))
    return f"Thẩm định: hồ sơ số {ready.pk} chờ Hội đồng, số {firm.pk} chờ một cơ quan, một cơ quan im lặng ({MARK})."


def _ready(round: Any, name: str, days: Days) -> Any:
    made = _checked(_received(_sent(round, name, days.back(12)), days.back(11)), days.back(9))
    return _appraised(made, days.back(3))


def _sampled(round: Any, days: Days) -> str:
    """A village in appraisal, a sample of the round, and a visit that the commune has not countersigned."""
    from chungsuc.awards.actions.visits import announce_draw, draw_sample, record_visit
    from chungsuc.awards.models import Dossier

    _checked(_received(_sent(round, "Thôn Trình Diễn", days.back(10)), days.back(9)), days.back(8))
    source = f"Số công bố hằng ngày của một cơ quan khác ({MARK})"
    asked = announce_draw(round, seed_source=source, seed_day=days.back(2), acting=person(OFFICER, days.back(3)))
    sample = draw_sample(asked, seed="812345", acting=person(OFFICER, days.back(2)))
    report = f"Đã đến tận nơi, đo lại đường, hỏi người dân ({MARK})."
    seen: dict[str, Any] = {
        "why": "sample",
        "visited_on": days.back(1),
        "right": True,
        "report": report,
        "sample": sample,
    }
    drawn = Dossier.objects.get(pk=sample.drawn[0])
    record_visit(drawn, **seen, acting=person(OFFICER, days.back(1)))
    return f"Chọn ngẫu nhiên hồ sơ số {drawn.pk} để kiểm tra thực tế, chờ xã ký xác nhận ({MARK})."


def _in_hand(round: Any, days: Days) -> str:
    """One handed in, one in the check of form, two that their unit supplements, one draft that lacks its papers."""
    from chungsuc.awards.actions.appraising import stop_content, stop_formal

    _sent(round, "Bà Trình Diễn M", days.back(1))
    _received(_sent(round, "Xã Nhân Cơ", days.back(3)), days.back(2))
    formal = _received(_sent(round, "Ông Trình Diễn N", days.back(6)), days.back(5))
    missing = f"Biên bản họp chưa có chữ ký của thư ký ({MARK})."
    stop_formal(formal, formal.version, missing=missing, acting=person(OFFICER, days.back(3)))
    content = _checked(_received(_sent(round, "Bà Trình Diễn D", days.back(8)), days.back(7)), days.back(6))
    missing = f"Giấy xác nhận 40 hộ đã hiến đất ({MARK})."
    stop_content(content, content.version, missing=missing, acting=person(OFFICER, days.back(2)))
    draft = _drafted(round, "Hợp tác xã Trình Diễn Đ", days.back(1))
    return f"Chờ đơn vị bổ sung: hồ sơ số {formal.pk}, {content.pk}; đang soạn, thiếu giấy tờ: số {draft.pk} ({MARK})."


def _before_the_council(round: Any, days: Days, day: date) -> str:
    """A department whose dossier the members already read."""
    made = _ready(round, "Sở Xây dựng", days)
    papers.convened(COUNCIL, [made.pk], day, day + timedelta(days=14))
    return f"Phiên họp Hội đồng xét khen thưởng: hồ sơ số {made.pk}, đã gửi tài liệu ({MARK})."


def _posted(days: Days) -> str:
    """A household proposed for a state award: its list is public, somebody objected, the Front is asked."""
    from chungsuc.awards.actions.consulting import ask
    from chungsuc.awards.actions.posting import post_list, record_objection, rule_posting

    day, until = days.day, days.day + timedelta(days=60)
    name = f"Đề nghị khen thưởng cấp Nhà nước năm {day.year} ({MARK})"
    round = _opened(name, day.year, (STATE_FORM,), until, days.back(12))
    made = _received(_sent(round, "Hộ bà Trình Diễn K", days.back(11), form=STATE_FORM), days.back(10))
    _checked(made, days.back(9))
    officer = person(OFFICER, days.back(8))
    said = {"paper": f"12/SNV-TĐKT ({MARK})", "by_name": f"Giám đốc Sở Nội vụ ({MARK})", "on": officer.day}
    reason = f"Chưa có quy định của thời kỳ này ({MARK})."
    rule_posting(round, STATE_FORM, made.received_on, days=10, reason=reason, acting=officer, **said)
    posting = post_list(made.body, STATE_FORM, [made.pk], days.back(7), acting=person(OFFICER, days.back(7)))
    words = f"Đề nghị xem lại diện tích đất đã hiến ({MARK})."
    received = days.back(2)
    officer = person(OFFICER, received)
    record_objection(
        posting, received_on=received, words=words, acting=officer, dossier=made.pk, sender=f"Một người dân ({MARK})"
    )
    about = f"Việc hiến đất của hộ được đề nghị ({MARK})"
    ask(made, agency=unit("MTTQ"), about=about, acting=person(OFFICER, day), due_on=day + timedelta(days=7))
    return f"Công khai danh sách số {posting.pk}: còn thời gian, một ý kiến chưa trả lời ({MARK})."
