"""What the database tells after a vote: that members voted, and nothing that orders or links their ballots.

Every table with every column is dumped, on PostgreSQL with ctid, xmin and cmin, on SQLite with rowid.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from chungsuc.audit.models import Entry
from chungsuc.councils import actions
from chungsuc.councils.actions import ballots
from chungsuc.councils.models import Box, Session, Turnout
from chungsuc.councils.tests.hall import HELD, Hall, matter
from tests.province import load_province

HIDDEN = {"postgresql": "ctid::text, xmin::text, cmin::text, ", "sqlite": "rowid, "}
Dump = dict[str, list[dict[str, Any]]]


def dumped() -> Dump:
    """Every row of every table, in the order in which the engine keeps them."""
    hidden, found = HIDDEN[connection.vendor], {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for extra in (hidden, ""):  # a table without rowid has no hidden column
                try:
                    with transaction.atomic():
                        cursor.execute(f'SELECT {extra}* FROM "{table}"')
                        names = [column[0] for column in cursor.description]
                        found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
                    break
                except Exception:
                    if not extra:
                        raise
    return found


def without(dump: Dump, *columns: str) -> str:
    rows = {
        table: [{name: value for name, value in row.items() if name not in columns} for row in rows]
        for table, rows in dump.items()
    }
    return json.dumps(rows, default=str, sort_keys=True)


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes that come next: in two worlds the same code goes with the same choice."""
    coming: list[str] = []
    monkeypatch.setattr(ballots, "fresh_code", lambda: coming.pop(0))
    return coming


def test_two_votes_with_choices_and_order_swapped_leave_the_same_database(hall: Hall, codes: list[str]) -> None:
    session = hall.voting()
    worlds = []
    for order in ([(1, "yes"), (2, "no"), (3, "abstain")], [(3, "yes"), (1, "abstain"), (2, "no")]):
        mark = transaction.savepoint()
        for number, choice in order:
            codes.append({"yes": "77777-77777", "no": "22222-22222", "abstain": "99999-99999"}[choice])
            hall.vote(session, number, choice)
        # inside one transaction the row versions differ by the savepoints, not by who voted: left out here
        worlds.append(without(dumped(), "ctid", "xmin", "cmin"))
        transaction.savepoint_rollback(mark)
    assert worlds[0] == worlds[1]


@pytest.fixture
def hall_for_good(transactional_db: None) -> Iterator[Hall]:
    """A hall whose acts are committed, so that the engine's own row versions can be looked at."""
    load_province(samples=False)
    with matter():
        yield Hall(size=7)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_after_a_committed_vote_nothing_in_the_whole_database_orders_or_links(hall_for_good: Hall) -> None:
    hall = hall_for_good
    session = hall.voting(items=2)
    before = Entry.objects.count()
    receipts: dict[int, dict[int, str]] = {}
    for number, choice in ((4, "no"), (1, "yes"), (6, "yes"), (3, "abstain"), (7, "yes")):
        receipts[number] = hall.vote(session, number, choice)
    assert Entry.objects.count() == before
    _nothing_links(hall, session, receipts)
    actions.close_voting(Session.objects.get(), on=HELD, by="x")
    _nothing_links(hall, session, receipts)


def _nothing_links(hall: Hall, session: Session, receipts: dict[int, dict[int, str]]) -> None:
    dump = dumped()
    every = {code for codes in receipts.values() for code in codes.values()}
    # a code stands in its box and nowhere else, neither as it is nor in part
    for table, rows in dump.items():
        text = json.dumps(rows, default=str)
        held = {code for code in every if code in text or code.replace("-", "") in text}
        assert held == (every if table == Box._meta.db_table else set()), table
    # the box holds codes and choices in the order of the codes: no member, no time, no order of coming
    for row in Box.objects.all():
        assert [sorted(ballot) for ballot in row.ballots] == [["choice", "code"]] * len(receipts)
        assert [ballot["code"] for ballot in row.ballots] == sorted(ballot["code"] for ballot in row.ballots)
    box_columns = {name for row in dump[Box._meta.db_table] for name in row}
    assert box_columns - {"ctid", "xmin", "cmin", "rowid"} == {"item_id", "ballots"}
    # the turnout has no time; its rows lie in the order of the roll, all of one age
    turnout = dump[Turnout._meta.db_table]
    assert {name for row in turnout for name in row} - {"ctid", "xmin", "cmin", "rowid"} == {
        "id", "item_id", "member_id", "channel",
    }  # fmt: skip
    ids = [(row["item_id"], row["member_id"]) for row in sorted(turnout, key=lambda row: row["id"])]
    assert ids == sorted(ids)
    if connection.vendor == "postgresql":
        # all written by one statement and of one length, so where the engine puts them depends on none of them
        assert len({row["xmin"] for row in turnout}) == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT pg_column_size(channel) FROM councils_turnout")
            assert len(cursor.fetchall()) == 1
    who = {hall.members[number - 1].pk for number in receipts}
    assert {row["member_id"] for row in turnout if row["channel"] == "p"} == who


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_once_closed_the_files_of_the_database_keep_no_former_box(hall_for_good: Hall) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("dead row versions are looked for on PostgreSQL; on SQLite the row is overwritten in place")
    session = hall_for_good.voting()
    for number in (1, 2, 3):
        hall_for_good.vote(session, number)
    actions.close_voting(Session.objects.get(), on=HELD, by="x")
    with connection.cursor() as cursor:
        for model in (Box, Turnout):
            table = model._meta.db_table
            cursor.execute("SELECT pg_relation_size(%s), (SELECT max(ctid::text) FROM councils_box)", [table])
            size, _ = cursor.fetchone()
            assert size == 8192  # one page, written anew
        cursor.execute("SELECT ctid::text FROM councils_box")
        assert [row[0] for row in cursor.fetchall()] == ["(0,1)"]


def test_no_line_of_any_log_speaks_of_a_vote(hall: Hall, client_as: Any, caplog: pytest.LogCaptureFixture) -> None:
    from django.urls import reverse

    session = hall.voting()
    caplog.set_level("DEBUG")
    address, item = reverse("council_vote", args=[session.pk]), session.items.get()
    caplog.clear()
    client_as(hall.account(1)).post(address, {"viec": "bo-phieu", f"nd-{item.pk}": "yes"})
    code = Box.objects.get().ballots[0]["code"]
    assert [line for line in caplog.messages if code in line or "nd-" in line] == []


def test_codes_are_not_drawn_twice_and_use_letters_that_are_not_mistaken() -> None:
    drawn = [ballots.fresh_code() for _ in range(2000)]
    assert len(set(drawn)) == 2000
    assert all(len(code) == 11 and code[5] == "-" and not set("01IOLU5SAE") & set(code) for code in drawn)
