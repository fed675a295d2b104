"""Every test of papers has a desk, a present day and a folder of files of its own."""

from pathlib import Path
from typing import Any

import pytest

from chungsuc.documents.tests.desk import Desk
from tests.province import Province


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.PAPERS_DIR = tmp_path / "papers"
    settings.TODAY = "2026-03-02"


@pytest.fixture(autouse=True)
def without_office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server without LibreOffice, whose start takes seconds; tests that are marked `office` have what is there."""
    if request.node.get_closest_marker("office") is None:
        monkeypatch.setenv("CHUNGSUC_OFFICE", "khong-co-chuong-trinh-nay")


@pytest.fixture
def desk(bare_province: Province) -> Desk:
    return Desk(bare_province)
