"""Dossiers before they are received: who may begin one, for what, on which achievements, and what stops it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import AwardRefused, Stale, components, consents, dossiers, handing
from chungsuc.awards.conditions import not_yet
from chungsuc.awards.facts.dossiers import contents_of
from chungsuc.awards.models import Achievement, AchievementUse, ClockStop, Dossier, Listing, Round
from chungsuc.awards.workflow.dossiers import APPRAISED, AWARDED, CONTENT_STOPPED, DRAFT, SUBMITTED, WITHDRAWN
from chungsuc.evidence.tests.documents import put
from chungsuc.organisations.models import Unit
from tests.access_matrix import text_of

from . import proposing, rows
from .proposing import COMMUNE, DAY, YEARLY

pytestmark = pytest.mark.usefixtures("bare_province")
COMMON = {"reason": "Đơn vị xin rút."}


def told(made: Dossier) -> list[str]:
    return list(
        Entry.objects.filter(subject_type="awards.dossier", subject_id=str(made.pk))
        .order_by("seq")
        .values_list("act", flat=True)
    )


def received(made: Dossier, state: str, *, day: date = DAY, stamp: int = 1) -> Dossier:
    """The dossier as a row that came so far: for what follows from its state, not for the way there."""
    said = {"state": state, "received_on": day, "stamp": stamp, "stamp_year": day.year, "regime": "R2003"}
    Dossier.objects.filter(pk=made.pk).update(**said)
    made.refresh_from_db()
    return made


def test_a_commune_begins_a_dossier_and_the_province_decides() -> None:
    made = proposing.drafted()
    assert (made.state, made.body.kind, made.proposer.code, made.regime) == (DRAFT, "province", COMMUNE, "")
    assert [(use.year, use.level, use.live) for use in made.uses.all()] == [(2023, "tinh", False)]
    assert made.merit.startswith("Hiến đất làm đường thôn, lần 1")
    assert [(step.seq, step.act, step.from_state, step.to_state) for step in made.steps.all()] == [
        (1, "draft", "", DRAFT)
    ]
    assert told(made) == ["awards.dossier_drafted"]


def test_the_journal_names_no_person() -> None:
    made = proposing.submitted()
    entries = Entry.objects.filter(subject_type="awards.dossier", subject_id=str(made.pk))
    assert entries.count() == 3
    assert not [entry for entry in entries if "K'Bé" in f"{entry.subject_label}{entry.details}{entry.reason}"]


def test_another_commune_neither_begins_nor_hands_in_nor_withdraws() -> None:
    subject, at = proposing.worthy(), Unit.objects.get(code=COMMUNE)
    stranger = rows.commune("dn-24676", DAY)
    with pytest.raises(PermissionDenied):
        dossiers.draft(subject, "BK_TINH", proposer=at, acting=stranger, round=proposing.round_of())
    made = proposing.agreed(proposing.drafted(subject))
    with pytest.raises(PermissionDenied):
        handing.submit(made, made.version, acting=stranger)
    with pytest.raises(PermissionDenied):
        handing.withdraw(made, made.version, acting=stranger, **COMMON)
    with pytest.raises(PermissionDenied):
        dossiers.edit(made, made.version, merit="Khác", keys=[], acting=stranger)
    made.refresh_from_db()
    assert made.state == DRAFT


def test_a_provincial_praise_in_2024_is_refused_with_the_clause_of_the_plan() -> None:
    subject, day = proposing.worthy(), date(2024, 5, 2)
    with pytest.raises(AwardRefused, match=r"năm 2024 không xét, chỉ xét trong các năm 2023, 2025.*Mục V\.2\.b"):
        proposing.drafted(subject, day=day, round=proposing.round_of(day=day))
    assert Dossier.objects.count() == 0


def test_a_provincial_praise_wants_a_round_that_takes_dossiers_for_it() -> None:
    subject = proposing.worthy()
    with pytest.raises(AwardRefused, match="chỉ xét trong đợt sơ kết, tổng kết"):
        proposing.drafted(subject, round=None)
    with pytest.raises(AwardRefused, match="không xét Bằng khen của Chủ tịch UBND tỉnh"):
        proposing.drafted(subject, round=proposing.round_of(forms=("BK_TTG",), name="Đợt khác"))
    over = proposing.round_of(name="Đợt cũ", day=DAY - timedelta(days=100))
    over.nominate_until = DAY - timedelta(days=1)
    over.save()
    with pytest.raises(AwardRefused, match="không nhận hồ sơ trong ngày hôm nay"):
        proposing.drafted(subject, round=over)


def test_a_round_of_another_commune_takes_nothing_and_is_not_offered(client_as: Any, settings: Any) -> None:
    settings.TODAY = YEARLY.isoformat()
    subject = proposing.worthy(day=YEARLY)
    foreign = proposing.round_of("dn-24751", forms=("GK_XA",), day=YEARLY, name="Giấy khen xã khác")
    own = proposing.round_of(COMMUNE, forms=("GK_XA",), day=YEARLY, name="Giấy khen xã nhà")
    with pytest.raises(AwardRefused, match="không phải của cơ quan xét cho đơn vị này"):
        proposing.drafted(subject, form="GK_XA", day=YEARLY, round=foreign)
    page = text_of(client_as(rows.commune(day=YEARLY).account).get(reverse("award_dossier_new", args=[subject.pk])))
    assert own.name in page and foreign.name not in page
    assert proposing.drafted(subject, form="GK_XA", day=YEARLY, round=own).body.code == COMMUNE


def test_the_round_of_2023_still_takes_a_dossier_that_is_drafted_and_handed_in_in_january_2024() -> None:
    subject, day = proposing.worthy(), date(2024, 1, 15)
    round = proposing.round_of()
    Round.objects.filter(pk=round.pk).update(nominate_until=date(2024, 1, 31))
    round.refresh_from_db()
    made = proposing.submitted(subject, day=day, round=round)
    assert (made.state, made.round_id, made.drafted_on) == ("submitted", round.pk, day)


def test_whether_a_person_is_a_woman_is_kept_changed_and_passed_on_and_of_a_unit_never() -> None:
    made = proposing.drafted(woman=True)
    assert made.woman is True
    keys = [use.key for use in made.uses.all()]
    dossiers.edit(made, made.version, merit="Hiến đất", keys=keys, woman=None, acting=rows.commune(day=proposing.DAY))
    made.refresh_from_db()
    assert made.woman is None
    unit = rows.subject(COMMUNE, kind="xa", name="")
    assert proposing.drafted(unit, form="GK_XA", keys=[], woman=True).woman is None


def test_an_unconfirmed_achievement_is_refused_by_its_words() -> None:
    subject = proposing.worthy()
    rows.achievement(COMMUNE, of=subject, on=date(2023, 6, 1), title="Góp ngày công", kind="labour")
    unconfirmed = subject.achievements.get(title="Góp ngày công")
    with pytest.raises(AwardRefused, match="«Góp ngày công.*» chưa được xác nhận"):
        proposing.drafted(subject, keys=[f"achievement:{unconfirmed.pk}"])
    assert [use.words[:8] for use in proposing.drafted(subject).uses.all()] == ["Hiến đất"]


def test_a_second_dossier_about_the_same_is_refused_and_names_the_first() -> None:
    subject = proposing.worthy()
    first = proposing.drafted(subject)
    with pytest.raises(AwardRefused, match=f"Đã có hồ sơ số {first.pk} về đúng việc này"):
        proposing.drafted(subject)
    handing.withdraw(first, first.version, acting=rows.commune(day=DAY), **COMMON)
    assert proposing.drafted(subject).state == DRAFT


def test_one_achievement_is_the_ground_of_one_dossier_of_a_level() -> None:
    subject = proposing.worthy()
    key = f"achievement:{subject.achievements.get().pk}"
    first = proposing.submitted(subject)
    assert AchievementUse.objects.get(dossier=first).live
    second = proposing.drafted(subject, round=proposing.round_of(name="Đợt hai"), keys=[key])
    assert [words for words in not_yet(second, "submit", DAY) if f"hồ sơ số {first.pk}" in words] != []
    proposing.agreed(second)
    with pytest.raises(AwardRefused, match=f"đang làm căn cứ của hồ sơ số {first.pk}"):
        handing.submit(second, second.version, acting=rows.commune(day=DAY))
    handing.withdraw(first, first.version, acting=rows.commune(day=DAY), **COMMON)
    assert not AchievementUse.objects.get(dossier=first).live
    handing.submit(second, second.version, acting=rows.commune(day=DAY))
    assert Dossier.objects.get(pk=second.pk).state == SUBMITTED


def test_without_the_nominees_word_nothing_is_handed_in_and_a_no_blocks_it() -> None:
    made = proposing.drafted()
    acting = rows.commune(day=DAY)
    with pytest.raises(AwardRefused, match="Chưa có xác nhận của người, tổ chức được đề nghị"):
        handing.submit(made, made.version, acting=acting)
    proposing.agreed(made, agrees=False)
    with pytest.raises(AwardRefused, match="không đồng ý"):
        handing.submit(made, made.version, acting=acting)
    proposing.agreed(made, agrees=True)
    handing.submit(made, made.version, acting=acting)
    made.refresh_from_db()
    assert (made.state, [step.act for step in made.steps.all()]) == (SUBMITTED, ["draft", "submit"])
    assert [consent.replaced for consent in made.consents.all()] == [True, False]


def test_a_unit_of_the_province_needs_no_word_of_its_own() -> None:
    subject = rows.subject(COMMUNE, kind="xa", name="")
    made = proposing.drafted(subject, keys=[], merit="Về đích nông thôn mới")
    with pytest.raises(AwardRefused, match="Đơn vị có tài khoản nên không cần xác nhận riêng"):
        consents.make_code(made, made.version, acting=rows.commune(day=DAY))
    assert not_yet(made, "submit", DAY, whole=False) == (
        "Chưa chọn thành tích làm căn cứ. Hãy chọn trong hồ sơ thành tích của đối tượng.",
    )


def test_what_the_law_does_not_allow_is_refused_with_its_clause_when_it_is_handed_in() -> None:
    made = proposing.agreed(proposing.drafted())
    Achievement.objects.update(on=date(2019, 5, 2))
    with pytest.raises(AwardRefused, match=r"chưa có thành tích nào từ năm 2021.*mục V\.1\.b, V\.2\.b"):
        handing.submit(made, made.version, acting=rows.commune(day=DAY))
    made.refresh_from_db()
    assert made.state == DRAFT


def test_who_saw_an_older_version_is_told_so() -> None:
    made = proposing.agreed(proposing.drafted())
    acting, seen = rows.commune(day=DAY), made.version
    dossiers.edit(made, seen, merit="Hiến 300 m² đất", keys=[use.key for use in made.uses.all()], acting=acting)
    for late in (handing.submit, handing.take_back):
        with pytest.raises(Stale):
            late(made, seen, acting=acting)
    made.refresh_from_db()
    assert (made.state, made.merit, made.version) == (DRAFT, "Hiến 300 m² đất", seen + 1)
    assert told(made)[-1] == "awards.dossier_edited"


def test_taken_back_it_may_be_changed_and_frees_its_achievements() -> None:
    made = proposing.submitted()
    acting = rows.commune(day=DAY)
    with pytest.raises(AwardRefused, match="chưa sửa được"):
        dossiers.edit(made, made.version, merit="Khác", keys=[], acting=acting)
    handing.take_back(made, made.version, acting=acting)
    made.refresh_from_db()
    assert (made.state, AchievementUse.objects.get(dossier=made).live) == (DRAFT, False)


def test_a_withdrawn_dossier_gives_its_line_of_the_list_back() -> None:
    round, subject = proposing.round_of(), proposing.worthy()
    line = Listing.objects.create(
        round=round, subject=subject, form="BK_TINH", outcome="met", lines=[], evidence=[], built_on=DAY
    )
    made = proposing.drafted(subject, round=round, listing=line)
    line.refresh_from_db()
    assert (line.state, made.listing_id) == ("taken", line.pk)
    with pytest.raises(Stale):
        line.state = "waiting"
        Dossier.objects.filter(pk=made.pk).update(state=WITHDRAWN, listing=None)
        proposing.drafted(subject, round=round, listing=line)
    Dossier.objects.filter(pk=made.pk).update(state=DRAFT, listing=line)
    handing.withdraw(made, made.version, acting=rows.commune(day=DAY), **COMMON)
    line.refresh_from_db()
    made.refresh_from_db()
    assert (line.state, made.state, made.listing_id) == ("waiting", WITHDRAWN, None)


def test_a_withdrawal_wants_its_reason() -> None:
    made = proposing.drafted()
    with pytest.raises(AwardRefused, match="Chưa ghi lý do"):
        handing.withdraw(made, made.version, reason=" ", acting=rows.commune(day=DAY))


def test_what_was_asked_for_is_handed_in_and_the_clock_runs_on() -> None:
    made = received(proposing.submitted(), CONTENT_STOPPED)
    stop = ClockStop.objects.create(dossier=made, clock="content", since=DAY, asked="Thiếu biên bản", by="bài thử")
    later = rows.commune(day=DAY + timedelta(days=3))
    with pytest.raises(AwardRefused, match="chưa ghi|Chưa ghi"):
        handing.answer(made, made.version, "answer_content", said="", acting=later)
    handing.answer(made, made.version, "answer_content", said="Đã gửi biên bản.", acting=later)
    stop.refresh_from_db()
    made.refresh_from_db()
    assert (made.state, stop.until) == ("content", DAY + timedelta(days=3))


def test_an_appraised_dossier_goes_up_with_everything_it_holds() -> None:
    low = proposing.submitted()
    acting = rows.commune(day=DAY)
    with pytest.raises(AwardRefused, match="chưa được thẩm định đạt"):
        dossiers.pass_up(low, low.version, "BK_TTG", acting=acting)
    handing.take_back(low, low.version, acting=acting)
    low.refresh_from_db()
    components.put_in(low, low.version, part="tờ trình", document=put(COMMUNE, "Tờ trình"), acting=acting)
    received(low, APPRAISED)
    with pytest.raises(AwardRefused, match="không cao hơn hình thức của hồ sơ này"):
        dossiers.pass_up(low, low.version, "GK_XA", acting=acting)
    high = dossiers.pass_up(low, low.version, "BK_TTG", acting=acting)
    assert (high.passed_from, high.merit, high.body.kind) == (low, low.merit, "province")
    assert [(use.key, use.level) for use in high.uses.all()] == [(use.key, "nha_nuoc") for use in low.uses.all()]
    assert [(one.part, one.document_id) for one in high.papers.all()] == [
        (one.part, one.document_id) for one in low.papers.all()
    ]


def test_the_province_passes_up_what_a_commune_proposed() -> None:
    low = received(proposing.submitted(), AWARDED)
    high = dossiers.pass_up(low, low.version, "HCLD_3", acting=rows.emulation(DAY))
    assert (high.proposer.code, high.passed_from_id) == ("SNV", low.pk)
    with pytest.raises(PermissionDenied):
        dossiers.pass_up(low, low.version, "BK_TTG", acting=proposing.reader("inspector", "TTT"))


@pytest.mark.parametrize(
    ("day", "regime", "sheet", "parts", "gaps"),
    [
        (date(2023, 12, 31), "Nghị định 91/2017/NĐ-CP", "mẫu số 07", 3, 0),
        (date(2024, 1, 1), "Nghị định 98/2023/NĐ-CP", "mẫu số 03", 3, 0),
        (date(2025, 6, 30), "Nghị định 98/2023/NĐ-CP", "mẫu số 03", 3, 0),
        (date(2025, 7, 1), "Nghị định 152/2025/NĐ-CP", "", 3, 1),
    ],
)
def test_components_follow_the_day_of_receipt(day: date, regime: str, sheet: str, parts: int, gaps: int) -> None:
    made = received(proposing.drafted(), "formal", day=day)
    found = contents_of(made, date(2026, 3, 2))
    assert regime in found.regime and not found.expected
    assert len(found.components) == parts and len(found.gaps) == gaps
    assert [one.sheet.split(":")[0] for one in found.components if one.part.startswith("báo cáo")] == [sheet]
    assert found.copies == "1 bộ"


def test_a_state_award_received_after_july_2025_says_which_rule_is_missing() -> None:
    made = proposing.drafted(form="BK_TTG")
    found = contents_of(received(made, "formal", day=date(2025, 7, 1)), DAY)
    assert (found.components, found.copies) == ((), "")
    assert "Chưa có quy định về thành phần hồ sơ" in found.gaps[0]


def test_what_is_put_in_is_no_longer_missing_and_can_be_taken_out() -> None:
    made, acting = proposing.drafted(), rows.commune(day=DAY)
    first = contents_of(made, DAY).components[0].part
    assert contents_of(made, DAY).missing == tuple(one.part for one in contents_of(made, DAY).components)
    paper = put(COMMUNE, "Tờ trình của xã")
    put_in = components.put_in(made, made.version, part=first, document=paper, acting=acting)
    made.refresh_from_db()
    assert first not in contents_of(made, DAY).missing
    with pytest.raises(AwardRefused, match="đã có trong thành phần ấy"):
        components.put_in(made, made.version, part=first, document=paper, acting=acting)
    components.take_out(made, made.version, put_in.pk, acting=acting)
    made.refresh_from_db()
    assert first in contents_of(made, DAY).missing
    assert told(made)[-2:] == ["awards.paper_added", "awards.paper_removed"]
