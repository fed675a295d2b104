"""Is the journal what was recorded? Reads it as one stream; a million entries need little memory."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction

from chungsuc.audit.models import ChainHead, Entry
from chungsuc.audit.rules import COLUMNS, EMPTY, Break, Head, check, past_the_end

CHUNK = 1000

# The database writes the time as rules.moment does: parsing a million datetimes would cost more than hashing them.
_RECORDED_AT = {
    "sqlite": (
        "replace(recorded_at, ' ', 'T') || CASE length(recorded_at) WHEN 19 THEN '.000000' ELSE '' END AS recorded_at"
    ),
    "postgresql": "to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') AS recorded_at",
}


class HeadsUnreadable(ValueError):
    """The file of published heads is missing or holds a line that is none; the text says which, in Vietnamese."""


def verify_chain(heads_file: Path | None = None) -> Break | None:
    """The first entry where the journal is not what was recorded, None when it is whole.

    With `heads_file` (written by `actions.publish_head`) also a chain rewritten from end to end is found; raises
    HeadsUnreadable when the file cannot be read. Entries recorded while it runs are left to the next verification.
    """
    published = read_heads(heads_file) if heads_file else []
    head = _head()
    # PostgreSQL streams only inside a transaction; on SQLite one would keep every writer waiting.
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        broken = check(_rows(head.seq), head, published)
    return broken or _past_the_end()


def read_heads(file: Path) -> list[Head]:
    """The published heads in the order of the file; HeadsUnreadable when it is missing or a line is not one."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise HeadsUnreadable(
            f"Không đọc được tệp dấu cuối đã công bố {file.name}. Hãy lấy lại tệp từ nơi lưu giữ rồi kiểm tra lại."
        ) from error
    return [_published(line, number, file.name) for number, line in enumerate(lines, 1)]


def _published(line: str, number: int, name: str) -> Head:
    try:
        _day, seq, digest = line.split("\t")
        return Head(int(seq), digest)
    except ValueError as error:
        raise HeadsUnreadable(
            f"{name}, dòng {number}: không phải “ngày, số thứ tự, mã băm”. Hãy đối chiếu với bản lưu giữ của tệp."
        ) from error


def _head() -> Head:
    found = ChainHead.objects.filter(id=1).values_list("seq", "hash").first()
    return Head(*found) if found else EMPTY


def _rows(last: int) -> Iterator[tuple[Any, ...]]:
    """Rows of rules.COLUMNS up to `last`, in the order of seq; a row whose text is no text comes as one of None."""
    columns = ", ".join(_RECORDED_AT[connection.vendor] if name == "recorded_at" else name for name in COLUMNS)
    seq = 0
    with connection.chunked_cursor() as cursor:
        cursor.cursor.itersize = CHUNK  # how many rows PostgreSQL sends at a time; SQLite ignores it
        try:
            cursor.execute(f"SELECT {columns} FROM audit_entry WHERE seq <= %s ORDER BY seq", [last])
            for row in cursor:
                yield row
                seq += 1
        except DatabaseError as error:
            if "decode" not in str(error).lower():
                raise
            yield tuple(seq + 1 if name == "seq" else None for name in COLUMNS)


def _past_the_end() -> Break | None:
    """Entries that stand after the head. The head is read second: a record under way commits both together."""
    last = Entry.objects.newest_first().values_list("seq", flat=True).first() or 0
    head = _head()
    return past_the_end(head) if last > head.seq else None
