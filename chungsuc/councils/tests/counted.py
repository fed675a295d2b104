"""A session whose vote was counted, made as rows: for tests that only look, and must find nothing in the journal."""

from datetime import date

from chungsuc.councils.models import Attendance, Box, Council, Interest, Item, Member, Paper, Result, Session, Turnout
from chungsuc.organisations.models import Unit

HELD = date(2024, 3, 8)


def counted_session(members: int = 9, items: int = 2, code: str = "tham-dinh-thu") -> Session:
    """A council without accounts, everybody present, all in favour."""
    unit = Unit.objects.filter(kind="department").order_by("code")[0]
    council = Council.objects.create(
        code=code,
        name="Hội đồng thẩm định",
        unit=unit,
        since=date(2023, 1, 1),
        paper="QĐ 12",
        recorded_by="x",
    )
    roles = ["chair", "secretary", *(["member"] * (members - 2))]
    roll = [
        Member.objects.create(
            council=council, full_name=f"Thành viên {n}", role=role, since=date(2023, 1, 1), unit=unit
        )
        for n, role in enumerate(roles, 1)
    ]
    session = Session.objects.create(
        council=council, matter="other", number=1, convened_on=date(2024, 3, 1), held_on=HELD, state="closed",
        papers_sent_on=date(2024, 3, 1), convened_by="x", closed_on=HELD, quorum_key="share:council_quorum",
    )  # fmt: skip
    Paper.objects.create(session=session, title="Báo cáo thẩm định", added_by="x")
    for member in roll:
        Attendance.objects.create(session=session, member=member, state="present", marked_by="x")
    for order in range(1, items + 1):
        item = Item.objects.create(
            session=session, order=order, subject="councils.item", key=f"{session.pk}-{order}", label=f"Việc {order}",
            share_key="share:council_other", of_key="rule:council_other_of", live=False,
        )  # fmt: skip
        Interest.objects.create(
            item=item, member=roll[-1], kind="other", source="declared", recused=False, decided_by="Thành viên 1"
        )
        codes = sorted(f"{order}{n:04d}-AAAAA" for n in range(members))
        Box.objects.create(item=item, ballots=[{"code": code, "choice": "yes"} for code in codes])
        Turnout.objects.bulk_create([Turnout(item=item, member=member, channel="p") for member in roll])
        Result.objects.create(
            item=item, roll=members, present=members, letters=0, recused=0, turnout=members, yes=members, no=0,
            abstain=0, invalid=0, denominator=members, share=100, threshold=75, outcome="met", concluded_on=HELD,
            reasons=[{"text": "đủ", "about": "tỷ lệ đồng ý", "outcome": "met", "citation": "TB 5"}],
        )  # fmt: skip
    return session
