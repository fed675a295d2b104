"""Many nominees of one round, laid down as rows: for what has to be the same with ten of them and with thousands."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from django.utils import timezone

from chungsuc.awards.models import AchievementUse, Award, AwardSubject, Dossier, DossierStep, Listing, Round
from chungsuc.awards.rules.naming import subject_key
from chungsuc.awards.workflow.dossiers import APPRAISED, CONTENT, FORMAL
from chungsuc.organisations.models import Unit

OPENED, RECEIVED = date(2023, 10, 2), date(2023, 11, 1)
WAY = {
    FORMAL: ("submit", "receive"),
    CONTENT: ("submit", "receive", "pass_formal"),
    APPRAISED: ("submit", "receive", "pass_formal", "appraise"),
}


def nominees(count: int, *, form: str = "BK_TINH", name: str = "Sơ kết năm 2023") -> Round:
    """A round of the province with so many people proposed by the communes, in turn at every desk of the appraisal."""
    body = Unit.objects.filter(kind="province").on(OPENED).order_by("pk")[0]
    held = Round.objects.create(
        body=body, year=2023, name=name, forms=[form], opened_on=OPENED, nominate_until=date(2023, 12, 15), by="thử"
    )
    places: Iterator[int] = cycle(
        Unit.objects.filter(kind="commune").on(RECEIVED).order_by("pk").values_list("pk", flat=True)
    )
    subjects = AwardSubject.objects.bulk_create(
        [_person(held.pk, number, place) for number, place in zip(range(1, count + 1), places, strict=False)]
    )
    listings = Listing.objects.bulk_create(
        [
            Listing(
                round=held, subject=subject, form=form, outcome="needs_human", lines=[], evidence=[], state="taken",
                built_on=OPENED,
            )
            for subject in subjects
        ]
    )  # fmt: skip
    after = Dossier.objects.filter(body=body, stamp_year=RECEIVED.year).count() + 1
    dossiers = Dossier.objects.bulk_create(
        [
            Dossier(
                subject=one.subject, form=form, round=held, listing=one, body=body, proposer_id=one.subject.unit_id,
                merit="Hiến đất làm đường thôn", state=state, drafted_on=OPENED, by="thử", received_on=RECEIVED,
                stamp_year=2023, stamp=stamp, regime="R2003",
            )
            for stamp, (one, state) in enumerate(zip(listings, cycle(WAY), strict=False), after)
        ]
    )  # fmt: skip
    _walked(dossiers)
    return held


def _person(round_id: int, number: int, place: int) -> AwardSubject:
    name = f"Nguyễn Thử Nghiệm {round_id}-{number}"
    return AwardSubject(
        kind="ca_nhan_nguoi_lao_dong", unit_id=place, itself=False, private=True, name=name,
        name_key=subject_key(name), registered_by="thử", registered_on=OPENED, recorded_at=timezone.now(),
    )  # fmt: skip


def _walked(dossiers: list[Dossier]) -> None:
    DossierStep.objects.bulk_create(
        [
            DossierStep(
                dossier=one, seq=seq, act=act, from_state="", to_state=one.state,
                on=RECEIVED + timedelta(days=max(0, seq - 2)), by="thử",
            )
            for one in dossiers
            for seq, act in enumerate(WAY[one.state], 1)
        ]
    )  # fmt: skip
    AchievementUse.objects.bulk_create(
        [
            AchievementUse(
                dossier=one, key=f"achievement:{10_000_000 + one.pk}", words="Hiến 300 m² đất", year=2023, level="tinh",
                live=True, by="thử",
            )
            for one in dossiers
        ]
    )  # fmt: skip


def awards(count: int) -> None:
    """So many awards of the register, each of a person of some commune, as a list brought in leaves them."""
    places: Iterator[int] = cycle(
        Unit.objects.filter(kind="commune").on(RECEIVED).order_by("pk").values_list("pk", flat=True)
    )
    after = Award.objects.count()
    subjects = AwardSubject.objects.bulk_create(
        [_person(0, number, place) for number, place in zip(range(after + 1, after + count + 1), places, strict=False)],
        batch_size=5000,
    )
    Award.objects.bulk_create(
        [
            Award(
                subject=one, form="BK_TINH", form_name="Bằng khen của Chủ tịch UBND tỉnh", name=f"Điểu Thử {number}",
                name_key=subject_key(f"Điểu Thử {number}"), collective=False, number=f"{number % 500}/QĐ-UBND",
                decided_on=OPENED - timedelta(days=number % 3000), by="thử",
            )
            for number, one in enumerate(subjects, after + 1)
        ],
        batch_size=5000,
    )  # fmt: skip
