"""Many who act at once: never one number twice, never a gap. With real transactions, on both engines."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from chungsuc.documents import actions
from chungsuc.documents.actions import PaperRefused, Stale
from chungsuc.documents.models import Paper, Reissue, SeriesNumber
from chungsuc.documents.tests.desk import Desk
from tests.at_once import at_once
from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = date(2026, 3, 2)


@pytest.fixture
def desk(many_connections: None) -> Iterator[Desk]:
    yield Desk(load_province(samples=False))


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or how it was refused."""
    return at_once(*acts, refused=(PaperRefused,))


def test_sixteen_papers_at_once_get_sixteen_numbers_without_a_gap(desk: Desk) -> None:
    by = desk.person("emulation")
    papers = [desk.submitted(subject=f"Báo cáo {n}") for n in range(16)]
    told = together(*(lambda p=p: actions.issue(p, day=TODAY, version=1, by=by) for p in papers))
    assert [one for one in told if isinstance(one, PaperRefused)] == []
    assert list(SeriesNumber.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 17))
    assert len({paper.number_id for paper in Paper.objects.all()}) == 16
    for paper in Paper.objects.select_related("number"):
        assert paper.sheet["number"] == paper.number.printed  # type: ignore[union-attr]


def test_numbers_held_and_used_at_once_leave_no_gap(desk: Desk) -> None:
    by, unit = desk.person("emulation"), desk.unit()
    papers = [desk.submitted(subject=f"Báo cáo {n}") for n in range(4)]
    told = together(
        *(lambda p=p: actions.issue(p, day=TODAY, version=1, by=by) for p in papers),
        *(lambda: actions.reserve_number(unit, "bao-cao", day=TODAY, purpose="giữ", count=2, by=by) for _ in range(4)),
    )
    assert [one for one in told if isinstance(one, PaperRefused)] == []
    assert list(SeriesNumber.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 13))


def test_one_paper_issued_by_many_gets_one_number(desk: Desk) -> None:
    by, paper = desk.person("emulation"), desk.submitted()
    told = together(*[lambda: actions.issue(paper, day=TODAY, version=1, by=by)] * 6)
    assert sum(isinstance(one, Stale) for one in told) == 5
    assert SeriesNumber.objects.get().number == 1


def test_one_held_number_is_used_once_or_cancelled(desk: Desk) -> None:
    by = desk.person("emulation")
    held = actions.reserve_number(desk.unit(), "bao-cao", day=TODAY, purpose="giữ", by=by)[0].pk
    papers = [desk.submitted(subject=f"Báo cáo {n}") for n in range(3)]

    def number() -> SeriesNumber:
        return SeriesNumber.objects.select_related("series__unit").get(pk=held)

    told = together(
        *(lambda p=p: actions.issue(p, day=TODAY, version=1, by=by, reserved=number()) for p in papers),
        lambda: actions.cancel_number(number(), reason="thôi", by=by),
    )
    assert sum(isinstance(one, Stale) for one in told) == 3
    assert SeriesNumber.objects.get().state in ("used", "cancelled")


def test_of_two_corrections_begun_at_once_one_wins(desk: Desk) -> None:
    by, old = desk.person("emulation"), desk.issued()
    told = together(*[lambda: actions.supersede(old, version=old.version, by=by)] * 4)
    assert sum(isinstance(one, PaperRefused) for one in told) == 3
    assert Paper.objects.filter(supersedes=old).count() == 1


def test_of_two_who_give_a_certificate_again_one_wins(desk: Desk) -> None:
    from chungsuc.documents.models import Certificate
    from chungsuc.documents.tests.test_reissuing import asked, granted, one

    row = one(desk)
    reissue, by = asked(desk, row).pk, desk.person("emulation")

    def again() -> Reissue:
        return Reissue.objects.select_related("certificate__batch__unit", "certificate__number").get(pk=reissue)

    told = together(
        *[lambda: granted(desk, again())] * 3,
        lambda: actions.decline_reissue(again(), reason="không", by=by),
        lambda: actions.revoke_certificate(row, on=TODAY, paper="QĐ 9", reason="x", by=by),
    )
    done = [one for one in told if not isinstance(one, PaperRefused)]
    valid, numbers = Certificate.objects.filter(state="valid").count(), SeriesNumber.objects.count()
    given = [one for one in done if isinstance(one, Certificate) and one.pk != row.pk]
    assert len(given) <= 1 and numbers == 1 + len(given) == Certificate.objects.count()
    assert valid == (1 if given else int(Certificate.objects.get(pk=row.pk).state == "valid"))
    assert all(isinstance(one, PaperRefused) for one in told) is False


def test_of_many_who_ask_at_once_one_request_stands(desk: Desk) -> None:
    from chungsuc.documents.tests.test_reissuing import asked, one

    row = one(desk)
    told = together(*[lambda: asked(desk, row)] * 4)
    assert sum(isinstance(one, Stale) for one in told) == 3 and Reissue.objects.count() == 1


def test_of_numbering_and_undoing_a_bundle_at_once_one_wins(desk: Desk) -> None:
    from chungsuc.documents.tests.test_bundles import bundled

    by, bundle = desk.person("emulation"), bundled(desk, 3)
    actions.submit_bundle(bundle, by=by)
    paper = Paper.objects.filter(bundle=bundle).order_by("id")[1]
    told = together(
        lambda: actions.issue(paper, day=TODAY, version=1, by=by),
        lambda: actions.undo_bundle(bundle, reason="thôi", by=by),
    )
    states = sorted(Paper.objects.values_list("state", flat=True))
    assert sum(isinstance(one, PaperRefused) for one in told) == 1
    assert states in (["dropped"] * 3, ["issued", "submitted", "submitted"])
    assert SeriesNumber.objects.count() == states.count("issued")


def test_of_two_who_make_drafts_of_the_same_matters_one_is_told(desk: Desk) -> None:
    from chungsuc.documents.tests.desk import sheet

    by, unit = desk.person("emulation"), desk.unit()
    rows = [actions.Row(sheet(subject=f"Việc {n}"), "thử", str(n)) for n in range(3)]
    told = together(*[lambda: actions.draft_many(rows, unit=unit, title="Lô", by=by)] * 3)
    assert sum(isinstance(one, Stale) for one in told) == 2
    assert Paper.objects.count() == 3
