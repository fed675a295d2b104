"""Load a movement's pack: law, units, sets, levels, plan."""

import argparse
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from chungsuc.cli.words import CannotRun, a_day, existing_folder

if TYPE_CHECKING:
    from chungsuc.law.pack_changes import Kept, Loaded
    from chungsuc.law.pack_shapes import Pack

NAME = "load-pack"
HELP = "Nạp một bộ quy định vào cơ sở dữ liệu; nạp lại thì nhận những gì mới hoặc đã sửa và kể điều chưa nhận."
STATUS = "Trả về 0 khi mọi điều đã được nhận hoặc không có gì mới, 1 khi còn điều chưa nhận hoặc bộ quy định có lỗi."
ACTOR = "lệnh load-pack"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = STATUS
    parser.add_argument("folder", metavar="THƯ_MỤC", help="thư mục của bộ quy định, ví dụ packs/dak_nong_2021_2025")
    parser.add_argument(
        "--retire-from",
        type=a_day,
        metavar="NGÀY",
        help="từ ngày này thôi dùng những điều có ngày mà gói không còn ghi (số liệu quy định, cơ quan phụ trách, "
        "thuộc tính của đơn vị, cụm thi đua và thành viên); các ngày trước không đổi; ghi lại dòng ấy vào gói thì dùng "
        "lại",
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ kể sẽ nhận và chưa nhận những gì, không ghi gì")


def run(options: argparse.Namespace) -> int:
    """0 when all was taken or nothing is new; 1 when anything was not. A pack with errors is refused as a whole."""
    told = take_in(options.folder, retire_from=options.retire_from, dry_run=options.dry_run)
    print(told.text)
    return 0 if told.whole else 1


@dataclass(frozen=True)
class Told:
    """What loading a pack did, in words; `whole`: nothing of the pack was left."""

    text: str
    whole: bool


def load(folder: str, *, by: str = ACTOR) -> str:
    """Loads a pack; returns what was written, changed, not taken. Raises CannotRun on errors."""
    return take_in(folder, by=by).text


def take_in(folder: str, *, by: str = ACTOR, retire_from: date | None = None, dry_run: bool = False) -> Told:
    """Loads a pack in one transaction and, from a day, retires what it no longer names. Raises CannotRun on errors.

    A dry run takes everything back at the end.
    """
    from chungsuc.imports.actions import rehearsal
    from chungsuc.web.day import today

    if retire_from is not None and retire_from < today():
        raise CannotRun("Ngày thôi dùng phải từ hôm nay trở đi, để những ngày đã qua không đổi. Hãy cho ngày khác.")
    pack = _readable(folder)
    with rehearsal() if dry_run else nullcontext():
        told = _loaded(pack, folder, by, retire_from)
    return replace(told, text=f"{told.text}\nChạy thử: chưa ghi gì.") if dry_run else told


def _loaded(pack: "Pack", folder: str, by: str, retire_from: date | None) -> Told:
    from django.db import transaction

    from chungsuc.organisations.actions import EventRefused

    with transaction.atomic():
        try:
            new, parts, kept = _into_rooms(pack, by, retire_from)
        except EventRefused as refusal:
            raise CannotRun(f"{folder}: chưa có gì được ghi. {refusal}", 1) from refusal
    changes = [change for loaded in parts for change in loaded.changes]
    told = [f"{pack.name}: đã nạp {new}." if new else f"{pack.name}: đã nạp từ trước, không có gì mới."]
    if changes:
        told[0] = f"{pack.name}: đã nạp {new}." if new else f"{pack.name}: nhận {len(changes)} thay đổi của gói."
        told += ["Đã thay đổi:", *(f"  {change.said}" for change in changes)]
    told += ["Chưa nhận, giữ như đã nạp:", *(f"  {one}" for one in kept)] if kept else []
    return Told("\n".join(told), whole=not kept)


def _readable(folder: str) -> "Pack":
    from chungsuc.law.pack_checks import check_reading
    from chungsuc.law.packs import read_pack

    path = existing_folder(folder)
    reading = read_pack(path)
    errors = [finding for finding in check_reading(reading, path) if finding.level == "error"]
    if reading.pack is None or errors:
        lines = [f"{f.file}:{f.line}: {f.message}" for f in errors[:20]]
        more = f"\n… và {len(errors) - 20} lỗi khác" if len(errors) > 20 else ""
        advice = "Hãy sửa rồi nạp lại; chưa có gì được ghi."
        raise CannotRun(f"{folder}: bộ quy định có {len(errors)} lỗi. {advice}\n" + "\n".join(lines) + more, 1)
    return reading.pack


def _into_rooms(pack: "Pack", by: str, retire_from: date | None) -> "tuple[str, list[Loaded], list[Kept]]":
    """What is new in one phrase ("" for nothing), what each room took, and all that was not taken."""
    from chungsuc.criteria.actions import load_checks, load_sets
    from chungsuc.evidence.actions import load_kinds
    from chungsuc.exemplars.actions import load_outlets
    from chungsuc.law.pack_changes import RETIRED, Retirement, left_out
    from chungsuc.movement.actions import load_plan
    from chungsuc.movement.models import Plan
    from chungsuc.organisations.actions import load_units
    from chungsuc.recognition.actions import load_levels
    from chungsuc.rulebook.actions import load_register

    contents = Plan.objects.filter(code=pack.code).values_list("contents", flat=True).first() or {}
    retirement = Retirement(retire_from, contents.get(RETIRED, ()))
    register = load_register(pack, by=by, retirement=retirement)
    units = load_units(pack, by=by, contents=contents, retirement=retirement)
    sets = load_sets(pack, by=by, retirement=retirement)
    kinds, checks = load_kinds(pack, by=by), load_checks(pack, by=by)
    levels, outlets = load_levels(pack, by=by), load_outlets(pack, by=by)
    retired = [name for loaded in (register, units, sets) for name in loaded.retired]
    plan = load_plan(pack, by=by, retired=retired)
    counts = (
        (register.new, "văn bản, số liệu quy định, ngày nghỉ"),
        (units.new, "dòng về đơn vị"),
        (sets.new, "bộ tiêu chí và phân công phụ trách"),
        (levels.new, "mức công nhận"),
        (kinds, "loại minh chứng"),
        (checks, "phép kiểm tra số liệu"),
        (outlets, "cơ quan báo chí"),
    )
    new = [f"{count} {what}" for count, what in counts if count] + (["kế hoạch"] if plan.new else [])
    parts = [register, units, sets, levels, plan]
    kept = [one for loaded in parts for one in loaded.kept] + left_out(contents, pack, {*retirement.before, *retired})
    return ", ".join(new), parts, kept
