"""Rows of this room for tests: people of every desk, an exemplar with what is added to it."""

import hashlib
from datetime import date
from typing import Any

from chungsuc.accounts.models import User
from chungsuc.evidence import storage
from chungsuc.evidence.models import Document, DocumentKind, StoredFile
from chungsuc.evidence.tests.making import picture as drawn
from chungsuc.exemplars import actions
from chungsuc.exemplars.access import PHOTO_KIND
from chungsuc.exemplars.actions import Agreed, Written
from chungsuc.exemplars.models import Copy, Coverage, Exemplar, Outlet, Photo
from chungsuc.law.spelling import fold
from chungsuc.organisations.access import Person, person_on
from chungsuc.organisations.models import Post, Unit
from chungsuc.web.day import now

START = date(2021, 1, 1)
FOUND, LATER = date(2024, 3, 1), date(2024, 4, 1)
NAME = "Điểu K'Lung Bé"
WRITTEN = Written(f"Hộ ông {NAME}", "Hiến 300 m² đất làm đường thôn", "Hộ này hiến đất, vận động bốn hộ cùng làm.")


def person(role: str, unit: str, day: date = LATER, name: str = "") -> Person:
    """Somebody who holds this role at this unit for as long as the unit exists, as of `day`."""
    username = name or f"{role}-{unit}".lower()
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create(username=username, full_name=f"Cán bộ {username}", must_change_password=False)
    at = Unit.objects.get(code=unit)
    Post.objects.get_or_create(account=user, role=role, unit=at, since=max(START, at.since), until=at.until)
    return person_on(user, day)


def commune(unit: str = "dn-24673", day: date = LATER) -> Person:
    """The official of the commune where exemplars of these tests are."""
    return person("commune", unit, day)


def department(day: date = LATER) -> Person:
    """Somebody of a department, who may verify."""
    return person("department", "SXD", day)


def emulation(day: date = LATER) -> Person:
    """Somebody who keeps the whole register."""
    return person("emulation_officer", "SNV", day)


def exemplar(
    unit: str = "dn-24673", *, kind: str = "household", name: str = "", found_on: date | None = None
) -> Exemplar:
    """An exemplar that the commune itself found, on a day on which the unit stood."""
    at = Unit.objects.get(code=unit)
    on = found_on or max(FOUND, at.since)
    acting = person("commune", unit, max(on, LATER))
    written = Written(name or WRITTEN.name, WRITTEN.title, WRITTEN.text)
    return actions.find(kind=kind, unit=at, found_on=on, written=written, acting=acting)


def verified(made: Exemplar, acting: Person | None = None) -> Exemplar:
    """The exemplar after a department looked at it."""
    who = acting or department(max(made.found_on, LATER))
    actions.verify(made, made.version, outcome="confirmed", on=made.found_on, reason="Đã xem tại thôn.", acting=who)
    made.refresh_from_db()
    return made


def agreed(made: Exemplar, about: str = "name", scope: str = "public", day: date = LATER) -> Any:
    """A consent by word, given on the day of discovery."""
    made.refresh_from_db()
    said = Agreed(about, scope, made.found_on, None, "Trưởng thôn")
    consent = actions.give_consent(made, made.version, said, acting=emulation(max(day, made.found_on)))
    made.refresh_from_db()
    return consent


def photo(made: Exemplar) -> Photo:
    """A photograph as rows: its file is put on the disk."""
    kept = Photo.objects.filter(exemplar=made).first()
    return kept or Photo.objects.create(
        exemplar=made, document=picture(made.unit.code), caption="Đường thôn sau khi mở rộng", added_by="x",
        added_at=made.recorded_at,
    )  # fmt: skip


def kinds_loaded() -> bool:
    """Whether the pack knows the kinds of documents of exemplars."""
    return DocumentKind.objects.filter(code=PHOTO_KIND).exists()


def picture(unit: str) -> Document:
    """A kept picture of a unit, of the closed kind, past the way in."""
    data = drawn(colour=f"#{hashlib.sha256(unit.encode()).hexdigest()[:6]}")
    sha256 = hashlib.sha256(data).hexdigest()
    storage.keep(storage.write(data), sha256)
    said = {"size": len(data), "media_type": "image/jpeg", "extension": "jpg", "width": 60, "height": 40}
    file, _ = StoredFile.objects.get_or_create(sha256=sha256, defaults={**said, "stored_at": now()})
    before = Document.objects.filter(unit__code=unit, file=file).first()
    return before or Document.objects.create(
        unit=Unit.objects.get(code=unit), kind=DocumentKind.objects.get(code=PHOTO_KIND), file=file, title="Ảnh",
        received_sha256=sha256, uploaded_by="x", uploaded_at=now(),
    )  # fmt: skip


def copied(made: Exemplar) -> Copy:
    """A department copies it, as a row: the exemplar stays as it was."""
    unit = Unit.objects.filter(kind="department", until=None).order_by("code")[0]
    kept = Copy.objects.filter(exemplar=made).first()
    return kept or Copy.objects.create(
        exemplar=made, unit=unit, since=made.found_on, due=date(made.found_on.year + 1, 12, 31), recorded_by="x",
        recorded_at=made.recorded_at,
    )  # fmt: skip


def outlet(code: str = "BAO") -> Outlet:
    """The outlet of a press body of the pack."""
    return Outlet.objects.get(unit__code=code)


def piece(made: Exemplar | None = None, **fields: Any) -> Coverage:
    """A counted piece, about an exemplar when one is given."""
    said = {
        "outlet": outlet(),
        "day": LATER,
        "title": "Chuyện hiến đất",
        "exemplar": made,
        "link": "bao.example/bai",
    } | fields
    if made is not None and not fields:
        said |= {"title": f"Chuyện của {made.name}", "day": max(LATER, made.found_on)}
        kept = Coverage.objects.filter(exemplar=made).first()
        if kept is not None:
            return kept
    return Coverage.objects.create(
        **said, title_key=fold(said["title"]), entered_by="x", entered_at="2024-04-01T08:00:00+07:00"
    )
