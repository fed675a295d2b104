"""A WSGI application that only writes: `/ghi/` records a value as the service does, `/moc/` is a plain Django write."""

import os
from itertools import count
from random import Random
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungsuc.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

get_wsgi_application()

from decimal import Decimal  # noqa: E402

from django.db import transaction  # noqa: E402

from benchmarks import nation  # noqa: E402
from chungsuc.criteria.actions import NewValue, record_value  # noqa: E402
from chungsuc.criteria.models import Measure  # noqa: E402
from chungsuc.organisations.models import Spelling, Unit  # noqa: E402

_units = list(Unit.objects.filter(kind="commune").values_list("pk", flat=True))
_measures = list(Measure.objects.values_list("pk", flat=True))
_chance, _numbers = Random(os.getpid()), count()


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """201 when it is written, 500 when it is not."""
    write = {"/ghi/": _record, "/moc/": _plain}.get(environ["PATH_INFO"])
    try:
        status = "404 Not Found" if write is None else "201 Created"
        if write:
            write()
    except Exception as error:
        status = "500 Internal Server Error"
        print(f"{type(error).__name__}: {error}", flush=True)
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def _record() -> None:
    number = Decimal(_chance.randrange(100_000_000)).scaleb(-6)
    new = NewValue(_chance.choice(_units), _chance.choice(_measures), number=number, bare=True)
    record_value(new, year=nation.FIRST_YEAR, by=f"máy {os.getpid()}", reason="Đo việc ghi đồng thời")


@transaction.atomic
def _plain() -> None:
    """The least a change with a trace can be: one row locked, changed, one row added."""
    unit = Unit.objects.select_for_update().get(pk=_chance.choice(_units))
    unit.source = f"lần {next(_numbers)}"
    unit.save(update_fields=["source"])
    Spelling.objects.create(unit=unit, name=f"{os.getpid()}-{next(_numbers)}-{_chance.random()}", name_key="x")
