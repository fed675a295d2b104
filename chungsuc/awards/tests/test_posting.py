"""Postings before the council: how long, what is proved, what people said; the tenth day and the day before it."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import AwardRefused, Stale
from chungsuc.awards.actions import posting as actions
from chungsuc.awards.facts.answering import upheld_of
from chungsuc.awards.facts.posting import posting_verdict, posting_verdicts
from chungsuc.awards.models import Dossier, Objection, PostedLine, Posting
from chungsuc.law.verdicts import Outcome
from chungsuc.rulebook.models import Ruling

from . import dossiers as made

pytestmark = pytest.mark.usefixtures("bare_province")
# By hand: posted on Friday 05/04/2024; 8-12/4 are five working days; 15, 16, 17 three; 18/4 is off (giỗ Tổ); 19/4 the
# ninth; 22/4 the tenth.
SINCE, NINTH, TENTH, AFTER = date(2024, 4, 5), date(2024, 4, 19), date(2024, 4, 22), date(2024, 4, 23)


def posted(*dossiers: Any, since: date = SINCE, **more: Any) -> Posting:
    return actions.post_list(
        dossiers[0].body, dossiers[0].form, [one.pk for one in dossiers], since, acting=made.emulation(since), **more
    )


def objected(posting: Posting, on: date = NINTH, **more: Any) -> Objection:
    said = {"received_on": on, "words": "Diện tích không đúng", "acting": made.emulation(on)} | more
    return actions.record_objection(posting, **said)


def test_a_list_is_posted_for_ten_working_days_by_the_rule_of_the_day_of_receipt() -> None:
    one, two = made.at("content"), made.at("appraised", name="Hoàng Thị Mai")
    posting = posted(one, two)
    assert (posting.days, posting.until) == (10, TENTH)
    assert posting.rule.startswith("10 ngày làm việc, Nghị định 98/2023/NĐ-CP")
    lines = list(PostedLine.objects.order_by("order").values_list("order", "dossier_id", "name", "place", "merit"))
    assert [line[:3] for line in lines] == [(1, one.pk, "Điểu K'Bé"), (2, two.pk, "Hoàng Thị Mai")]
    assert lines[0][4] == one.merit and lines[0][3]
    entry = Entry.objects.get(act="awards.list_posted")
    assert entry.details == {"dossiers": [one.pk, two.pk], "proof": posting.proof}
    assert "K'Bé" not in str(entry.details) + entry.subject_label + entry.reason


def test_the_proof_is_what_anybody_gets_from_the_list_as_it_is_shown() -> None:
    posting = posted(made.at("content"))
    told = {
        "title": posting.title, "form": posting.form, "since": "2024-04-05", "until": "2024-04-22",
        "rule": posting.rule, "lines": [[row.order, row.name, row.place, row.merit] for row in posting.lines.all()],
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert posting.proof == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("day", "outcome"),
    [(SINCE, Outcome.NOT_MET), (NINTH, Outcome.NOT_MET), (TENTH, Outcome.NOT_MET), (AFTER, Outcome.MET)],
)
def test_the_council_waits_until_the_whole_period_is_over(day: date, outcome: Outcome) -> None:
    dossier = made.at("appraised")
    posted(dossier)
    assert posting_verdict(dossier, day).outcome is outcome


def test_before_it_is_posted_and_after_it_was_withdrawn_the_council_waits() -> None:
    dossier = made.at("appraised")
    assert posting_verdict(dossier, AFTER).outcome is Outcome.NOT_MET
    posting = posted(dossier)
    actions.withdraw_posting(posting, reason="Ghi sai tên xã.", acting=made.emulation(AFTER + timedelta(days=7)))
    assert posting_verdict(dossier, AFTER).outcome is Outcome.MET  # as it stood on that day
    assert posting_verdict(dossier, AFTER + timedelta(days=7)).outcome is Outcome.NOT_MET


def test_an_objection_to_one_line_holds_that_line_until_it_is_answered_and_one_to_the_list_holds_all() -> None:
    one, two = made.at("appraised"), made.at("appraised", name="Hoàng Thị Mai")
    posting = posted(one, two)
    about_one = objected(posting, dossier=one.pk)
    told = posting_verdicts([one, two], AFTER)
    assert (told[one.pk].outcome, told[two.pk].outcome) == (Outcome.NOT_MET, Outcome.MET)
    about_all = objected(posting)
    actions.answer_objection(about_one, upheld=False, answer="Đã đo lại.", acting=made.emulation(TENTH))
    assert {verdict.outcome for verdict in posting_verdicts([one, two], AFTER).values()} == {Outcome.NOT_MET}
    actions.answer_objection(about_all, upheld=False, answer="Đã xem.", acting=made.emulation(TENTH))
    assert {verdict.outcome for verdict in posting_verdicts([one, two], AFTER).values()} == {Outcome.MET}


def test_an_objection_to_the_whole_list_that_was_right_holds_all_until_somebody_else_says_why_it_stands() -> None:
    one, two = made.at("appraised"), made.at("appraised", name="Hoàng Thị Mai")
    posting = posted(one, two)
    about_all = objected(posting)
    with pytest.raises(AwardRefused, match="Chỉ ghi việc này khi"):
        actions.keep_list(about_all, reason="x", acting=made.emulation(TENTH, "nguoi-khac"))
    actions.answer_objection(about_all, upheld=True, answer="Đúng là thiếu.", acting=made.emulation(TENTH))
    told = posting_verdicts([one, two], AFTER)
    assert {verdict.outcome for verdict in told.values()} == {Outcome.NOT_MET}
    assert "hãy rút danh sách rồi công khai lại" in told[two.pk].reasons[1].text
    with pytest.raises(AwardRefused, match="không tự quyết định giữ"):
        actions.keep_list(about_all, reason="Không đổi ai.", acting=made.emulation(TENTH))
    with pytest.raises(PermissionDenied):
        actions.keep_list(about_all, reason="Không đổi ai.", acting=made.commune(TENTH))
    other = made.emulation(AFTER, "nguoi-khac")
    with pytest.raises(AwardRefused, match="Chưa ghi vì sao"):
        actions.keep_list(about_all, reason=" ", acting=other)
    kept = actions.keep_list(about_all, reason="Chỉ sai tiêu đề.", acting=other)
    assert (kept.kept_on, kept.kept_by, bool(kept.kept_by_name)) == (AFTER, other.username, True)
    told = posting_verdicts([one, two], AFTER)
    assert {verdict.outcome for verdict in told.values()} == {Outcome.MET}
    assert "Có 1 ý kiến được kết luận là đúng." in told[two.pk].reasons[1].text
    assert posting_verdict(one, TENTH).outcome is Outcome.NOT_MET  # as it stood on that day
    with pytest.raises(Stale):
        actions.keep_list(about_all, reason="Lần nữa.", acting=other)
    entry = Entry.objects.get(act="awards.list_kept")
    assert entry.actor == other.username and "tiêu đề" not in f"{entry.reason}{entry.details}"


def test_an_objection_to_the_whole_list_goes_with_the_list_when_that_is_withdrawn() -> None:
    one = made.at("appraised")
    posting = posted(one)
    about_all = objected(posting)
    actions.answer_objection(about_all, upheld=True, answer="Đúng.", acting=made.emulation(TENTH))
    actions.withdraw_posting(posting, reason="Theo ý kiến.", acting=made.emulation(TENTH))
    with pytest.raises(Stale):
        actions.keep_list(about_all, reason="x", acting=made.emulation(AFTER, "nguoi-khac"))
    again = posted(one, since=AFTER)
    assert posting_verdict(one, again.until + timedelta(days=1)).outcome is Outcome.MET


def test_what_was_changed_after_it_was_posted_is_posted_anew_and_answered_for_in_both_lists() -> None:
    one, two = made.at("content"), made.at("content", name="Hoàng Thị Mai")
    first = posted(one, two)
    about = objected(first, dossier=one.pk)
    Dossier.objects.filter(pk=one.pk).update(merit="Hiến 900 m² đất")
    one.refresh_from_db()
    told = posting_verdicts([one, two], AFTER)
    assert [told[row.pk].outcome for row in (one, two)] == [Outcome.NOT_MET, Outcome.MET]
    assert "đã đổi sau khi công khai" in told[one.pk].reasons[0].text
    with pytest.raises(AwardRefused, match="đã công khai ở danh sách"):
        posted(two, since=AFTER)
    second = posted(one, since=AFTER)
    over = second.until + timedelta(days=1)
    assert posting_verdict(one, second.until).outcome is Outcome.NOT_MET
    assert "Còn 1 ý kiến chưa trả lời." in posting_verdict(one, over).reasons[1].text
    actions.answer_objection(about, upheld=False, answer="Đã đo.", acting=made.emulation(over))
    assert posting_verdict(one, over).outcome is Outcome.MET


def test_what_was_found_right_of_one_dossier_is_not_undone_by_posting_it_anew() -> None:
    one = made.at("appraised")
    posting = posted(one)
    actions.answer_objection(
        objected(posting, dossier=one.pk), upheld=True, answer="Đúng.", acting=made.emulation(TENTH)
    )
    actions.withdraw_posting(posting, reason="Sửa.", acting=made.emulation(TENTH))
    assert upheld_of([one.pk]) == {one.pk: TENTH}


def test_where_the_law_asks_for_no_posting_none_is_made_and_the_council_need_not_wait() -> None:
    dossier = made.at("appraised", form="BK_TINH")
    assert posting_verdict(dossier, AFTER).outcome is Outcome.MET
    with pytest.raises(AwardRefused, match="Không có quy định phải công khai"):
        posted(dossier)


def test_where_nobody_says_for_how_long_a_named_decision_for_the_round_is_needed() -> None:
    round = made.round_of("BK_TTG")
    dossier = made.at("appraised", form="BK_TTG", round=round)
    assert posting_verdict(dossier, AFTER).outcome is Outcome.UNDETERMINED
    with pytest.raises(AwardRefused, match="Chưa có quy định «Công khai danh sách đề nghị Bằng khen của Thủ tướng"):
        posted(dossier)
    ruled = actions.rule_posting(
        round, "BK_TTG", made.RECEIVED, days=10, paper="12/SNV-TĐKT", by_name="Nguyễn Văn A, Giám đốc", on=SINCE,
        reason="Làm như Huân chương.", acting=made.emulation(SINCE),
    )  # fmt: skip
    assert ruled.subject == f"awards.round:{round.pk}"
    posting = posted(dossier)
    assert (posting.days, posting.until) == (10, TENTH) and "12/SNV-TĐKT" in posting.rule
    assert posting_verdict(dossier, AFTER).outcome is Outcome.MET
    with pytest.raises(AwardRefused, match="Đã có quy định"):
        actions.rule_posting(
            round, "BK_TTG", made.RECEIVED, days=5, paper="13", by_name="B", on=SINCE, reason="Khác",
            acting=made.emulation(SINCE),
        )  # fmt: skip
    assert Ruling.objects.count() == 1


def test_a_dossier_received_in_2023_is_ruled_even_on_a_day_of_2024_that_has_the_rule() -> None:
    round = made.round_of("HCLD_3")
    dossier = made.at("appraised", received=date(2023, 12, 29), regime="R2003", round=round)
    with pytest.raises(AwardRefused, match="Chưa có quy định"):
        posted(dossier)
    actions.rule_posting(
        round, "HCLD_3", dossier.received_on, days=7, paper="3/SNV", by_name="A", on=SINCE, reason="NĐ 91",
        acting=made.emulation(SINCE),
    )  # fmt: skip
    assert posted(dossier).days == 7


def test_a_list_of_dossiers_of_two_regimes_stays_for_the_longer_period() -> None:
    round = made.round_of("HCLD_3")
    old = made.at("appraised", received=date(2023, 12, 29), regime="R2003", round=round)
    new = made.at("appraised", round=round, name="Hoàng Thị Mai")
    actions.rule_posting(
        round, "HCLD_3", old.received_on, days=7, paper="3/SNV", by_name="A", on=SINCE, reason="NĐ 91",
        acting=made.emulation(SINCE),
    )  # fmt: skip
    posting = posted(old, new)
    assert posting.days == 10 and posting.rule.startswith("7 ngày làm việc, 3/SNV") and "; 10 ngày" in posting.rule


@pytest.mark.parametrize(
    ("state", "since", "why"),
    [
        ("formal", SINCE, "chỉ công khai khi đang hoặc đã thẩm định"),
        ("content_stopped", SINCE, "chỉ công khai khi đang hoặc đã thẩm định"),
        ("passed", SINCE, "chỉ công khai khi đang hoặc đã thẩm định"),
        ("content", SINCE - timedelta(days=1), "đã qua"),
    ],
)
def test_what_cannot_be_posted_is_told_why(state: str, since: date, why: str) -> None:
    dossier = made.at(state)
    with pytest.raises(AwardRefused, match=why):
        actions.post_list(dossier.body, "HCLD_3", [dossier.pk], since, acting=made.emulation(SINCE))
    assert not Posting.objects.exists()


def test_a_dossier_is_posted_once_until_its_list_was_withdrawn() -> None:
    dossier = made.at("content")
    first = posted(dossier)
    with pytest.raises(AwardRefused, match=f"đã công khai ở danh sách số {first.pk}"):
        posted(dossier)
    actions.withdraw_posting(first, reason="Sai.", acting=made.emulation(SINCE))
    assert posted(dossier).pk != first.pk


def test_only_who_receives_for_the_body_posts_records_answers_and_withdraws() -> None:
    dossier = made.at("content")
    posting = posted(dossier)
    objection = objected(posting)
    for other in (made.commune(NINTH), made.department(NINTH), made.coordinator(NINTH)):
        for act in (
            lambda: actions.post_list(dossier.body, "HCLD_3", [dossier.pk], NINTH, acting=other),  # noqa: B023
            lambda: actions.withdraw_posting(posting, reason="Sai", acting=other),  # noqa: B023
            lambda: actions.record_objection(posting, received_on=NINTH, words="x", acting=other),  # noqa: B023
            lambda: actions.answer_objection(objection, upheld=True, answer="x", acting=other),  # noqa: B023
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_an_answer_is_given_once_and_a_withdrawn_list_takes_nothing_more() -> None:
    posting = posted(made.at("content"))
    objection = objected(posting)
    officer = made.emulation(TENTH)
    actions.answer_objection(objection, upheld=False, answer="Đã xem.", acting=officer)
    with pytest.raises(Stale):
        actions.answer_objection(objection, upheld=True, answer="Khác.", acting=officer)
    actions.withdraw_posting(posting, reason="Sai.", acting=officer)
    with pytest.raises(Stale):
        actions.withdraw_posting(posting, reason="Sai.", acting=officer)
    with pytest.raises(Stale):
        objected(posting, TENTH)
    told = Entry.objects.filter(subject_type="awards.posting").order_by("seq").values_list("act", flat=True)
    assert list(told) == [
        "awards.list_posted", "awards.objection_recorded", "awards.objection_answered", "awards.posting_withdrawn",
    ]  # fmt: skip


def test_neither_the_words_nor_the_sender_of_an_objection_are_in_the_journal() -> None:
    objection = objected(posted(made.at("content")), sender="Lê Văn Tám", words="Ông K'Bé không hiến đất")
    assert objection.sender == "Lê Văn Tám"
    for entry in Entry.objects.all():
        told = f"{entry.subject_label} {entry.details} {entry.reason} {entry.paper}"
        assert "Tám" not in told and "không hiến" not in told


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"words": " "}, "Chưa ghi nội dung ý kiến"),
        ({"received_on": SINCE - timedelta(days=1)}, "Ngày nhận phải từ ngày công khai"),
        ({"received_on": NINTH + timedelta(days=1)}, "Ngày nhận phải từ ngày công khai"),
        ({"dossier": 999_999}, "không có trong danh sách"),
    ],
)
def test_an_objection_is_told_in_full(more: dict[str, Any], why: str) -> None:
    posting = posted(made.at("content"))
    with pytest.raises(AwardRefused, match=why):
        objected(posting, **more)
