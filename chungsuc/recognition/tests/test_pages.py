"""The pages: one commune with every actor through forms, what is disabled and why, what nobody else sees."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from chungsuc.law.periods import show_day
from chungsuc.recognition.models import Case, Recognition

from .casework import COMMUNE, DOSSIER, PLACES, START, Office, Walk, met, plain_case, provided

pytestmark = pytest.mark.usefixtures("province")
Send = Callable[..., Any]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def at(settings: Any, client_as: Any, office: Office) -> Send:
    """`at(day, who, address, **form)`: opens an address, or sends a form, on a day as somebody."""

    clients: dict[str, Any] = {}

    def sent(day: date, who: str, address: str, **form: Any) -> Any:
        settings.TODAY = day.isoformat()
        if who not in clients:
            clients[who] = client_as(office.account(who))
        client = clients[who]
        return client.post(address, form) if form else client.get(address)

    return sent


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def step(at: Send, case: Case, day: date, who: str, act: str, **typed: Any) -> None:
    """Takes a step through its form; what the form does not ask is ignored."""
    case.refresh_from_db()
    given = {"on": show_day(day), "paper": "01/BC", "reason": "vì bài thử", "version": case.version, **typed}
    form = {f"{act}-{name}": value for name, value in given.items()}
    answer = at(day, who, f"/cong-nhan/{case.pk}/", viec=act, **form)
    assert answer.status_code == 303, text_of(answer)
    case.refresh_from_db()


def test_one_commune_goes_through_every_page_to_the_announcement(at: Send, office: Office) -> None:
    day = START
    form = {"unit": COMMUNE, "level": "xa_ntm", "year": "2023", "on": show_day(day)}
    answer = at(day, "commune", "/cong-nhan/moi/", **form)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/cong-nhan/{case.pk}/")
    step(at, case, day, "commune", "assess")
    step(at, case, day, "commune", "report")
    here = f"/cong-nhan/{case.pk}"
    posting = {"niem-yet-on": show_day(day), "niem-yet-places": PLACES, "niem-yet-proof": "Biên bản 01"}
    assert at(day, "commune", f"{here}/niem-yet/", viec="niem-yet", **posting).status_code == 303
    for number in range(5):
        on = show_day(day + timedelta(days=number))
        cast = {"phat-thanh-on": on, "phat-thanh-at": "sáng"}
        sent = at(day + timedelta(days=5), "commune", f"{here}/niem-yet/", viec="phat-thanh", **cast)
        assert sent.status_code == 303
    shown = text_of(at(day + timedelta(days=8), "commune", f"{here}/"))
    assert "ngày thứ 9, phải đủ 15 ngày (đến hết 15/02/2024)" in shown
    assert "Chưa kết thúc niêm yết, hoàn thiện hồ sơ được" in shown
    day += timedelta(days=15)
    opinion = {"body": "mttq", "outcome": "agrees", "on": show_day(day), "paper": "05/MTTQ", "text": ""}
    assert at(day, "commune", f"{here}/y-kien/", **opinion).status_code == 303
    step(at, case, day, "commune", "complete")
    for code in DOSSIER:
        item = {"code": code, "paper": f"Văn bản {code}", "on": show_day(day)}
        assert at(day, "commune", f"{here}/ho-so/", **item).status_code == 303
    step(at, case, day, "commune", "submit")
    step(at, case, day, "district", "return", reason="Thiếu chữ ký.")
    assert "Thiếu chữ ký." in text_of(at(day, "commune", f"{here}/"))
    step(at, case, day, "commune", "resume")
    step(at, case, day, "commune", "submit")
    step(at, case, day, "district", "pass_check")
    with provided(satisfaction=met(), council_vote=met()):
        step(at, case, day, "district", "forward")
        confirm(at, case, day)
        step(at, case, day, "ntm_coordinator", "to_council")
        walk = Walk(office, day, case)
        walk.to("submitted")
        assert "1</b> hồ sơ đã trình" in text_of(at(day, "province_leader", "/cong-nhan/cho-ky/"))
        signed = {"number": "500/QĐ-UBND", "signer": "Chủ tịch", "certificate": "B-7"}
        step(at, case, day, "province_leader", "decide", **signed)
    step(at, case, day + timedelta(days=20), "district", "announce")
    entry = Recognition.objects.get(decision_number="500/QĐ-UBND")
    assert (entry.for_year, entry.signed_on, entry.announced_on) == (2023, day, day + timedelta(days=20))
    last = text_of(at(day + timedelta(days=21), "commune", f"{here}/"))
    assert "Đã công bố" in last or "đã công bố" in last
    assert "500/QĐ-UBND" in last and "B-7" in last


def confirm(at: Send, case: Case, day: date) -> None:
    """Every body confirms its condition and appraises its parts, each on its own page."""
    from chungsuc.recognition.access import body_on
    from chungsuc.recognition.casefile import CaseFile
    from chungsuc.recognition.conditions.examining import appraised_parts, demanded_statements

    file, address = CaseFile(case, day), f"/cong-nhan/{case.pk}/tham-dinh/"
    given = {"outcome": "met", "on": show_day(day), "paper": "9/XN", "text": "", "number": ""}
    wanted = [("xac-nhan", i["code"], getattr(body_on(i["body"], day), "code", "")) for i in demanded_statements(file)]
    wanted += [("tham-dinh", part, body.code) for part, body in appraised_parts(file).items()]
    for act, part, body in wanted:
        form = {f"{act}-{name}": value for name, value in {**given, "part": part}.items()}
        answer = at(day, f"department:{body}", address, viec=act, **form)
        assert answer.status_code == 303, text_of(answer)


def test_a_refused_form_keeps_what_was_typed_and_says_where(at: Send) -> None:
    form = {"unit": COMMUNE, "level": "xa_ntm", "year": "2023", "on": "01/08/2022"}
    answer = at(START, "commune", "/cong-nhan/moi/", **form)
    assert answer.status_code == 422
    assert "trước ngày quy định có hiệu lực (02/08/2022)" in text_of(answer)
    assert 'value="01/08/2022"' in text_of(answer)
    assert not Case.objects.exists()


def test_a_form_sent_late_is_refused_with_what_changed(at: Send) -> None:
    case = plain_case(COMMUNE, "registered")
    old = case.version
    step(at, case, START, "commune", "assess")
    form = {"report-on": show_day(START), "report-version": old}
    settled = at(START, "commune", f"/cong-nhan/{case.pk}/", viec="report", **form)
    assert settled.status_code == 303
    told = text_of(at(START, "commune", f"/cong-nhan/{case.pk}/"))
    case.refresh_from_db()
    assert case.state == "assessing"
    assert "Hồ sơ vừa thay đổi: Người commune đã “Bắt đầu tự đánh giá”" in told


def test_acts_of_others_are_absent_and_sending_them_is_forbidden(at: Send) -> None:
    case = plain_case(COMMUNE, "verifying")
    page = text_of(at(START, "commune", f"/cong-nhan/{case.pk}/"))
    assert "Thẩm tra đạt" not in page and "Rút hồ sơ" in page
    form = {"pass_check-on": show_day(START), "pass_check-version": 1, "pass_check-paper": "1"}
    assert at(START, "commune", f"/cong-nhan/{case.pk}/", viec="pass_check", **form).status_code == 403
    assert at(START, "district", f"/cong-nhan/{case.pk}/", viec="assess", **{"assess-version": 1}).status_code == 403
    assert at(START, "inspector", f"/cong-nhan/{case.pk}/", viec="la", x="1").status_code == 404
    case.refresh_from_db()
    assert (case.state, case.version) == ("verifying", 1)


def test_a_case_of_another_commune_does_not_exist_for_this_one(at: Send) -> None:
    case = plain_case("dn-24620")
    parts = ("", "niem-yet/", "niem-yet/in/", "y-kien/", "ho-so/", "tham-dinh/", "quyet-dinh-rieng/")
    for part in parts:
        assert at(START, "commune", f"/cong-nhan/{case.pk}/{part}").status_code == 404
    assert "Quảng Ho" not in text_of(at(START, "commune", "/cong-nhan/"))


@pytest.mark.parametrize(
    ("query", "count"), [("", 3), ("buoc=verifying", 1), ("nam=2022", 1), ("cham=on", 1), ("buoc=dang-xet", 3)]
)
def test_the_list_is_filtered_by_step_year_and_lateness(at: Send, query: str, count: int) -> None:
    plain_case(COMMUNE, "consulting")
    plain_case("dn-24620", "verifying", 2022)
    plain_case("dn-24676", "surveying")  # twenty working days from 01/02/2024 are over in April
    page = text_of(at(date(2024, 4, 1), "ntm_coordinator", f"/cong-nhan/?{query}"))
    assert len(set(re.findall(r"/cong-nhan/(\d+)/", page))) == count


def test_the_procedure_cites_every_row_and_shows_what_is_missing(at: Send) -> None:
    page = text_of(at(START, "commune", "/cong-nhan/trinh-tu/"))
    assert page.count("Căn cứ: ") >= 40
    assert "Điều 5" in page and "131/2025/NĐ-CP" in page
    assert "chưa có quy định" in page and "15 ngày" in page


def test_a_ruling_is_written_by_the_coordinator_and_used_by_this_case(at: Send) -> None:
    case = plain_case(COMMUNE, "verifying")
    address = f"/cong-nhan/{case.pk}/quyet-dinh-rieng/"
    form = {"key": "days:verify", "value": "10", "by_name": "Phó Chủ tịch", "paper": "TB 1", "reason": "Chưa có."}
    assert at(START, "commune", address, **form, on=show_day(START)).status_code == 403
    assert at(START, "ntm_coordinator", address, **{**form, "value": "mười"}, on=show_day(START)).status_code == 422
    assert at(START, "ntm_coordinator", address, **form, on=show_day(START)).status_code == 303
    assert "Hạn <b>22/02/2024</b>" in text_of(at(START, "commune", f"/cong-nhan/{case.pk}/"))


def test_the_recheck_of_a_year_is_judged_by_the_coordinator_and_listed(at: Send) -> None:
    day = date(2024, 6, 1)
    assert at(day, "district", "/cong-nhan/ra-soat/", nam="2023").status_code == 403
    assert at(day, "ntm_coordinator", "/cong-nhan/ra-soat/", nam="2023").status_code == 303
    page = text_of(at(day, "ntm_coordinator", "/cong-nhan/ra-soat/?nam=2023"))
    assert "Còn đạt" in page or "còn đạt" in page
