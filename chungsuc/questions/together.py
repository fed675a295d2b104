"""One query for several querysets: each gives the rows, models and order that it would have given alone.

Every queryset becomes a part of one UNION ALL; a row travels as JSON and is handed back to its own queryset, which
makes of it what it makes of a row of its own (`select_related`, annotations, `values_list`, a slice). Django offers no
such thing, so this file alone touches its compiler; `tests/` compares it with the querysets asked one by one, on both
engines.
"""

import json
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

_WIDEST = 100  # arguments of one function of SQL


def rows_together(asked: Mapping[Hashable, QuerySet]) -> dict[Hashable, list[Any]]:
    """What each queryset gives, by its key. One query whatever their number; none where none can give anything.

    Neither `prefetch_related` (it would ask again) nor columns of bytes.
    """
    found: dict[Hashable, list[Any]] = {key: [] for key in asked}
    parts: list[tuple[Hashable, QuerySet, Any]] = []
    sqls: list[str] = []
    params: list[Any] = []
    for key, queryset in asked.items():
        compiler = queryset.query.clone().get_compiler(using=queryset.db)
        try:
            sql, given = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            continue
        names = [connection.ops.quote_name(alias) for *_, alias in compiler.select]
        sqls.append(f"SELECT {len(parts)} AS part, {_as_json(names)} AS row_json FROM ({sql}) of_part")  # noqa: S608
        params.extend(given)
        parts.append((key, queryset, compiler))
    raw: list[list[Any]] = [[] for _ in parts]
    if sqls:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(sqls), params)
            for part, row in cursor.fetchall():
                raw[part].append(row)
    for (key, queryset, compiler), rows in zip(parts, raw, strict=True):
        found[key] = _as_asked(queryset, compiler, rows)
    return found


def _as_json(names: Sequence[str]) -> str:
    """A row as the text of a JSON list of lists."""
    build, cast = ("jsonb_build_array", "::text") if connection.vendor == "postgresql" else ("json_array", "")
    lists = [
        f"{build}({', '.join(f'of_part.{name}' for name in names[at : at + _WIDEST])})"
        for at in range(0, len(names), _WIDEST)
    ]
    return f"{build}({', '.join(lists)}){cast}"


def _as_asked(queryset: QuerySet, compiler: Any, rows: Sequence[str]) -> list[Any]:
    """Hands the rows to a copy of the queryset as if its own query had read them."""
    kinds = [expression.output_field.get_internal_type() for expression, *_ in compiler.select]
    read = [_values(kinds, row) for row in rows]
    compiler.execute_sql = lambda *args, **options: [read]
    given = queryset.all()
    given.query.get_compiler = lambda *args, **options: compiler  # type: ignore[method-assign]
    return list(given)


def _values(kinds: Sequence[str], row: str) -> list[Any]:
    """The values of a row as the driver of the database would have given them."""
    as_driver = Decimal if connection.vendor == "postgresql" else float
    values = [value for some in json.loads(row, parse_float=as_driver) for value in some]
    return [value if value is None else _value(kind, value) for kind, value in zip(kinds, values, strict=True)]


def _value(kind: str, value: Any) -> Any:
    if connection.vendor != "postgresql":
        return value
    if kind == "FloatField":
        return float(value)
    if kind == "JSONField":
        return json.dumps(value, default=str)
    if kind in _FROM_TEXT:
        return _FROM_TEXT[kind](value)
    return value


_FROM_TEXT: Mapping[str, Any] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "TimeField": time.fromisoformat,
    "DecimalField": lambda value: Decimal(str(value)),
    "UUIDField": UUID,
}
