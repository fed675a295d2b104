"""Files that are none: refused with a reason, and nothing written but the batch and the journal."""

import io
import zipfile
from pathlib import Path

import pytest

from chungsuc.imports.models import Batch
from tests.province import PACK, Province

from .pages_support import counts_of_tables, read_file

SAMPLE = PACK / "samples" / "bieu-tong-hop-2023.xlsx"


def _package(**parts: str | bytes) -> bytes:
    """The sample with parts put in or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(SAMPLE) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def _bomb() -> bytes:
    return _package(**{"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 60_000_000})


def _macros() -> bytes:
    return _package(**{"xl/vbaProject.bin": b"x"})


def _links() -> bytes:
    return _package(**{"xl/externalLinks/externalLink1.xml": "<externalLink/>"})


FILES = {
    "văn bản.xlsx": (lambda: b"khong phai bang tinh", "Tệp không phải là bảng tính"),
    "ảnh.png": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "Tệp"),
    "cũ.xls": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, "định dạng bảng tính cũ"),
    "rỗng.csv": (lambda: b"\n", "Tệp không có dữ liệu"),
    "hỏng.xlsx": (lambda: SAMPLE.read_bytes()[:9000], "Tệp"),
    "bom.xlsx": (_bomb, "Tệp nén bất thường"),
    "macro.xlsx": (_macros, "Tệp có macro"),
    "liên kết.xlsx": (_links, "liên kết tới tệp hoặc nguồn dữ liệu bên ngoài"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["indicator-values", "recognitions"])
def test_what_is_no_workbook_is_refused_with_a_reason_and_writes_nothing(
    bare_province: Province, tmp_path: Path, name: str, kind: str
) -> None:
    content, words = FILES[name]
    path = tmp_path / name
    path.write_bytes(content())
    before = counts_of_tables()
    batch = read_file(path, kind)
    assert batch.state == "refused" and words in batch.refusal
    assert "ãy " in batch.refusal
    assert counts_of_tables() == before


def test_the_name_of_a_file_never_becomes_a_path(bare_province: Province, settings) -> None:
    from chungsuc.imports import actions

    for name in ("../../etc/passwd.xlsx", "a/b.xlsx", "/tmp/x.csv", "..", "x.php"):
        batch = actions.receive(io.BytesIO(b"x"), filename=name, kind="recognitions", by="hương")
        stored = actions.path_of(batch).resolve()
        assert stored.parent == (Path(settings.UPLOAD_DIR) / "workbooks").resolve()
        assert stored.stem == batch.sha256 and stored.suffix in (".xlsx", ".csv", ".bin")
    assert Batch.objects.count() == 5


def test_a_preview_by_itself_changes_no_value(bare_province: Province) -> None:
    before = counts_of_tables()
    batch = read_file(SAMPLE, "indicator-values")
    after = counts_of_tables()
    assert batch.state == "previewed"
    assert {table for table in after if after[table] != before[table]} == {"imports_batchrow"}
