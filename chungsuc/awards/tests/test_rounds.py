"""Rounds: who opens them, for which forms in which years, the list they open with, and what is done from it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import AwardRefused, Stale, listed
from chungsuc.awards.actions import rounds as acts
from chungsuc.awards.models import AwardSubject, Dossier, Listing, Round
from chungsuc.organisations.models import Unit
from chungsuc.organisations.tests.events_support import text_of

from . import proposing, rows
from .proposing import COMMUNE, DAY

pytestmark = pytest.mark.usefixtures("bare_province")


def province(day: date = DAY) -> Unit:
    found: Unit = Unit.objects.on(day).filter(kind="province")[0]
    return found


def opening(forms: tuple[str, ...] = ("BK_TINH",), *, day: date = DAY, name: str = "Sơ kết", **more: Any) -> Any:
    said: dict[str, Any] = {"year": day.year, "nominate_until": date(day.year, 12, 31)}
    return acts.Opening(name=name, forms=forms, **said | more)


def opened(forms: tuple[str, ...] = ("BK_TINH",), *, day: date = DAY, **more: Any) -> Round:
    return acts.open_round(province(day), opening(forms, day=day, **more), acting=rows.emulation(day))


def test_the_list_is_there_when_the_round_opens_with_every_unit_entered() -> None:
    subject = proposing.worthy()
    made = opened()
    kinds = set(AwardSubject.objects.filter(itself=True).values_list("kind", flat=True))
    assert {"xa", "huyen_thanh_pho", "so_ban_nganh", "doan_the"} <= kinds
    units = Unit.objects.on(DAY).filter(kind="commune").count()
    assert AwardSubject.objects.filter(kind="xa").count() == units
    line = Listing.objects.get(round=made, subject=subject)
    assert line.evidence[0][1].startswith("Hiến đất làm đường thôn, lần 1")
    assert {"rule", "result", "reason", "citation", "about"} == set(line.lines[0])
    assert line.outcome != "not_met" and Listing.objects.filter(round=made, outcome="not_met").exists()
    entry = Entry.objects.get(act="awards.round_opened")
    assert entry.details["lines"] == Listing.objects.count() == AwardSubject.objects.count()


def test_after_july_2025_the_list_has_the_communes_of_the_day_and_no_district() -> None:
    day = date(2025, 8, 1)
    opened(day=day)
    kinds = Listing.objects.values_list("subject__unit__kind", flat=True)
    assert "district" not in set(kinds)
    assert list(kinds).count("commune") == Unit.objects.on(day).filter(kind="commune").count()


@pytest.mark.parametrize(("day", "year"), [(date(2024, 5, 2), 2024), (date(2022, 9, 1), 2022)])
def test_a_round_for_provincial_praise_outside_the_years_of_the_plan_is_refused_with_the_clause(
    day: date, year: int
) -> None:
    with pytest.raises(AwardRefused, match=rf"năm {year} không xét, chỉ xét trong các năm 2023, 2025.*Mục V\.2\.b"):
        opened(day=day)
    assert (Round.objects.count(), Listing.objects.count()) == (0, 0)


def test_a_state_award_may_have_its_round_in_another_year() -> None:
    assert opened(("BK_TTG",), day=date(2024, 5, 2)).forms == ["BK_TTG"]


def test_a_commune_opens_its_own_yearly_round_and_nobody_elses() -> None:
    day, commune = date(2024, 5, 2), rows.commune(day=date(2024, 5, 2))
    own = Unit.objects.get(code=COMMUNE)
    proposing.worthy(day=day)
    made = acts.open_round(own, opening(("GK_XA",), day=day, name="Giấy khen 2024"), acting=commune)
    assert set(Listing.objects.values_list("subject__unit__code", flat=True)) == {COMMUNE}
    assert made.body == own
    with pytest.raises(PermissionDenied):
        acts.open_round(province(day), opening(("BK_TTG",), day=day), acting=commune)
    with pytest.raises(AwardRefused, match="không do cơ quan này xét"):
        acts.open_round(own, opening(("BK_TTG",), day=day, name="Khác"), acting=commune)


def test_the_same_round_is_opened_once() -> None:
    opened()
    with pytest.raises(AwardRefused, match="Đợt này đã mở rồi"):
        opened()


def test_opening_costs_the_same_for_one_subject_and_for_a_hundred() -> None:
    costs = []
    for many in (1, 100):
        for number in range(many):
            rows.subject(name=f"Người {many} {number}")
        with CaptureQueriesContext(connection) as asked:
            opened(name=f"Đợt {many}")
        costs.append(len(asked))
    assert costs[1] <= costs[0]  # the units were entered the first time


def test_a_rebuilt_list_takes_in_the_new_and_leaves_what_was_set_aside() -> None:
    made, officer = opened(), rows.emulation(DAY)
    aside = Listing.objects.filter(round=made).first()
    assert aside is not None
    acts.set_aside(aside, aside.version, reason="Chờ kết luận kiểm tra.", acting=officer)
    before = Listing.objects.count()
    subject = proposing.worthy("Người Mới")
    acts.rebuild(made, made.version, acting=officer)
    assert Listing.objects.count() == before + 1
    assert Listing.objects.get(round=made, subject=subject).state == "waiting"
    aside.refresh_from_db()
    assert (aside.state, aside.reason) == ("aside", "Chờ kết luận kiểm tra.")
    with pytest.raises(Stale):
        acts.rebuild(made, made.version, acting=officer)


def test_a_line_is_set_aside_with_a_reason_and_put_back() -> None:
    proposing.worthy()
    made, officer = opened(), rows.emulation(DAY)
    line = Listing.objects.get(round=made, subject__itself=False)
    with pytest.raises(AwardRefused, match="Chưa ghi lý do"):
        acts.set_aside(line, line.version, reason=" ", acting=officer)
    with pytest.raises(PermissionDenied):
        acts.set_aside(line, line.version, reason="x", acting=rows.commune(day=DAY))
    acts.set_aside(line, line.version, reason="Chờ kết luận.", acting=officer)
    with pytest.raises(Stale):
        acts.set_aside(line, line.version, reason="Lần nữa", acting=officer)
    line.refresh_from_db()
    acts.put_back(line, line.version, acting=officer)
    line.refresh_from_db()
    assert (line.state, line.reason, line.version) == ("waiting", "", 3)
    told = Entry.objects.filter(subject_type="awards.listing").order_by("seq")
    assert [one.act for one in told] == ["awards.listing_set_aside", "awards.listing_put_back"]
    assert not [one for one in told if "K'Bé" in one.subject_label]


def test_a_closed_round_takes_nothing_more() -> None:
    subject, made, officer = proposing.worthy(), opened(), rows.emulation(DAY)
    acts.close_round(made, made.version, acting=officer)
    made.refresh_from_db()
    with pytest.raises(AwardRefused, match="đã đóng"):
        acts.rebuild(made, made.version, acting=officer)
    with pytest.raises(AwardRefused, match="không nhận hồ sơ trong ngày hôm nay"):
        proposing.drafted(subject, round=made)


def test_chosen_lines_become_dossiers_and_that_is_undone() -> None:
    people = [proposing.worthy(f"Người {number}") for number in range(3)]
    made, commune = opened(), rows.commune(day=DAY)
    ids = list(Listing.objects.filter(subject__in=people).values_list("pk", flat=True))
    done = listed.draft_listed(made, ids, acting=commune)
    assert (len(done.made), done.refused) == (3, ())
    assert {(one.proposer.code, one.listing_id in ids, one.uses.count()) for one in done.made} == {(COMMUNE, True, 1)}
    again = listed.draft_listed(made, ids, acting=commune)
    assert ([len(again.made), len(again.refused)]) == [0, 3]
    assert listed.undo_drafts(made, [one.pk for one in done.made], acting=commune) == 3
    assert set(Listing.objects.filter(pk__in=ids).values_list("state", flat=True)) == {"waiting"}
    assert set(Dossier.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_commune_sees_its_own_lines_alone_and_the_office_all(client_as: Any, settings: Any) -> None:
    settings.TODAY = DAY.isoformat()
    proposing.worthy()
    made = opened()
    commune, office = (client_as(one.account) for one in (rows.commune(day=DAY), rows.emulation(DAY)))
    page = text_of(commune.get(reverse("award_round", args=[made.pk])))
    assert "2 dòng:" in page and "Điểu K'Bé" in page
    assert f"{Listing.objects.count()} dòng:" in text_of(office.get(reverse("award_round", args=[made.pk])))
    foreign = Listing.objects.exclude(subject__unit__code=COMMUNE)[0]
    assert commune.get(reverse("award_listing", args=[foreign.pk])).status_code == 404
    assert office.get(reverse("award_listing", args=[foreign.pk])).status_code == 200


def test_the_round_goes_through_its_pages(client_as: Any, settings: Any) -> None:
    settings.TODAY = DAY.isoformat()
    person = proposing.worthy()
    office, commune = (client_as(one.account) for one in (rows.emulation(DAY), rows.commune(day=DAY)))
    new = reverse("award_round_new", args=[province().code])
    assert "Danh sách sẽ xét 1 đối tượng đã có hồ sơ và" in text_of(office.get(new))
    typed = {"name": "Sơ kết 2023", "year": "2023", "forms": ["BK_TINH"], "nominate_until": "30/10/2023"}
    late = office.post(new, typed)
    assert late.status_code == 422 and "phải từ 01/11/2023 trở đi" in text_of(late)
    assert office.post(new, typed | {"nominate_until": "31/12/2023"}).status_code == 303
    made, line = Round.objects.get(), Listing.objects.get(subject=person)
    searched = text_of(office.get(reverse("award_round", args=[made.pk]), {"q": "dieu kbe"}))
    assert "Điểu K'Bé" in searched and "Huyện Đắk Mil" not in searched
    draft = reverse("award_round_draft", args=[made.pk])
    assert "Sẽ lập 1 hồ sơ" in text_of(commune.post(draft, {"dong": [line.pk]}))
    answer = commune.post(draft, {"dong": [line.pk], "xac-nhan": "1"})
    assert answer.status_code == 303 and Dossier.objects.get().listing == line
    assert "Hoàn tác, rút 1 hồ sơ" in text_of(commune.get(answer["Location"]))
    assert commune.post(draft, {"hs": [Dossier.objects.get().pk], "hoan-tac": "1"}).status_code == 303
    assert Dossier.objects.get().state == "withdrawn"
    line.refresh_from_db()
    set_aside = office.post(reverse("award_listing", args=[line.pk]), {"version": 99, "reason": "Chờ"})
    assert set_aside.status_code == 409
    assert "Chưa có hạn mức" in text_of(office.get(reverse("award_round_quotas", args=[made.pk])))
    assert office.post(reverse("award_round_act", args=[made.pk, "dong"]), {"version": made.version}).status_code == 303
    assert "đã đóng" in text_of(office.get(reverse("award_rounds")))


@pytest.mark.parametrize("many", [1, 1000])
def test_a_round_costs_the_same_with_one_line_and_with_a_thousand(
    client_as: Any, settings: Any, django_assert_max_num_queries: Any, many: int
) -> None:
    settings.TODAY = DAY.isoformat()
    made, at = proposing.round_of(), Unit.objects.get(code=COMMUNE)
    said = {"kind": "ca_nhan_can_bo", "unit": at, "itself": False, "private": True, "registered_on": DAY}
    people = [
        AwardSubject(name=f"Người {n}", name_key=f"nguoi {n}", recorded_at="2023-11-01T00:00:00Z", **said)
        for n in range(many)
    ]
    AwardSubject.objects.bulk_create(people)
    Listing.objects.bulk_create(
        Listing(round=made, subject=one, form="BK_TINH", outcome="met", lines=[], evidence=[], built_on=DAY)
        for one in AwardSubject.objects.all()
    )
    office = client_as(rows.emulation(DAY).account)
    with django_assert_max_num_queries(10):
        page = text_of(office.get(reverse("award_round", args=[made.pk])))
    assert f"{many:,}".replace(",", ".") + " dòng:" in page
