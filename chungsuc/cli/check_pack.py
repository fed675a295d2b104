"""Read a rule pack and say what is wrong with it."""

import argparse
from collections import Counter

from chungsuc.cli.words import existing_folder, print_json

NAME = "check-pack"
HELP = "Kiểm tra một bộ quy định (thư mục gồm kế hoạch, chỉ tiêu, đơn vị, bộ tiêu chí)."
NEEDS_DJANGO = False
LEVELS = {"error": "lỗi", "warning": "lưu ý", "note": "ghi chú"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", help="thư mục của bộ quy định, ví dụ packs/dak_nong_2021_2025")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """One line a finding, `file:line: level: message`, and a summary; 1 when there are errors."""
    from chungsuc.law.pack_checks import check_pack

    findings = check_pack(existing_folder(options.folder))
    counts = Counter(finding.level for finding in findings)
    if options.json:
        rows = [{"file": str(f.file), "line": f.line, "level": f.level, "message": f.message} for f in findings]
        print_json({"folder": options.folder, "errors": counts["error"], "findings": rows})
    else:
        for finding in findings:
            print(f"{finding.file}:{finding.line}: {LEVELS.get(finding.level, finding.level)}: {finding.message}")
        print(_summary(options.folder, counts["error"], len(findings) - counts["error"]))
    return 1 if counts["error"] else 0


def _summary(folder: str, errors: int, others: int) -> str:
    if not errors and not others:
        return f"{folder}: không có lỗi."
    return f"{folder}: {errors} lỗi, {others} lưu ý."
