"""Amending a figure shows its effect first; a confirmation may be taken back by whoever gave it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.audit.models import Entry
from chungsuc.criteria.models import Assessment
from chungsuc.reports.tests.test_home import words_of
from chungsuc.rulebook.models import Confirmation, Figure, Withdrawal
from tests.province import Province

SOURCE = "Điều 2 Quyết định 12/QĐ-UBND ngày 01/3/2024"


@pytest.fixture
def officer(province: Province, client_as: Callable[[Any], Any], settings: Any) -> Any:
    settings.TODAY = "2024-03-01"
    return client_as(province.account("coordinator"))


@pytest.fixture
def threshold(province: Province) -> Figure:
    """A threshold that decides results of 2023."""
    from chungsuc.criteria.models import Threshold

    used = Threshold.objects.filter(indicator__criterion__set__code="xa_ntm_2021_2025", number__gt=50, year=None)
    keys = used.filter(indicator__operator=">=").values_list("figure", flat=True)
    return Figure.objects.current().filter(key__in=list(keys))[0]


def counts() -> list[tuple]:
    return list(Assessment.objects.order_by("set", "year", "unit").values_list("unit_id", "year", "met", "not_met"))


def test_a_new_value_is_first_shown_with_the_results_that_it_changes(officer: Any, threshold: Figure) -> None:
    address = reverse("figure", args=[threshold.pk])
    typed = {"viec": "sua", "sua-value": "100,5", "sua-source": SOURCE}
    before, journal = counts(), Entry.objects.count()
    told = words_of(officer.post(address, {**typed, "buoc": "xem"}))
    assert "Chưa ghi." in told
    assert (counts(), Entry.objects.count(), Figure.objects.current().filter(key=threshold.key).get()) == (
        before, journal, threshold,
    )  # fmt: skip
    assert officer.post(address, {**typed, "buoc": "ghi"}).status_code == 303
    changed = sum(one != other for one, other in zip(before, counts(), strict=True))
    assert changed > 0
    assert f"{changed} kết quả đánh giá sẽ đổi" in told
    assert told.count(", năm 2023") == 1  # set and year stand once, over their communes


def test_a_target_that_changes_is_named_in_the_preview(officer: Any) -> None:
    figure = Figure.objects.current().get(key="target:xa_ntm")
    typed = {"viec": "sua", "sua-value": "30", "sua-source": SOURCE, "buoc": "xem"}
    told = words_of(officer.post(reverse("figure", args=[figure.pk]), typed))
    assert "36/43, chưa đạt → 36/30, đạt" in told


def test_going_back_to_correct_keeps_what_was_typed(officer: Any, threshold: Figure) -> None:
    typed = {"viec": "sua", "sua-value": "71,25", "sua-source": SOURCE, "buoc": "sua"}
    answer = officer.post(reverse("figure", args=[threshold.pk]), typed)
    assert answer.status_code == 200
    assert 'value="71,25"' in answer.content.decode()


def test_a_confirmation_is_taken_back_with_its_reason_and_may_be_given_again(officer: Any, threshold: Figure) -> None:
    address = reverse("figure", args=[threshold.pk])
    confirm = {"viec": "xac-nhan", "xac-nhan-source": SOURCE}
    officer.post(address, confirm)
    assert Figure.objects.with_standing().get(pk=threshold.pk).standing == "confirmed"
    assert officer.post(address, {"viec": "rut", "rut-reason": ""}).status_code == 422
    before = Entry.objects.count()
    assert officer.post(address, {"viec": "rut", "rut-reason": "Đọc nhầm văn bản."}).status_code == 303
    [entry] = Entry.objects.order_by("seq")[before:]
    assert (entry.act, entry.reason) == ("rulebook.confirmation_withdrawn", "Đọc nhầm văn bản.")
    assert Figure.objects.with_standing().get(pk=threshold.pk).standing == threshold.status
    assert Figure.objects.get(pk=threshold.pk).standing == threshold.status
    told = words_of(officer.get(address))
    assert "rút ngày 01/03/2024: Đọc nhầm văn bản." in told
    assert officer.post(address, {"viec": "rut", "rut-reason": "Lần nữa."}).status_code == 422
    assert officer.post(address, confirm).status_code == 303
    assert (Confirmation.objects.count(), Withdrawal.objects.count()) == (2, 1)


def test_nobody_takes_back_another_officers_confirmation(
    officer: Any, threshold: Figure, province: Province, client_as: Callable[[Any], Any]
) -> None:
    address = reverse("figure", args=[threshold.pk])
    officer.post(address, {"viec": "xac-nhan", "xac-nhan-source": SOURCE})
    other = client_as(province.account("emulation"))
    assert other.post(address, {"viec": "rut", "rut-reason": "Không đúng."}).status_code == 422
    assert Figure.objects.get(pk=threshold.pk).standing == "confirmed"
