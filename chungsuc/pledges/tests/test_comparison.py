"""What was registered beside what was reached: measured from verified values, a unit's own word told as such."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.criteria.models import Assessment, Value
from chungsuc.law.verdicts import Outcome
from chungsuc.pledges import actions
from chungsuc.pledges.facts.comparison import comparison, edition_of_year
from chungsuc.pledges.models import Edition, PledgedTarget

from . import pledging
from .pledging import COMMUNE, TARGETS, person, unit

pytestmark = pytest.mark.usefixtures("province")
DAY = date(2023, 1, 10)


def target(kind: str, code: str, name: str, amount: str, about: str = "") -> dict[str, str]:
    return {
        "kind": kind,
        "code": code,
        "name": name,
        "operator": ">=",
        "amount": amount,
        "about": about,
        "due": "2023-12-31",
    }


def plan(code: str, *targets: dict[str, str]) -> Edition:
    return pledging.approved(code, 2023, DAY, targets=list(targets))


def test_a_district_is_compared_by_the_register_and_the_verified_results_of_its_communes() -> None:
    edition = plan(
        "dn-666",
        target("plan", "xa_ntm", "Xã đạt chuẩn nông thôn mới", "8"),
        target("plan", "average_criteria", "Số tiêu chí bình quân", "17.2"),
    )
    recognised, average = comparison(edition.plan, edition, 2023)
    rows = Assessment.objects.filter(
        year=2023, set__code="xa_ntm_2021_2025", unit__placements__parent__code="dn-666", unit__attributes__key="in_ntm_scope",
        unit__attributes__value="yes",
    ).distinct()  # fmt: skip
    met = [(row.met, row.undetermined) for row in rows]
    assert recognised.reached.ground == "verified" and recognised.reached.low is not None
    assert average.reached.low == (Decimal(sum(m for m, _ in met)) / len(met)).quantize(Decimal("0.01"))
    assert average.reached.high == (Decimal(sum(m + u for m, u in met)) / len(met)).quantize(Decimal("0.01"))
    assert average.reached.words == f"Bình quân {len(met)} xã."


def test_an_indicator_is_read_from_the_verified_value_and_leads_to_it() -> None:
    value = Value.objects.filter(unit__code=COMMUNE, year=2023, number__isnull=False, sex="").order_by("pk")[0]
    indicator = value.measure.indicators.filter(criterion__set__code="xa_ntm_2021_2025")[0]
    code = f"xa_ntm_2021_2025/{indicator.code}"
    edition = plan(COMMUNE, target("indicator", code, indicator.name, str(value.number)))
    [found] = comparison(edition.plan, edition, 2023)
    assert (found.reached.low, found.reached.href) == (value.number, f"/so-lieu/{value.pk}/")
    assert found.verdict.outcome is Outcome.MET
    [later] = comparison(edition.plan, edition, 2024)
    assert later.verdict.outcome is Outcome.UNDETERMINED
    assert later.reached.words == "Chưa có số liệu đã thẩm định năm 2024."


def test_what_a_unit_says_itself_is_told_as_its_own_word_with_its_reason() -> None:
    edition = plan("SXD", TARGETS[0])
    [before] = comparison(edition.plan, edition, 2023)
    assert before.verdict.outcome is Outcome.UNDETERMINED and before.why == ""
    line = PledgedTarget.objects.get().line
    hand = {"person": person("SXD", DAY), "today": DAY}
    actions.tell_result(edition.plan, line, 2023, reached=Decimal(9), why="Mưa bão", **hand)
    actions.tell_result(edition.plan, line, 2023, reached=Decimal(10), why="Đếm lại", **hand)
    [found] = comparison(edition.plan, edition, 2023)
    assert (found.reached.low, found.reached.ground, found.why) == (Decimal(10), "own_word", "Đếm lại")
    assert found.verdict.outcome is Outcome.NOT_MET


def test_a_year_is_judged_by_the_edition_in_force_on_its_last_day() -> None:
    first, later = plan("SXD", TARGETS[0]), date(2024, 2, 1)
    made = actions.amend(first.plan, reason="x", person=person("SXD", later), today=later)
    made = pledging.write(made, "targets", [{**made.content["targets"][0], "amount": "20"}], "SXD", later)
    made = actions.submit(made, version=made.version, person=person("SXD", later), today=later)
    actions.approve(made, version=made.version, person=person("SNV", later), today=later)
    assert [getattr(edition_of_year(first.plan, year), "no", None) for year in (2023, 2024)] == [1, 2]


def test_the_table_goes_out_as_a_workbook_and_the_giao_uoc_as_a_paper(client_as: Any, settings: Any) -> None:
    from chungsuc.accounts.models import User
    from chungsuc.documents.models import Paper

    settings.TODAY = "2024-01-05"
    edition = plan("SXD", TARGETS[0])
    person("SXD")
    client = client_as(User.objects.get(username="nguoi-sxd"))
    here = f"/ke-hoach-don-vi/{edition.plan_id}/"
    answer = client.get(f"{here}doi-chieu.xlsx?nam=2023")
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert client.get(f"{here}giao-uoc.docx").content[:2] == b"PK"
    page = client.get(f"{here}giao-uoc/").content.decode()
    assert "GIAO ƯỚC THI ĐUA" in page and "02 nhà hoàn thành" in page and "thôn 3, Xã Đắk Gằn" in page
    answer = client.post(f"{here}giao-uoc/", {"viec": "lap"})
    paper = Paper.objects.get()
    assert answer["Location"] == f"/giay-to/{paper.pk}/"
    assert (paper.kind, paper.unit, paper.source, paper.source_key) == (
        "giao-uoc", unit("SXD"), "pledges.plan", str(edition.plan_id),
    )  # fmt: skip
    assert client.post(f"{here}giao-uoc/", {"viec": "lap"})["Location"] == f"/giay-to/{paper.pk}/"  # not made twice
