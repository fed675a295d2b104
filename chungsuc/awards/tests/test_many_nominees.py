"""What pages about awards ask of the database: the same with one row, ten and a thousand; a record within its budget."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.audit.verification import verify_chain
from chungsuc.awards.actions import appraising, deciding, posting
from chungsuc.awards.models import Dossier
from chungsuc.recognition.facts import base_level
from chungsuc.web.day import today
from tests.province import Province

from . import decided, dossiers, many, proposing, rows

LIST, RECORD = 10, 12


def asked(client: Any, address: str) -> int:
    """How many queries a page asks; it has to be shown."""
    base_level()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


@pytest.mark.parametrize(
    ("name", "who", "of_round"),
    [
        ("award_dossiers", "emulation", False),
        ("award_queue", "emulation", False),
        ("award_subjects", "emulation", False),
        ("award_round", "emulation", True),
        ("award_rounds", "emulation", False),
        ("awards_to_sign", "leader", False),
        ("award_decisions", "emulation", False),
    ],
)
def test_a_list_asks_the_same_with_one_row_ten_and_a_thousand(
    bare_province: Province, client_as: Callable[[Any], Any], name: str, who: str, of_round: bool
) -> None:
    client = client_as(bare_province.account(who))
    counts = []
    for number in (1, 10, 1000):
        held = many.nominees(number, name=f"Đợt {number}")
        counts.append(asked(client, reverse(name, args=[held.pk] if of_round else [])))
    assert counts == [counts[0]] * 3 and counts[0] <= LIST


def test_a_dossier_among_a_thousand_asks_what_the_only_one_asks(
    bare_province: Province, client_as: Callable[[Any], Any]
) -> None:
    client, counts = client_as(bare_province.account("emulation")), []
    for number in (1, 10, 1000):
        row = many.nominees(number, name=f"Đợt {number}").dossiers.order_by("pk")[0]
        counts.append(asked(client, reverse("award_dossier", args=[row.pk])))
    assert counts == [counts[0]] * 3 and counts[0] <= RECORD


def _dossier(step: str) -> Dossier:
    if step == "draft":
        return proposing.at_commune("ld-24751", today())
    if step == "announced":
        return decided.waiting()
    if step == "awarded":
        made: Dossier = decided.awarded(decided.waiting())[0].dossier  # type: ignore[assignment]
        return made
    if step == "content":
        found: Dossier = dossiers.appraised_world("ld-24751", today())["dossier"]
        return found
    return dossiers.at(step)


@pytest.mark.parametrize("step", ["draft", "formal", "formal_stopped", "content", "appraised", "announced", "awarded"])
@pytest.mark.parametrize("who", ["emulation", "commune"])
def test_a_dossier_at_any_step_stays_within_the_budget_of_a_record(
    bare_province: Province, client_as: Callable[[Any], Any], step: str, who: str
) -> None:
    row = _dossier(step)
    if who == "commune":
        Dossier.objects.filter(pk=row.pk).update(proposer=decided.somebody().unit)
    elif step == "draft":
        return  # nobody reads what another unit is still writing
    client = client_as(bare_province.account(who))
    assert asked(client, reverse("award_dossier", args=[row.pk])) <= RECORD
    if who == "emulation":
        assert asked(client, reverse("award_appraisal", args=[row.pk])) <= RECORD


@pytest.mark.parametrize("who", ["emulation", "commune"])
@pytest.mark.parametrize("kind", ["ca_nhan_nguoi_lao_dong", "xa"])
def test_every_rule_about_a_subject_is_told_within_the_budget_of_a_record(
    bare_province: Province, client_as: Callable[[Any], Any], who: str, kind: str
) -> None:
    subject = rows.subject("ld-24751", kind=kind, name="" if kind == "xa" else "Điểu K'Bé")
    made = rows.achievement("ld-24751", of=subject, office="SXD")
    client = client_as(bare_province.account(who))
    for form, received in (("BK_TINH", date(2023, 11, 1)), ("HCLD_3", date(2025, 7, 2))):
        address = reverse("award_eligibility", args=[made.subject_id])
        said = f"{address}?hinh_thuc={form}&nhan={received:%d/%m/%Y}"
        assert asked(client, said) <= RECORD


MANY = 1200  # more keys than SQLite takes in one expression


def test_more_than_a_thousand_are_posted_in_one_list(bare_province: Province) -> None:
    day, held = date(2024, 4, 5), many.nominees(MANY, form="HCLD_3")
    rows = Dossier.objects.filter(round=held)
    rows.update(state="appraised", received_on=date(2024, 3, 1), regime="R2022A", stamp_year=2024)
    keys = list(rows.values_list("pk", flat=True))
    posted = posting.post_list(held.body, "HCLD_3", keys, day, acting=dossiers.emulation(day), round=held)
    assert posted.lines.count() == MANY


def test_of_more_than_a_thousand_the_result_is_announced_and_one_decision_taken(bare_province: Province) -> None:
    held, office = many.nominees(MANY), decided.emulation(decided.DECIDED)
    rows = Dossier.objects.filter(round=held).order_by("pk")
    rows.update(state="passed", received_on=decided.RECEIVED, regime="R2022B", stamp_year=2025)
    appraising.announce(list(rows.values_list("pk", "version")), acting=office)
    made = deciding.prepare_decision(held.body, "BK_TINH", list(rows), acting=office)
    deciding.take_decision(made, made.version, decided.signed("77/QĐ-UBND"), acting=decided.leader())
    assert rows.filter(state="awarded", award__number="77/QĐ-UBND").count() == MANY and verify_chain() is None
