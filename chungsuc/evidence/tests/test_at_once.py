"""Two who act at once: the same file is one document; a lock and a sending do not pass each other."""

import io
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from chungsuc.evidence import storage
from chungsuc.evidence.actions import attach, take_in, withdraw
from chungsuc.evidence.content.refusals import EvidenceRefused
from chungsuc.evidence.models import Document, Link, StoredFile
from chungsuc.locks.actions import Locked, require_open, set_lock
from chungsuc.locks.rules import EVIDENCE
from chungsuc.organisations.models import Unit
from tests.at_once import at_once
from tests.province import Province

from .making import pdf

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite có một người ghi mỗi lúc; cơ sở dữ liệu thử nằm trong bộ nhớ nên không chờ nhau",
    ),
]


@pytest.fixture
def unit(bare_province: Province, settings: Any, tmp_path: Path) -> Unit:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return Unit.objects.get(code="dn-24751")


def test_the_same_file_sent_four_times_at_once_is_one_document(unit: Unit) -> None:
    met = at_once(*[lambda: take_in(io.BytesIO(pdf()), unit=unit, kind="khac", by="commune").pk] * 4)
    assert len(set(met)) == 1, met
    assert (Document.objects.count(), StoredFile.objects.count(), len(list(storage.kept()))) == (1, 1, 1)


def test_attaching_and_withdrawing_at_once_never_both_succeed(unit: Unit) -> None:
    for number in range(5):
        document = take_in(io.BytesIO(pdf(f"/N {number}".encode())), unit=unit, kind="khac", by="commune")
        met = at_once(
            lambda document=document: attach(document, "bai-thu", "1", by="commune"),
            lambda document=document: withdraw(document, reason="Nhầm", by="commune"),
            refused=(EvidenceRefused,),
        )
        assert sum(isinstance(one, EvidenceRefused) for one in met) == 1, met
        document.refresh_from_db()
        assert (document.withdrawn_at is None) is Link.objects.filter(document=document).exists()


def test_a_lock_waits_for_the_writer_that_was_let_in_and_holds_the_next(unit: Unit) -> None:
    let_in, go_on, order = threading.Event(), threading.Event(), []

    def writing() -> None:
        with transaction.atomic():
            require_open(EVIDENCE, unit.pk)
            let_in.set()
            go_on.wait(timeout=30)
            order.append("ghi")

    def locking() -> None:
        let_in.wait(timeout=30)
        set_lock(EVIDENCE, reason="Hết hạn", how_to_ask="Gửi đề nghị", by="coordinator", by_name="Điều phối")
        order.append("khóa")

    helper = threading.Timer(0.5, go_on.set)
    helper.start()
    assert at_once(writing, locking) == [None, None]
    assert order == ["ghi", "khóa"]
    with pytest.raises(Locked):
        take_in(io.BytesIO(pdf()), unit=unit, kind="khac", by="commune")
