"""A file is under its hash, or it is an unfinished one that a sweep finds."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from chungsuc.shelves.shelf import GRACE, Shelf, hash_of

DATA = "Quyết định số 12/QĐ-UBND".encode()
HASH = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(lambda: tmp_path / "shelf", ".writing-")


def put(shelf: Shelf, data: bytes = DATA) -> Path:
    path = shelf.unfinished()
    path.write_bytes(data)
    return shelf.place(path, hashlib.sha256(data).hexdigest())


def test_a_file_lies_under_its_hash_and_twice_is_the_same(shelf: Shelf) -> None:
    assert put(shelf) == put(shelf) == shelf.path_of(HASH)
    assert shelf.path_of(HASH).read_bytes() == DATA and hash_of(shelf.path_of(HASH)) == HASH
    assert list(shelf.kept()) == [HASH]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", HASH[:-1], HASH.upper(), f"{HASH}\n"])
def test_nothing_but_a_hash_names_a_file(shelf: Shelf, name: str) -> None:
    with pytest.raises(ValueError, match="not a hash"):
        shelf.path_of(name)


def test_only_what_has_lain_long_is_old_or_forsaken(shelf: Shelf) -> None:
    placed, left = put(shelf), shelf.unfinished()
    left.write_bytes(b"half")
    assert (shelf.is_old(HASH), list(shelf.forsaken())) == (False, [])
    later = time.time() + GRACE + 60
    assert (shelf.is_old(HASH, later), list(shelf.forsaken(later))) == (True, [left])
    os.utime(placed, (later, later))
    assert not shelf.is_old(HASH, later)
    placed.unlink()
    assert not shelf.is_old(HASH, later)
