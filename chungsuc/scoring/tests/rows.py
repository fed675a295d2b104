"""A round for tests that only want one to be there; and a group of many units with every sheet in."""

from datetime import date
from decimal import Decimal

from chungsuc.organisations.models import Group, Identity, Membership, Unit
from chungsuc.scoring.models import Contestant, Mark, Pair, Round, Sheet

from .group import DAY, official


def plain_round(state: str = "closed", code: str = "KHOI-1", year: int = 2023) -> Round:
    """The block's round of a year in some state, opened by its officer; made once. None where the pack has no table."""
    from chungsuc.organisations.access import person_on
    from chungsuc.scoring import actions

    made = Round.objects.filter(group__code=code, year=year).first()
    if made is None:
        officer = person_on(official("canbo", "emulation_officer", "SNV"), DAY)
        made = actions.open_round(Group.objects.get(code=code), year, on=DAY, person=officer)
        Round.objects.filter(pk=made.pk).update(state=state, closed_on=DAY if state == "closed" else None)
        made.refresh_from_db()
    return made


def great_round(count: int, state: str = "council") -> Round:
    """A round of so many made-up units, every item marked, as rows: nothing here went through an act."""
    since = date(2021, 1, 1)
    group = Group.objects.create(code=f"KHOI-LON-{count}", name="Khối lớn", kind="block", since=since)
    units = Unit.objects.bulk_create(
        Unit(code=f"LON-{count}-{n:03d}", kind="department", since=since) for n in range(count)
    )
    Identity.objects.bulk_create(
        Identity(unit=unit, name=f"Sở thứ {n}", name_key=f"so thu {n}", since=since) for n, unit in enumerate(units)
    )
    Membership.objects.bulk_create(Membership(group=group, unit=unit, since=since) for unit in units)
    like = plain_round()
    made = Round.objects.create(
        code=group.code, group=group, year=2023, state=state, organiser=like.organiser, member_day=date(2023, 12, 31),
        table_key=like.table_key, table_json=like.table_json, table_source=like.table_source, self_until=DAY,
        table_status=like.table_status, opened_on=DAY, opened_by="bài thử", cross_until=DAY, council_until=DAY,
    )  # fmt: skip
    Contestant.objects.bulk_create(
        Contestant(round=made, unit=unit, position=n, name=f"Sở thứ {n}", ranked=True, ground="Thành viên.")
        for n, unit in enumerate(units)
    )
    pairs = [(units[(n + step) % count], unit) for n, unit in enumerate(units) for step in (1, 2, 3) if count > 3]
    Pair.objects.bulk_create(Pair(round=made, scorer=a, scored=b) for a, b in pairs)
    Sheet.objects.bulk_create(
        Sheet(round=made, scorer=a, unit=b, handed_in_on=DAY, by_name="Ai đó")
        for a, b in [*((u, u) for u in units), *pairs]
    )
    rows = [(u, item, "self", u) for u in units for item in ("ban-chi-dao", "co-che", "tuyen-truyen")]
    rows += [(b, item, "cross", a) for a, b in pairs for item in ("ban-chi-dao", "co-che", "tuyen-truyen")]
    rows += [(u, item, "reading", None) for u in units for item in ("giup-do", "nop-cham")]
    rows += [(u, "nhiem-vu-chinh-tri", "paper", None) for u in units]
    Mark.objects.bulk_create(
        Mark(
            round=made, seq=seq, unit=unit, item=item, stage=stage, scorer=scorer, points=Decimal(seq % 10), on=DAY,
            paper="1/QĐ" if stage == "paper" else "", by="bài thử",
        )
        for seq, (unit, item, stage, scorer) in enumerate(rows, 1)
    )  # fmt: skip
    return made
