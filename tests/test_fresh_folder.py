"""The real process in a folder of its own: from nothing to a working service, and surroundings that cannot work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.province import PACK

VALUES = PACK / "samples" / "bieu-tong-hop-2023.xlsx"


def process(data_dir: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """`chungsuc …` in a process of its own with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CHUNGSUC_SECRET_KEY")}
    return subprocess.run(
        [sys.executable, "-m", "chungsuc", *map(str, arguments)],
        env={**kept, "CHUNGSUC_DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_a_fresh_folder_becomes_a_working_service_and_everything_stays_in_it(tmp_path: Path) -> None:
    early = process(tmp_path, "progress", "--on", "2023-12-31")
    assert (early.returncode, early.stdout) == (1, "")
    assert "chungsuc migrate" in early.stderr and "Traceback" not in early.stderr
    assert process(tmp_path, "migrate").returncode == 0
    assert process(tmp_path, "load-pack", PACK).returncode == 0
    imported = process(tmp_path, "import", VALUES, "--as", "indicator-values", "--json")
    assert (imported.returncode, imported.stderr) == (0, "")
    assert json.loads(imported.stdout)["counts"]["written"] == 3660
    told = json.loads(process(tmp_path, "progress", "--on", "2023-12-31", "--json").stdout)
    assert next(row["actual"] for row in told["targets"] if row["code"] == "average_criteria") == 16.62
    assert process(tmp_path, "verify-audit").returncode == 0
    assert {"chungsuc.sqlite3", "secret-key", "uploads"} <= {path.name for path in tmp_path.iterdir()}
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_the_database_is_where_the_address_says(tmp_path: Path) -> None:
    elsewhere = tmp_path / "khac.sqlite3"
    done = process(tmp_path / "data", "migrate", DATABASE_URL=f"sqlite:///{elsewhere}")
    assert (done.returncode, elsewhere.exists()) == (0, True)
    assert not (tmp_path / "data" / "chungsuc.sqlite3").exists()


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URL": "mysql://ai/do"},
        {"DATABASE_URL": "postgresql://postgres@127.0.0.1:1/x"},
        {"CHUNGSUC_HTTPS": "?"},
    ],
)
def test_surroundings_that_cannot_work_are_told_in_vietnamese(tmp_path: Path, environment: dict[str, str]) -> None:
    done = process(tmp_path, "verify-audit", **environment)
    assert done.returncode in (1, 2)
    assert "Hãy kiểm tra" in done.stderr and "Traceback" not in done.stderr
