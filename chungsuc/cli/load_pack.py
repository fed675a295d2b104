"""Load a movement's pack: law, units, sets, levels, plan."""

import argparse
from typing import TYPE_CHECKING

from chungsuc.cli.words import CannotRun, existing_folder

if TYPE_CHECKING:
    from chungsuc.law.pack_changes import Kept, Loaded
    from chungsuc.law.pack_shapes import Pack

NAME = "load-pack"
HELP = "Nạp một bộ quy định vào cơ sở dữ liệu; nạp lại thì nhận những gì mới hoặc đã sửa và kể điều chưa nhận."
ACTOR = "lệnh load-pack"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", help="thư mục của bộ quy định, ví dụ packs/dak_nong_2021_2025")


def run(options: argparse.Namespace) -> int:
    """Loads the folder; refuses one with errors and writes nothing then."""
    print(load(options.folder))
    return 0


def load(folder: str, *, by: str = ACTOR) -> str:
    """Loads a pack in one transaction; returns what was written, changed, not taken. Raises CannotRun on errors."""
    from django.db import transaction

    from chungsuc.organisations.actions import EventRefused

    pack = _readable(folder)
    with transaction.atomic():
        try:
            new, parts, kept = _into_rooms(pack, by)
        except EventRefused as refusal:
            raise CannotRun(f"{folder}: chưa có gì được ghi. {refusal}", 1) from refusal
    changes = [change for loaded in parts for change in loaded.changes]
    told = [f"{pack.name}: đã nạp {new}." if new else f"{pack.name}: đã nạp từ trước, không có gì mới."]
    if changes:
        told[0] = f"{pack.name}: đã nạp {new}." if new else f"{pack.name}: nhận {len(changes)} thay đổi của gói."
        told += ["Đã thay đổi:", *(f"  {change.said}" for change in changes)]
    told += ["Chưa nhận, giữ như đã nạp:", *(f"  {one}" for one in kept)] if kept else []
    return "\n".join(told)


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


def _into_rooms(pack: "Pack", by: str) -> "tuple[str, list[Loaded], list[Kept]]":
    """What is new in one phrase ("" for nothing), what each room took, and all that was not taken."""
    from chungsuc.criteria.actions import load_checks, load_sets
    from chungsuc.evidence.actions import load_kinds
    from chungsuc.law.pack_changes import left_out
    from chungsuc.movement.actions import load_plan
    from chungsuc.movement.models import Plan
    from chungsuc.organisations.actions import load_units
    from chungsuc.recognition.actions import load_levels
    from chungsuc.rulebook.actions import load_register

    contents = Plan.objects.filter(code=pack.code).values_list("contents", flat=True).first() or {}
    register = load_register(pack, by=by)
    units = load_units(pack, by=by, contents=contents)
    sets = load_sets(pack, by=by)
    kinds, checks = load_kinds(pack, by=by), load_checks(pack, by=by)
    levels, plan = load_levels(pack, by=by), load_plan(pack, by=by)
    counts = (
        (register.new, "văn bản, số liệu quy định, ngày nghỉ"),
        (units.new, "dòng về đơn vị"),
        (sets.new, "bộ tiêu chí và phân công phụ trách"),
        (levels.new, "mức công nhận"),
        (kinds, "loại minh chứng"),
        (checks, "phép kiểm tra số liệu"),
    )
    new = [f"{count} {what}" for count, what in counts if count] + (["kế hoạch"] if plan.new else [])
    parts = [register, units, sets, levels, plan]
    kept = [one for loaded in parts for one in loaded.kept] + left_out(contents, pack)
    return ", ".join(new), parts, kept
