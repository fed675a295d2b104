"""The change that only one of two makes: it writes a row that still is as it was seen, or nothing."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.audit.actions import change_where


@pytest.fixture
def row(db: None) -> ContentType:
    ContentType.objects.create(app_label="tạm", model="khác")
    return ContentType.objects.create(app_label="tạm", model="trước")


def kept() -> list[str]:
    return sorted(ContentType.objects.filter(app_label="tạm").values_list("model", flat=True))


def test_a_row_that_is_as_it_was_seen_is_changed_in_one_statement_and_the_object_with_it(row: ContentType) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert change_where(row, {"model": "trước", "model__in": ["trước", "nào"]}, model="sau") is True
    assert (row.model, kept(), len(asked)) == ("sau", ["khác", "sau"], 1)


def test_who_comes_second_changes_nothing(row: ContentType) -> None:
    second = ContentType.objects.get(pk=row.pk)
    assert change_where(row, {"model": "trước"}, model="sau")
    assert change_where(second, {"model": "trước"}, model="muộn") is False
    assert (second.model, kept()) == ("trước", ["khác", "sau"])
