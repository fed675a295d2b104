"""The journal under a second pair of eyes, and against the clock.

    python benchmarks/journal.py check DATABASE_URL [--heads FILE]
    python benchmarks/journal.py tamper ROUNDS [--seed N]
    python benchmarks/journal.py speed N [--database postgresql://USER@HOST/ANY]

`check` shares no code with the service: it opens the database itself, spells the canonical form itself and follows
the chain itself. `tamper` writes a throwaway journal through the service, lifts its triggers, damages it in five ways
with five degrees of cunning, and asks both the checker and the service. `speed` appends and verifies N entries in a
throwaway database. Exit code 1 when a journal is broken or a tampering was missed.
"""

import argparse
import hashlib
import json
import os
import random
import secrets
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

TEXTS = ["actor", "actor_post", "act", "subject_type", "subject_id", "subject_label"]
TEXTS += ["unit_code", "details", "reason", "paper"]
HASHED = ["seq", "recorded_at", *TEXTS]
QUERY = f"SELECT {', '.join(HASHED)}, previous_hash, hash FROM audit_entry ORDER BY seq"
HEAD_QUERY = "SELECT seq, hash FROM audit_chainhead WHERE id = 1"


# --- the independent checker -----------------------------------------------------------------------------------------


_sorted = itemgetter(*[HASHED.index(name) for name in sorted(HASHED)])
_FORM = "{" + ",".join(f'"{name}":%s' for name in sorted(HASHED)) + "}"
_encoded = json.encoder.encode_basestring  # a string as JSON writes it; TypeError for anything else


def spelled_time(value) -> str:
    if isinstance(value, str) and len(value) == 26 and value[10] == " ":  # as SQLite keeps it
        return f"{value[:10]}T{value[11:]}"
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")


def digest_of(previous: str, row) -> str:
    if type(row[0]) is not int:
        raise ValueError("not a number")
    spelled = [str(row[0]), _encoded(spelled_time(row[1])), *map(_encoded, row[2 : len(HASHED)])]
    return hashlib.sha256((previous + _FORM % _sorted(spelled)).encode("utf-8")).hexdigest()


def first_break(rows, head, published) -> str | None:
    """`rows` as QUERY gives them, `head` (seq, hash) or None, `published` a list of the same; None when whole."""
    known, previous, last = list(published), "0" * 64, 0
    if head is not None:
        known.append(tuple(head))
    digests = {}
    wanted = {seq for seq, _digest in known}
    for row in rows:
        if row[0] != last + 1:
            return f"entry {last + 1}: found {row[0]} in its place"
        try:
            expected = digest_of(previous, row)
        except (ValueError, TypeError):
            return f"entry {row[0]}: holds what no entry holds"
        if row[-2] != previous or row[-1] != expected:
            return f"entry {row[0]}: its hash is not what its content and its predecessor make"
        previous, last = expected, row[0]
        if last in wanted:
            digests[last] = expected
    for seq, digest in known:
        if seq and digests.get(seq) != digest:
            return f"entry {seq}: the head of that number says otherwise"
    if last != (head[0] if head else 0):
        return f"entry {last}: the head does not stand there"
    return None


def heads_in(file: str | Path | None) -> list[tuple[int, str]]:
    if file is None:
        return []
    lines = [line.split("\t") for line in Path(file).read_text().splitlines()]
    return [(int(seq), digest) for _day, seq, digest in lines]


def check(url: str, heads: str | None) -> int:
    published = heads_in(heads)
    if url.startswith("sqlite:///"):
        connection = sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True, isolation_level=None)
        connection.execute("BEGIN")  # one moment for the head and all entries
        head, rows = connection.execute(HEAD_QUERY).fetchone(), connection.execute(QUERY)
    else:
        import psycopg

        connection = psycopg.connect(url)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        head, rows = connection.execute(HEAD_QUERY).fetchone(), connection.cursor("entries")
        rows.itersize = 1000
        rows.execute(QUERY)
    began = time.perf_counter()
    try:
        found = first_break(rows, head, published)
    except sqlite3.OperationalError as error:
        found = f"unreadable text: {error}"
    took = time.perf_counter() - began
    print(f"{head[0] if head else 0:,} entries, {took:.2f} s: {found or 'whole'}")
    connection.close()
    return 1 if found else 0


# --- the service, on a throwaway database ----------------------------------------------------------------------------


def service(database: dict) -> None:
    """Django with nothing but the journal, its tables made."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["chungsuc.audit"], DATABASES={"default": database}, USE_TZ=True, TIME_ZONE="Asia/Ho_Chi_Minh"
    )
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("audit"))


def sqlite_in(folder: str) -> dict:
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder, "journal.sqlite3")), "OPTIONS": options}


def an_act(number: int) -> dict:
    return {
        "act": "criteria.value_recorded",
        "actor": f"can.bo.{number % 71}",
        "actor_post": "Chuyên viên Phòng Kinh tế",
        "subject_type": "criteria.value",
        "subject_id": str(number),
        "subject_label": f"Chỉ tiêu {number % 19 + 1}.{number % 5 + 1} của xã số {number % 60}",
        "unit_code": str(24600 + number % 60),
        "details": {"before": None, "after": f"{number % 100},5", "cell": f"K{number}"},
        "reason": "Số liệu rà soát quý III" if number % 3 else "",
        "paper": f"{number % 400}/QĐ-UBND" if number % 2 else "",
    }


# --- tampering -------------------------------------------------------------------------------------------------------

LENGTH = 200


def changed(rows: list[list], chance: random.Random) -> None:
    row = chance.choice(rows)
    at = HASHED.index(chance.choice(TEXTS + ["recorded_at"]))
    if HASHED[at] == "recorded_at":
        row[at] = f"20{chance.randrange(10, 25)}{row[at][4:]}"
    else:
        row[at] = chance.choice([row[at] + chance.choice(" ._0đ\n\"'"), row[at][1:] or "x", "x" + row[at]])


def removed(rows: list[list], chance: random.Random) -> None:
    del rows[chance.randrange(len(rows) - 1)]


def reordered(rows: list[list], chance: random.Random) -> None:
    one, other = chance.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]


def inserted(rows: list[list], chance: random.Random) -> None:
    at = chance.randrange(len(rows))
    rows.insert(at, [*rows[chance.randrange(len(rows))]])
    rows[at][HASHED.index("actor")] = "kẻ chèn"


def cut(rows: list[list], chance: random.Random) -> None:
    del rows[chance.randrange(1, len(rows)) :]


WAYS = [changed, removed, reordered, inserted, cut]
CUNNING = ["plain", "numbered again", "one hash mended", "linked again", "linked again with the head"]


def numbered(rows: list[list]) -> None:
    for seq, row in enumerate(rows, 1):
        row[0] = seq


def mended(rows: list[list], originals: set[tuple]) -> None:
    """The forged entry gets the hash that fits it; those after it are left alone."""
    previous = "0" * 64
    for row in rows:
        if tuple(row) not in originals:
            row[-2:] = [previous, digest_of(previous, row)]
            return
        previous = row[-1]


def linked(rows: list[list]) -> None:
    previous = "0" * 64
    for row in rows:
        row[-2:] = [previous, digest_of(previous, row)]
        previous = row[-1]


def forged(whole: list[tuple], head: tuple, way, cunning: str, chance: random.Random) -> tuple[list[list], tuple]:
    rows = [list(row) for row in whole]
    way(rows, chance)
    if cunning != "plain" or way in (reordered, inserted):  # otherwise the table would refuse two equal numbers,
        numbered(rows)  # or the swap would be undone by the order in which it is read
    if cunning == "one hash mended":
        mended(rows, set(whole))
    elif cunning.startswith("linked again"):
        linked(rows)
    return rows, (len(rows), rows[-1][-1]) if cunning.endswith("head") else head


def store(database: sqlite3.Connection, rows: list[list], head: tuple) -> None:
    places = ", ".join("?" * (len(HASHED) + 2))
    database.execute("BEGIN IMMEDIATE")
    database.execute("DELETE FROM audit_entry")
    database.executemany(f"INSERT INTO audit_entry ({', '.join(HASHED)}, previous_hash, hash) VALUES ({places})", rows)
    database.execute("UPDATE audit_chainhead SET seq = ?, hash = ?", head)
    database.execute("COMMIT")


def tamper(rounds: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        service(sqlite_in(folder))
        from django.db import connection, transaction

        from chungsuc.audit.actions import publish_head, record_many
        from chungsuc.audit.triggers import drop_triggers
        from chungsuc.audit.verification import verify_chain

        with transaction.atomic():
            record_many([an_act(number) for number in range(LENGTH)])
        file = publish_head(Path(folder, "outside"))
        drop_triggers(connection)
        raw = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        raw.execute("PRAGMA synchronous=OFF")
        whole, head = raw.execute(QUERY).fetchall(), raw.execute(HEAD_QUERY).fetchone()
        if first_break(whole, head, heads_in(file)) or verify_chain(file):
            print("the untouched journal is called broken")
            return 1
        chance, tried, missed = random.Random(seed), Counter(), Counter()
        began = time.perf_counter()
        for number in range(rounds):
            way = WAYS[number % len(WAYS)]
            cunning = CUNNING[number // len(WAYS) % len(CUNNING)]
            store(raw, *forged(whole, head, way, cunning, chance))
            tried[way.__name__] += 1
            if not first_break(raw.execute(QUERY), raw.execute(HEAD_QUERY).fetchone(), heads_in(file)):
                missed[f"checker: {way.__name__}, {cunning}"] += 1
            if not verify_chain(file):
                missed[f"service: {way.__name__}, {cunning}"] += 1
        took = time.perf_counter() - began
        store(raw, [list(row) for row in whole], head)
        if first_break(raw.execute(QUERY), head, heads_in(file)) or verify_chain(file):
            missed["both: the journal put back as it was is called broken"] += 1
        raw.close()
        connection.close()
    for way, count in tried.items():
        print(f"{way:10} {count:7,}")
    print(f"{sum(tried.values()):,} tamperings of {LENGTH} entries, missed {sum(missed.values())}, {took:.1f} s")
    for what, count in missed.items():
        print(f"MISSED {count} × {what}")
    return 1 if missed else 0


# --- speed -----------------------------------------------------------------------------------------------------------


def timed(what: str, count: int, work) -> None:
    began, busy = time.perf_counter(), time.process_time()
    work()
    took, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{what:42} {count:10,} {took:8.2f} s (own CPU {busy:.2f} s) {count / took:12,.0f} entries/s", flush=True)


def measure(count: int, url: str) -> None:
    from django.db import connection, transaction

    from chungsuc.audit.actions import record, record_many
    from chungsuc.audit.verification import verify_chain

    def append(numbers: range) -> None:
        with transaction.atomic():
            record_many([an_act(number) for number in numbers])

    def append_all() -> None:
        for start in range(0, count, 1000):
            append(range(start, min(start + 1000, count)))

    def append_singly() -> None:
        for number in range(singly):
            with transaction.atomic():
                record(**an_act(number))

    def verify() -> None:
        if verify_chain():
            sys.exit("the journal is broken")

    def verify_independently() -> None:
        if check(url, None):
            sys.exit("the journal is broken")

    singly = min(count, 500)
    timed("appended, 1,000 a transaction", count, append_all)
    timed("appended, one a transaction", singly, append_singly)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE audit_entry")
    timed("verified by the service", count + singly, verify)
    timed("verified by the independent checker", count + singly, verify_independently)
    connection.close()


def speed(count: int, url: str | None) -> int:
    if url is None:
        with tempfile.TemporaryDirectory() as folder:
            database = sqlite_in(folder)
            service(database)
            measure(count, f"sqlite:///{database['NAME']}")
        return 0
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    name = f"journal_{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            given = conninfo_to_dict(url) | {"dbname": name}
            parts = {setting: str(given.get(key, "")) for setting, key in PARTS.items()}
            service({"ENGINE": "django.db.backends.postgresql", **parts})
            measure(count, psycopg.conninfo.make_conninfo(**given))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    return 0


PARTS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check")
    checking.add_argument("url", metavar="DATABASE_URL")
    checking.add_argument("--heads")
    tampering = commands.add_parser("tamper")
    tampering.add_argument("rounds", type=int)
    tampering.add_argument("--seed", type=int, default=1)
    timing = commands.add_parser("speed")
    timing.add_argument("count", type=int)
    timing.add_argument("--database", metavar="URL")
    given = parser.parse_args()
    if given.command == "check":
        return check(given.url, given.heads)
    if given.command == "tamper":
        return tamper(given.rounds, given.seed)
    return speed(given.count, given.database)


if __name__ == "__main__":
    sys.exit(main())
