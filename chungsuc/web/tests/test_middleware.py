"""A write that met another's is told as such; anything else that goes wrong stays a fault."""

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from chungsuc.web.middleware import TellOfCollisions


class FromPostgresql(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def raised(fault: Exception, cause: Exception | None = None) -> Exception:
    fault.__cause__ = cause
    return fault


def answered(fault: Exception) -> HttpResponse | None:
    return TellOfCollisions(lambda _: HttpResponse()).process_exception(RequestFactory().post("/"), fault)


@pytest.mark.parametrize(
    "fault",
    [
        raised(OperationalError("deadlock detected"), FromPostgresql("40P01")),
        raised(OperationalError("could not serialize access"), FromPostgresql("40001")),
        OperationalError("database is locked"),
    ],
    ids=["each waited for the other", "out of order", "SQLite busy"],
)
def test_who_met_another_is_told_that_nothing_was_written(fault: Exception) -> None:
    answer = answered(fault)
    assert answer is not None and answer.status_code == 409
    assert "chưa ghi gì của đồng chí" in answer.content.decode()


@pytest.mark.parametrize(
    "fault",
    [
        raised(OperationalError("the server closed the connection"), FromPostgresql("57P01")),
        OperationalError("disk I/O error"),
        DatabaseError("database is locked"),
        ValueError("database is locked"),
    ],
)
def test_any_other_fault_goes_on(fault: Exception) -> None:
    assert answered(fault) is None
