"""Load a movement's pack: law, units, sets, levels, plan."""

import argparse

from chungsuc.cli.words import CannotRun, existing_folder

NAME = "load-pack"
HELP = "Nạp một bộ quy định vào cơ sở dữ liệu; nạp lại chỉ thêm những gì mới hoặc đã sửa."
ACTOR = "lệnh load-pack"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", help="thư mục của bộ quy định, ví dụ packs/dak_nong_2021_2025")


def run(options: argparse.Namespace) -> int:
    """Loads the folder; refuses one with errors and writes nothing then."""
    print(load(options.folder))
    return 0


def load(folder: str, *, by: str = ACTOR) -> str:
    """Loads a pack in one transaction and returns a sentence on what was written. Raises CannotRun on errors."""
    from django.db import transaction

    from chungsuc.criteria.actions import load_checks, load_sets
    from chungsuc.evidence.actions import load_kinds
    from chungsuc.law.pack_checks import check_reading
    from chungsuc.law.packs import read_pack
    from chungsuc.movement.actions import load_plan
    from chungsuc.organisations.actions import load_units
    from chungsuc.recognition.actions import load_levels
    from chungsuc.rulebook.actions import load_register

    path = existing_folder(folder)
    reading = read_pack(path)
    errors = [finding for finding in check_reading(reading, path) if finding.level == "error"]
    pack = reading.pack
    if pack is None or errors:
        lines = [f"{f.file}:{f.line}: {f.message}" for f in errors[:20]]
        more = f"\n… và {len(errors) - 20} lỗi khác" if len(errors) > 20 else ""
        advice = "Hãy sửa rồi nạp lại; chưa có gì được ghi."
        raise CannotRun(f"{folder}: bộ quy định có {len(errors)} lỗi. {advice}\n" + "\n".join(lines) + more, 1)
    with transaction.atomic():
        figures = load_register(pack, by=by)
        units = load_units(pack, by=by)
        sets = load_sets(pack, by=by)
        kinds = load_kinds(pack, by=by)
        checks = load_checks(pack, by=by)
        levels = load_levels(pack, by=by)
        plan = load_plan(pack, by=by)
    if not (figures or units or sets or kinds or checks or levels or plan):
        return f"{pack.name}: đã nạp từ trước, không có gì mới."
    parts = f"{len(figures)} số liệu quy định, {units} dòng về đơn vị, {sets} bộ tiêu chí, {levels} mức công nhận"
    more = (f", {kinds} loại minh chứng" if kinds else "") + (", kế hoạch" if plan else "")
    return f"{pack.name}: đã nạp {parts}{more}."
