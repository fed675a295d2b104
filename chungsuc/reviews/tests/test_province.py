"""The province's report: merged with its origin, edited apart from the figures, approved, sent, received above."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.reviews import actions, events
from chungsuc.reviews.actions import ReportRefused, Stale
from chungsuc.reviews.facts.figures import frozen_facts
from chungsuc.reviews.facts.province import sections_of, segments
from chungsuc.reviews.models import ProvinceVersion, ReportRound, SectionEdit, Sending
from chungsuc.reviews.papers import plan_name
from chungsuc.reviews.tests.office import CUT_OFF, SENT_ON, Office
from chungsuc.reviews.workflow import PROVINCE_ACTS, Move, replay
from chungsuc.typesetting.content import Paragraph
from chungsuc.typesetting.frozen import sheet_of

JANUARY = date(2024, 1, 10)


def section(office: Office, code: str = "ket-qua") -> Any:
    round = ReportRound.objects.get(code="hang-nam-2023")
    found = sections_of(round, office.kind(round), plan_name())
    return next(one for one in found if one.section.code == code)


def edited(
    office: Office, text: str, *, seq: int = 0, code: str = "ket-qua", drop: bool = False, name: str = "emulation"
) -> SectionEdit:
    round = ReportRound.objects.get(code="hang-nam-2023")
    said: dict[str, Any] = {"seq": seq, "by": office.person(name, JANUARY), "today": JANUARY, "drop": drop}
    return actions.edit_section(round, office.kind(round), code, text, **said)


def test_received_paragraphs_are_merged_with_their_origin_and_others_are_not(office: Office) -> None:
    office.received()
    office.sent("front", "MTTQ")  # sent, not yet received
    text = section(office).text
    assert (
        text.endswith("\n[Sở Xây dựng] Làm 3 km đường ở 2 xã.") and "MTTQ" not in text and "[[target.xa_ntm]]" in text
    )


def test_what_a_unit_writes_never_becomes_a_reference_to_a_figure(office: Office) -> None:
    office.received(**{"ket-qua": "Xem [[target.xa_ntm]]."})
    assert section(office).text.endswith("[Sở Xây dựng] Xem [ [target.xa_ntm]].")


def test_the_officers_words_stay_and_the_figures_change_in_place(office: Office) -> None:
    from chungsuc.reviews.tests.test_freezing import recognise

    office.received()
    first = office.frozen()
    edited(office, "Năm nay có [[target.xa_ntm]] xã, vui.", drop=True)

    def read(freeze: Any) -> str:
        known = {fact.key: fact for fact in frozen_facts(freeze)}
        return "".join(part.text for line in segments(section(office).text, known) for part in line)

    assert read(first) == "Năm nay có 36 xã, vui."
    recognise(office, date(2023, 12, 20))
    assert read(office.frozen(day=JANUARY, reason="Bổ sung")) == "Năm nay có 37 xã, vui."


def test_a_figure_is_not_typed_over_silently(office: Office) -> None:
    office.received()
    before = section(office).text
    with pytest.raises(ReportRefused, match="Có số liệu bị bỏ khỏi mục này") as refused:
        edited(office, before.replace("[[target.xa_ntm]]", "40"))
    assert refused.value.field == "drop" and not SectionEdit.objects.exists()
    made = edited(office, before.replace("[[target.xa_ntm]]", "nhiều"), drop=True)
    assert made.dropped == ["target.xa_ntm"]
    assert Entry.objects.get(act=events.EDITED).details["dropped"] == ["target.xa_ntm"]


def test_of_two_officers_who_edit_a_section_the_second_is_told(office: Office) -> None:
    office.received()
    text = section(office).text
    edited(office, f"{text}\nThêm một.")
    with pytest.raises(Stale, match="vừa được người khác sửa"):
        edited(office, f"{text}\nThêm hai.")
    assert edited(office, f"{text}\nThêm ba.", seq=1).seq == 2
    for name in ("leader", "department", "coordinator"):
        with pytest.raises(PermissionDenied):
            edited(office, text, seq=2, name=name)


def test_a_paragraph_that_arrives_after_the_edit_is_told_and_put_at_the_end_on_request(office: Office) -> None:
    office.received()
    edited(office, section(office).text)
    office.received("front", "MTTQ", **{"ket-qua": "Vận động 5 xã."})
    one = section(office)
    assert [origin.reporter.code for origin in one.unmerged] == ["MTTQ"]
    assert one.with_unmerged.endswith("[Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh] Vận động 5 xã.")
    edited(office, one.with_unmerged, seq=1)
    assert section(office).unmerged == []


def test_nothing_is_approved_before_its_figures_are_frozen_and_its_sections_written(office: Office) -> None:
    round = office.opened()
    said: dict[str, Any] = {"approver": "B", "approver_post": "", "paper": "", "today": CUT_OFF}
    with pytest.raises(ReportRefused, match="Số liệu chưa chốt"):
        actions.approve(round, office.kind(round), version=round.version, by=office.person("leader"), **said)
    office.frozen()
    round.refresh_from_db()
    with pytest.raises(ReportRefused, match="còn mục chưa viết"):
        actions.approve(round, office.kind(round), version=round.version, by=office.person("leader"), **said)
    with pytest.raises(PermissionDenied):
        actions.approve(round, office.kind(round), version=round.version, by=office.person("emulation"), **said)


def test_the_report_goes_up_its_receipt_is_written_down_once_and_a_correction_leaves_what_was_sent(
    office: Office,
) -> None:
    round = office.approved()
    version = ProvinceVersion.objects.get()
    said = " ".join(block.text for block in sheet_of(version.sheet).blocks if isinstance(block, Paragraph))
    assert (version.approver, version.number) == ("Trần Văn B", 1) and "36/60 xã" in said
    officer: dict[str, Any] = {"by": office.person("emulation", JANUARY), "today": JANUARY}
    with pytest.raises(ReportRefused, match="Chưa chọn nơi nhận"):
        actions.send(round, [], paper="1/BC", version=round.version, **officer)
    sent = actions.send(
        round, ["Ủy ban nhân dân tỉnh", "Ban TĐKT"], paper="1/BC-UBND", version=round.version, **officer
    )
    with pytest.raises(ReportRefused, match="từ ngày gửi đến hôm nay"):
        actions.write_receipt(sent[0], on=date(2024, 1, 9), note="", **officer)
    actions.write_receipt(sent[0], on=JANUARY, note="Phiếu 3", **officer)
    with pytest.raises(Stale, match="vừa được người khác ghi"):
        actions.write_receipt(Sending.objects.get(pk=sent[0].pk), on=JANUARY, note="", **officer)
    assert Sending.objects.unanswered().count() == 1
    round = ReportRound.objects.get()
    actions.correct(round, reason="Sai một số", version=round.version, **officer)
    round.refresh_from_db()
    assert round.state == "drafting" and ProvinceVersion.objects.get().sendings.count() == 2
    rows = round.events.order_by("seq")
    assert [row.seq for row in rows] == list(range(1, round.version + 1))
    assert replay(PROVINCE_ACTS, [Move(row.act, row.from_state, row.to_state) for row in rows]) == "drafting"
    acts = list(Entry.objects.filter(subject_type="reviews.round").order_by("seq").values_list("act", flat=True))
    assert acts == [events.OPENED, events.FROZEN, events.APPROVED, events.SENT, events.RECEIPT, events.CORRECTED]


def test_what_was_seen_is_what_is_approved(office: Office) -> None:
    office.received()
    office.frozen()
    round = ReportRound.objects.get()
    edited(office, f"{section(office).text}\nThêm.")
    said: dict[str, Any] = {"approver": "B", "approver_post": "", "paper": "", "today": JANUARY}
    with pytest.raises(Stale):
        actions.approve(round, office.kind(round), version=round.version, by=office.person("leader"), **said)


def test_what_an_approved_report_rests_on_is_not_returned(office: Office) -> None:
    from chungsuc.reviews.models import UnitReport

    round = office.approved()
    report = UnitReport.objects.get()
    with pytest.raises(ReportRefused, match="trả báo cáo của tỉnh về bước tổng hợp"):
        actions.send_back(report, reason="x", version=report.version, by=office.person("emulation"), today=SENT_ON)
    actions.reject(round, reason="Sửa", version=round.version, by=office.person("leader"), today=JANUARY)
    actions.send_back(report, reason="x", version=report.version, by=office.person("emulation"), today=JANUARY)


def test_the_movement_and_the_calendar_learn_who_has_reported(office: Office) -> None:
    from chungsuc.organisations.models import Unit
    from chungsuc.questions.asking import answer
    from chungsuc.reviews.dues import reports_due
    from chungsuc.reviews.fulfilment import reported

    report = office.received()
    years = frozenset({2023})
    assert answer(reported(None, years)).done == {("bao-cao-hang-nam", 2023, report.unit_id): SENT_ON}
    dues = {due.unit_id: due.done_on for due in answer(reports_due(SENT_ON, None))}
    assert (len(dues), dues[report.unit_id], set(dues.values())) == (31, SENT_ON, {None, SENT_ON})
    actions.send_back(report, reason="x", version=report.version, by=office.person("emulation"), today=SENT_ON)
    assert answer(reported(None, years)).done == {}
    office.frozen()
    again = office.sent()
    actions.receive(again, version=again.version, by=office.person("emulation"), today=SENT_ON)
    round = ReportRound.objects.get()
    said: dict[str, Any] = {"approver": "B", "approver_post": "", "paper": "", "today": CUT_OFF}
    actions.approve(round, office.kind(round), version=round.version, by=office.person("leader"), **said)
    round.refresh_from_db()
    by = office.person("emulation", JANUARY)
    actions.send(round, ["Ban TĐKT"], paper="1/BC", version=round.version, by=by, today=JANUARY)
    office_id = Unit.objects.get(code="SNV").pk
    assert answer(reported(frozenset({office_id}), years)).done["bao-cao-trung-uong", 2023, office_id] == JANUARY
