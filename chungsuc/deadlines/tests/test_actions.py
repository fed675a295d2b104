"""Reasons, wishes for a later day and their answers: who may, what is refused, what is recorded, who wins."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.deadlines import actions, events
from chungsuc.deadlines.actions import DueRefused, NotYours, Stale
from chungsuc.deadlines.facts import dues_on
from chungsuc.deadlines.models import Excuse, Feed, LateReason
from chungsuc.deadlines.rules import State, hashed
from chungsuc.deadlines.tests.planted import DUE_ON, SOURCE, obligation, planted
from chungsuc.organisations.access import Person, person_on
from tests.province import Province

LATE = DUE_ON + timedelta(days=4)  # Tuesday: two working days late
LONGER = date(2024, 3, 15)


def who(province: Province, name: str, day: date = LATE) -> Person:
    return person_on(province.account(name), day)


def acts() -> list[tuple[str, str, str]]:
    rows = Entry.objects.filter(act__in=events.LABELS).order_by("seq")
    return [(row.act, row.actor, row.unit_code) for row in rows]


def state(day: date) -> State:
    [fact] = dues_on(day, None, [SOURCE]).facts
    return fact.state


def test_a_late_unit_tells_why_and_the_former_reason_stays(bare_province: Province) -> None:
    with planted(obligation("SXD")) as key:
        actions.give_late_reason(key, reason=" Chờ số liệu xã ", by=who(bare_province, "department"))
        actions.give_late_reason(key, reason="Đã đủ, đang ký", by=who(bare_province, "department", LATE + timedelta(1)))
        assert [fact.reason for fact in dues_on(LATE, None, [SOURCE]).facts] == ["Chờ số liệu xã"]
        assert [fact.reason for fact in dues_on(LONGER, None, [SOURCE]).facts] == ["Đã đủ, đang ký"]
        assert [fact.reason for fact in dues_on(DUE_ON, None, [SOURCE]).facts] == [""]
    assert LateReason.objects.count() == 2
    assert acts() == [(events.LATE_REASON_GIVEN, "department", "SXD")] * 2 and verify_chain() is None


@pytest.mark.parametrize("name", ["front", "emulation", "leader", "inspector", "district", "nobody"])
def test_nobody_else_speaks_for_a_unit(bare_province: Province, name: str) -> None:
    with planted(obligation("SXD")) as key:
        by = who(bare_province, name)
        with pytest.raises(NotYours, match="Chỉ người của đơn vị Sở Xây dựng"):
            actions.give_late_reason(key, reason="Bận", by=by)
        with pytest.raises(NotYours):
            actions.ask_excuse(key, reason="Bận", wanted_until=LONGER, by=by)
    assert acts() == [] and LateReason.objects.count() == Excuse.objects.count() == 0


def test_what_is_not_late_needs_no_reason_and_what_is_done_no_later_day(bare_province: Province) -> None:
    with planted(obligation("SXD", done_on=DUE_ON)) as key:
        by = who(bare_province, "department")
        with pytest.raises(DueRefused, match="đã xong"):
            actions.give_late_reason(key, reason="Bận", by=by)
        with pytest.raises(DueRefused, match="đã xong"):
            actions.ask_excuse(key, reason="Bận", wanted_until=LONGER, by=by)
    with planted(obligation("SXD")) as key, pytest.raises(DueRefused, match="chưa đến hạn"):
        actions.give_late_reason(key, reason="Bận", by=who(bare_province, "department", DUE_ON))
    with planted(obligation("SXD")) as key:
        with pytest.raises(DueRefused, match="Hãy ghi lý do chậm"):
            actions.give_late_reason(key, reason="  ", by=who(bare_province, "department"))
        for no_later in (DUE_ON, LATE):
            with pytest.raises(DueRefused, match="phải sau ngày 05/03/2024") as refused:
                actions.ask_excuse(key, reason="Bận", wanted_until=no_later, by=who(bare_province, "department"))
            assert refused.value.field == "wanted_until"
        with pytest.raises(DueRefused, match="Không còn việc này"):
            actions.give_late_reason(f"{SOURCE}:9:1", reason="Bận", by=who(bare_province, "department"))
    assert acts() == []


def test_a_wish_is_granted_by_whoever_follows_it_and_counts_from_that_day(bare_province: Province) -> None:
    with planted(obligation("SXD")) as key:
        wish = actions.ask_excuse(key, reason="Chờ số liệu", wanted_until=LONGER, by=who(bare_province, "department"))
        assert state(LATE) is State.LATE and dues_on(LATE, None, [SOURCE]).facts[0].asked_until == LONGER
        answered = LATE + timedelta(days=1)
        until = date(2024, 3, 12)
        by = who(bare_province, "emulation", answered)
        actions.grant_excuse(wish, until=until, paper="CV 12/SNV", answer="Đồng ý", by=by)
        assert [state(day) for day in (LATE, answered, until, LONGER)] == [
            State.LATE, State.EXCUSED, State.EXCUSED, State.LATE,
        ]  # fmt: skip
        assert dues_on(answered, None, [SOURCE]).facts[0].asked_until is None
    assert acts() == [(events.EXCUSE_ASKED, "department", "SXD"), (events.EXCUSE_GRANTED, "emulation", "SXD")]
    last = Entry.objects.order_by("-seq")[0]
    assert (last.paper, last.reason, last.details) == ("CV 12/SNV", "Đồng ý", {"until": "2024-03-12"})


def test_a_wish_is_refused_with_a_reason_and_may_be_asked_again(bare_province: Province) -> None:
    with planted(obligation("SXD")) as key:
        by = who(bare_province, "department")
        wish = actions.ask_excuse(key, reason="Chờ số liệu", wanted_until=LONGER, by=by)
        with pytest.raises(DueRefused, match="lý do không đồng ý"):
            actions.refuse_excuse(wish, answer=" ", by=who(bare_province, "coordinator"))
        actions.refuse_excuse(wish, answer="Đã quá lâu", by=who(bare_province, "coordinator"))
        assert state(LATE) is State.LATE
        again = actions.ask_excuse(key, reason="Xin lần nữa", wanted_until=LONGER, by=by)
        with pytest.raises(DueRefused, match="phải sau ngày"):
            actions.grant_excuse(again, until=LATE, by=who(bare_province, "coordinator"))
    assert [act for act, _, _ in acts()] == [events.EXCUSE_ASKED, events.EXCUSE_REFUSED, events.EXCUSE_ASKED]


@pytest.mark.parametrize("name", ["department", "leader", "inspector", "front", "nobody"])
def test_nobody_without_the_right_answers_a_wish(bare_province: Province, name: str) -> None:
    with planted(obligation("SXD")) as key:
        wish = actions.ask_excuse(key, reason="Bận", wanted_until=LONGER, by=who(bare_province, "department"))
        with pytest.raises(NotYours, match="Chỉ Sở Nội vụ hoặc Văn phòng Điều phối"):
            actions.grant_excuse(wish, until=LONGER, by=who(bare_province, name))
    assert Excuse.objects.get().granted is None


def test_nobody_answers_the_wish_of_their_own_unit(bare_province: Province) -> None:
    with planted(obligation("SNV")) as key:
        wish = actions.ask_excuse(key, reason="Bận", wanted_until=LONGER, by=who(bare_province, "emulation"))
        with pytest.raises(NotYours, match="của chính đơn vị mình"):
            actions.grant_excuse(wish, until=LONGER, by=who(bare_province, "emulation"))
        actions.grant_excuse(wish, until=LONGER, by=who(bare_province, "coordinator"))
    assert Excuse.objects.get().granted is True


def test_of_two_answers_and_of_two_wishes_only_one_counts_and_the_other_is_told(bare_province: Province) -> None:
    with planted(obligation("SXD")) as key:
        by = who(bare_province, "department")
        wish = actions.ask_excuse(key, reason="Bận", wanted_until=LONGER, by=by)
        with pytest.raises(Stale, match="đang chờ trả lời"):
            actions.ask_excuse(key, reason="Bận lần hai", wanted_until=LONGER, by=by)
        seen = Excuse.objects.get(pk=wish.pk)
        actions.refuse_excuse(wish, answer="Không", by=who(bare_province, "emulation"))
        with pytest.raises(Stale, match="vừa được Người emulation trả lời: không đồng ý"):
            actions.grant_excuse(seen, until=LONGER, by=who(bare_province, "coordinator"))
    assert [act for act, _, _ in acts()] == [events.EXCUSE_ASKED, events.EXCUSE_REFUSED]


def test_the_tables_hold_what_must_never_be_false(bare_province: Province) -> None:
    with planted(obligation("SXD")) as key:
        row = actions.ask_excuse(key, reason="Bận", wanted_until=LONGER, by=who(bare_province, "department"))
    for broken in (
        {"reason": ""}, {"wanted_until": DUE_ON}, {"granted": True}, {"until": LONGER},
        {"granted": False, "decided_on": LATE, "decided_at": row.at}, {"granted": True, "decided_on": LATE},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Excuse.objects.filter(pk=row.pk).update(**broken)


def test_a_units_successor_speaks_for_what_it_had_not_done(bare_province: Province) -> None:
    day = date(2025, 8, 4)
    with planted(obligation("dn-24751", due=date(2025, 6, 20))) as key:
        actions.give_late_reason(key, reason="Sáp nhập", by=who(bare_province, "commune", day))
        with pytest.raises(NotYours):
            actions.give_late_reason(key, reason="Sáp nhập", by=who(bare_province, "other_commune", day))
    assert acts() == [(events.LATE_REASON_GIVEN, "commune", "dn-24751")]


def test_a_calendar_address_is_made_replaced_and_ended_and_only_its_hash_is_kept(bare_province: Province) -> None:
    by = who(bare_province, "department")
    first, second = actions.make_feed(by), actions.make_feed(by)
    assert first != second and len(second) >= 40
    assert [row.secret_hash for row in Feed.objects.living()] == [hashed(second)]
    assert second not in str(list(Feed.objects.values())) + str(list(Entry.objects.values()))
    assert actions.end_feed(by) is True and actions.end_feed(by) is False
    assert [act for act, _, _ in acts()] == [events.FEED_MADE, events.FEED_MADE, events.FEED_ENDED]
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.update(ended_at=None)
