"""What `check-pack` asks: does every part of a pack agree with the others, and which values await a named officer?"""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from .pack_awards import check_awards
from .pack_check_sets import check_sets
from .pack_check_units import check_units
from .pack_duties import AUDIENCE, check_duties, named_audiences
from .pack_entry import check_checks
from .pack_evidence import check_proofs
from .pack_nodes import Ledger
from .pack_reports import check_reports
from .pack_scoring import check_tables, named_groups
from .pack_shapes import DocumentShape, FigureShape, Finding, Pack, PackReading, Place
from .pack_units import overlap
from .packs import read_pack

# What each status calls for. A demonstration value and a missing one both keep the pack from official use.
UNCONFIRMED = {
    "recalled": ("note", "ghi theo hiểu biết chung, chưa đối chiếu văn bản; đối chiếu rồi xác nhận"),
    "demonstration": ("warning", "chỉ để chạy thử; thay bằng giá trị chính thức trước khi dùng"),
    "missing": ("warning", "chưa có giá trị; tra văn bản rồi điền"),
}

UNIT_FILES = ("units", "bodies", "events", "groups")
SET_FILES = ("pack", "units", "criteria/", "owners", "levels", "events", "evidence", "checks")
REPORT_FILES = {"reports.yaml", "plan.yaml", "units.yaml", "bodies.yaml", "levels.yaml", "pack.yaml"}
AWARD_FILES = {"awards.yaml", "plan.yaml", "levels.yaml"}
DEFINED_IN = {
    "đơn vị": ("units", "bodies"),
    "văn bản": ("documents",),
    "bộ tiêu chí": ("criteria/",),
    "mức công nhận": ("levels",),
    AUDIENCE: ("duties",),
    "cụm thi đua": ("groups",),
}


def check_pack(folder: Path) -> tuple[Finding, ...]:
    """Everything to say about a pack, by file and line. No finding of level "error" means that it can be loaded."""
    return check_reading(read_pack(folder), folder)


def check_reading(reading: PackReading, folder: Path) -> tuple[Finding, ...]:
    """As `check_pack`, of a pack that was read already.

    What could not be read is passed over by the other checks, so that one fault neither hides nor invents another.
    """
    ledger = Ledger()
    ledger.findings.extend(reading.findings)
    ledger.said.update(reading.said)
    ledger.codes.update(reading.codes)
    pack = reading.readable
    if pack is not None:
        broken = {finding.file for finding in reading.errors} if reading.pack is None else set()
        check_references(pack, ledger, broken)
        check_figures(pack, ledger, broken)
        check_documents(pack, ledger)
        if not {"plan.yaml", "duties.yaml"} & set(broken):
            check_duties(pack, ledger)
        check_tables(pack, ledger)
        if not AWARD_FILES & set(broken):
            check_awards(pack, ledger)
        if not REPORT_FILES & set(broken):
            check_reports(pack, ledger)
        if not any(file.startswith(UNIT_FILES) for file in broken):
            check_units(pack, ledger)
        if not any(file.startswith(SET_FILES) for file in broken):
            check_sets(pack, ledger)
            check_proofs(pack, ledger)
            check_checks(pack, ledger)
        check_samples(pack, folder, ledger)
        say_unconfirmed(pack, ledger)
    told = dict.fromkeys(ledger.findings)  # one row may give rise to the same words twice
    return tuple(sorted(told, key=lambda finding: (finding.file, finding.line, finding.level)))


def check_references(pack: Pack, ledger: Ledger, broken: Collection[str] = ()) -> None:
    """Codes are used once, and every code that is named exists; one of a row in a `broken` file may stand there."""
    for word, shapes in _coded(pack):
        _once(((shape.code, shape.place) for shape in shapes), word, ledger)
    _once(((day.day.isoformat(), day.place) for day in pack.days_off), "ngày", ledger)
    known = {word: {shape.code for shape in shapes} for word, shapes in _coded(pack)}
    left_out = ledger.codes if broken else set()
    lost = {file for file in broken if not any(place.file == file for place, _ in ledger.said)}
    for word, code, place in _references(pack):
        away = any(file.startswith(DEFINED_IN[word]) for file in lost)
        if code and code not in known[word] and code not in left_out and not away:
            at = ledger.said.get((place, code)) or _in_file(ledger, place.file, code) or place
            ledger.error(at, f"Không có {word} mã “{code}”; sửa mã hoặc bổ sung {word} này.")


def _in_file(ledger: Ledger, file: str, text: str) -> Place | None:
    """Where a text first stands in a file: the line of a code that the file's heading or defaults give."""
    return next((at for (row, said), at in ledger.said.items() if row.file == file and said == text), None)


def _coded(pack: Pack) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    return (
        ("đơn vị", pack.units),
        ("văn bản", pack.documents),
        ("bộ tiêu chí", pack.sets),
        ("mức công nhận", pack.levels),
        ("sự kiện", pack.events),
        ("cụm thi đua", pack.groups),
        ("chỉ tiêu của kế hoạch", pack.targets),
        ("đối tượng thi đua", pack.subjects),
        ("mốc thời gian", pack.milestones),
        (AUDIENCE, pack.audiences),
        ("việc được giao", pack.instructions),
        ("giai đoạn của phong trào", pack.phases),
        ("loại minh chứng", pack.kinds),
    )


def _once(coded: Iterable[tuple[str, Place]], word: str, ledger: Ledger) -> None:
    first: dict[str, Place] = {}
    for code, place in coded:
        if code in first:
            seen = first[code]
            ledger.error(
                place, f"Mã {word} “{code}” đã dùng ở {seen.file} dòng {seen.line}; đặt mã khác hoặc bỏ một dòng."
            )
        first.setdefault(code, place)


def _references(pack: Pack) -> Iterator[tuple[str, str, Place]]:
    """Every code that names something else: what it should be, the code, and where it is named."""
    heading = Place("pack.yaml", 1)
    yield "đơn vị", pack.province, heading
    yield "văn bản", pack.plan_document, heading
    for unit in pack.units:
        yield from (("đơn vị", code, unit.place) for code in (unit.parent, *unit.neighbours))
    for event in pack.events:
        yield "văn bản", event.document, event.place
        for line in event.lineage:
            yield from (("đơn vị", code, event.place) for code in (line.predecessor, line.successor))
    for group in pack.groups:
        yield from (("đơn vị", code, group.place) for code, _, _ in group.members)
    yield from _references_to_law(pack)


def _bodies_of_papers(figure: FigureShape) -> Iterator[str]:
    """The bodies that a figure about papers names: whose letterhead it is, whose letters a unit drafts."""
    prefix, _, unit = figure.key.partition(":")
    if prefix == "letterhead" and not unit.startswith("kind:"):
        yield unit
    if figure.key == "rule:paper_drafters":
        yield from (str(row["body"]) for row in figure.value or ())


def _references_to_law(pack: Pack) -> Iterator[tuple[str, str, Place]]:
    for owner in pack.owners:
        yield "đơn vị", owner.body, owner.place
        yield "bộ tiêu chí", owner.set_code, owner.place
    for level in pack.levels:
        yield from (("mức công nhận", code, level.place) for code in level.includes)
        yield "bộ tiêu chí", level.set_code, level.place
        yield "văn bản", level.document, level.place
    for shape in pack.sets:
        yield "mức công nhận", shape.level, shape.place
        yield "văn bản", shape.document, shape.place
    for figure in pack.figures:
        yield "văn bản", figure.document, figure.place
        yield from (("đơn vị", unit, figure.place) for unit in _bodies_of_papers(figure))
    yield from (("cụm thi đua", code, place) for code, place in named_groups(pack.figures))
    for proof in pack.proofs:
        yield "bộ tiêu chí", proof.set_code, proof.place
    for target in pack.targets:
        levels = [target.params.get("level", ""), *target.params.get("levels", ())]
        yield from (("mức công nhận", str(code), target.place) for code in levels)
    for code, place in named_audiences(pack):
        yield AUDIENCE, code, place
    for audience in pack.audiences:
        yield from (("đơn vị", code, audience.place) for code in (*audience.units, *audience.but))
    for row in pack.published:
        yield "đơn vị", str(row["unit"]), Place(row["file"], row["line"])
    for sample in pack.samples:
        yield "bộ tiêu chí", sample["set"], Place("pack.yaml", sample["line"])


def check_figures(pack: Pack, ledger: Ledger, broken: Collection[str] = ()) -> None:
    """One key has one value a day, targets name figures that exist, and each measure has what it needs."""
    by_key: dict[str, list[FigureShape]] = {}
    for figure in pack.figures:
        by_key.setdefault(figure.key, []).append(figure)
    for key, versions in by_key.items():
        for one, other in pairwise(sorted(versions, key=lambda figure: (figure.since, figure.place.line))):
            if overlap(one.since, one.until, other.since, other.until):
                ledger.error(
                    other.place,
                    f"Số liệu “{key}” có hai giá trị cùng lúc (giá trị kia ở {one.place.file} dòng {one.place.line}); "
                    "sửa since, until cho nối tiếp nhau.",
                )
    for target in pack.targets:
        below = target.params.get("below", "")
        if below and below not in by_key and not (broken and below in ledger.codes):
            at = ledger.said.get((target.place, below), target.place)
            ledger.error(at, f"Không có số liệu “{below}”; bổ sung vào rules.yaml hoặc sửa khóa.")
        if target.measure == "communes_below" and not below:
            ledger.error(target.place, "Chỉ tiêu đếm xã dưới một mức phải ghi params: {below: khóa của mức đó}.")
        if target.measure in ("recognised", "new_districts") and not {"level", "levels"} & set(target.params):
            ledger.error(target.place, "Chỉ tiêu về công nhận phải ghi params: {level: mức công nhận}.")


def check_documents(pack: Pack, ledger: Ledger) -> None:
    """A document whose printed numbers contradict each other waits for a correction; none is picked."""
    for document in pack.documents:
        if not document.number_confirmed:
            ledger.say(document.place, "warning", _unnumbered(document))
        elif document.numbers_printed and document.number_confirmed not in document.numbers_printed:
            ledger.error(document.place, f"Số xác nhận {document.number_confirmed} khác mọi số đã in; xem lại văn bản.")


def _unnumbered(document: DocumentShape) -> str:
    printed = " và ".join(document.numbers_printed) or "chưa rõ số"
    return f"{document.kind} ghi số {printed}: chờ đính chính; khi có văn bản đính chính thì điền number_confirmed."


def check_samples(pack: Pack, folder: Path, ledger: Ledger) -> None:
    """A demonstration workbook lies inside the pack's folder."""
    root = folder.resolve()
    for sample in pack.samples:
        path = (folder / sample["file"]).resolve()
        if not (path.is_relative_to(root) and path.is_file()):
            ledger.error(
                Place("pack.yaml", sample["line"]), f"Không có tệp mẫu {sample['file']}; chép tệp vào gói hoặc bỏ dòng."
            )


def say_unconfirmed(pack: Pack, ledger: Ledger) -> None:
    """Every value that no named officer has confirmed against a document."""
    for what, status, place in _stated(pack):
        if status in UNCONFIRMED:
            level, why = UNCONFIRMED[status]
            ledger.say(place, level, f"{what}: {why}.")


def _stated(pack: Pack) -> Iterator[tuple[str, str, Place]]:
    yield from ((figure.label, figure.status, figure.place) for figure in pack.figures)
    yield from ((document.title, document.status, document.place) for document in pack.documents)
    yield from ((f"Mức {level.name}", level.status, level.place) for level in pack.levels)
    yield from ((event.title, event.status, event.place) for event in pack.events)
    yield from ((group.name, group.status, group.place) for group in pack.groups)
    yield from ((milestone.name, milestone.status, milestone.place) for milestone in pack.milestones)
    yield from ((f"Đối tượng giao việc {a.name}", a.status, a.place) for a in pack.audiences)
    yield from ((f"Nơi nhận phát động của cấp {launch.by}", launch.status, launch.place) for launch in pack.launches)
    yield from ((phase.name, phase.status, phase.place) for phase in pack.phases)
    yield from ((str(row["label"]), str(row["status"]), Place(row["file"], row["line"])) for row in pack.published)
    for unit in pack.units:
        yield unit.name, unit.status, unit.place
        for attribute in unit.attributes:
            if attribute.status != unit.status:
                yield f"{unit.name}, thuộc tính {attribute.key}", attribute.status, unit.place
    for shape in pack.sets:
        yield shape.name, shape.status, shape.place
        for item in shape.indicators if shape.detail == "indicator" else ():
            yield f"Lời văn chỉ tiêu {item.code} {item.name} ({shape.name})", item.status, item.place
    names = {shape.code: shape.name for shape in pack.sets}
    for owner in pack.owners:
        yield f"Cơ quan phụ trách phần {owner.part} ({names.get(owner.set_code, '')})", owner.status, owner.place
    yield from ((f"Loại minh chứng {kind.name}", kind.status, kind.place) for kind in pack.kinds)
    yield from ((f"Phép kiểm tra {check.code}", check.status, check.place) for check in pack.checks)
    if pack.days_off:
        yield "Ngày nghỉ, ngày làm bù", pack.days_off[0].status, pack.days_off[0].place
