"""Let a workbook in from the command line, by the same way as in the browser."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from chungsuc.cli.words import CannotRun, a_day, a_year, add_json, existing_file, print_json, shaped

NAME = "import"
HELP = "Nhập số liệu từ tệp .xlsx, .csv hoặc .docx."
KINDS = ("indicator-values", "criterion-results", "recognitions", "awards", "nominations")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="TỆP", help="tệp .xlsx, .csv hoặc .docx")
    parser.add_argument("--as", dest="kind", choices=KINDS, required=True, metavar="LOẠI", help=", ".join(KINDS))
    parser.add_argument("--set", dest="set_code", default="", metavar="MÃ", help="mã bộ tiêu chí; bỏ trống thì tự nhận")
    parser.add_argument("--year", type=a_year, metavar="NĂM", help="năm của số liệu; bỏ trống thì đọc ở tiêu đề biểu")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo, không ghi gì")
    parser.add_argument("--only-good", action="store_true", help="nhập các dòng đúng, bỏ lại các dòng sai")
    parser.add_argument("--paper", default="", metavar="SỐ", help="số, ký hiệu văn bản kèm biểu, ví dụ 45/BC-UBND")
    parser.add_argument("--paper-date", type=a_day, metavar="NGÀY", help="ngày văn bản kèm biểu, dạng 2024-01-12")
    parser.add_argument("--paper-issuer", default="", metavar="CƠ_QUAN", help="cơ quan gửi biểu")
    add_json(parser, "ghi chú về cả tệp, bộ tiêu chí và năm đã nhận, trạng thái của lần nhập")


def run(options: argparse.Namespace) -> int:
    """0 when everything was good, 1 when anything was refused."""
    path = existing_file(options.file)
    _refuse_unknown_set(options.set_code)
    told = take_in(
        path,
        kind=options.kind,
        set_code=options.set_code,
        year=options.year,
        dry_run=options.dry_run,
        only_good=options.only_good,
        paper=(options.paper, options.paper_date, options.paper_issuer),
    )
    print_json(shaped(told, ("counts", "messages"), options.details)) if options.json else _print(told)
    return 1 if told["counts"]["refused"] else 0


def _refuse_unknown_set(code: str) -> None:
    from chungsuc.criteria.models import CriteriaSet

    known = list(CriteriaSet.objects.of_communes().values_list("code", flat=True))
    if code and code not in known:
        raise CannotRun(f"Không có bộ tiêu chí mã {code}. Các mã đang có: {', '.join(known) or 'chưa nạp bộ nào'}.")


def take_in(
    path: Path,
    *,
    kind: str,
    set_code: str = "",
    year: int | None = None,
    dry_run: bool = False,
    only_good: bool = False,
    by: str = "lệnh import",
    paper: tuple[str, date | None, str] = ("", None, ""),
) -> dict[str, Any]:
    """Reads a file and, unless something is wrong or it is a dry run, lets it in. Returns counts and messages.

    `paper`: number, day and issuer of the paper that the file came with.
    """
    from contextlib import nullcontext

    from chungsuc.imports.actions import rehearsal
    from chungsuc.imports.kinds import CoveringPaper

    given: dict[str, Any] = {"kind": kind, "set_code": set_code, "year": year, "by": by, "paper": CoveringPaper(*paper)}
    with rehearsal() if dry_run else nullcontext():
        return _take_in(path, given, dry_run=dry_run, only_good=only_good)


def _take_in(path: Path, given: dict[str, Any], *, dry_run: bool, only_good: bool) -> dict[str, Any]:
    from chungsuc.imports import actions
    from chungsuc.workbooks.reading import WorkbookRefused

    try:
        with path.open("rb") as stream:
            batch = actions.receive(stream, filename=path.name, **given)
    except WorkbookRefused as refused:
        return _refused(str(refused))
    actions.read(batch)
    if batch.state == "refused":
        return _refused(batch.refusal)
    counts = dict(batch.counts)
    bad = counts["questioned"] + counts["wrong"]
    state = "previewed"
    if not dry_run and counts["matched"] and (only_good or not bad):
        applied = actions.confirm(batch, by=given["by"], only_good=only_good)
        state, counts["written"] = batch.state, applied.written
    counts.setdefault("written", 0)
    counts["refused"] = bad
    several = len({sheet for (sheet,) in batch.rows.values_list("sheet").distinct()}) > 1
    messages = [message.as_json(with_sheet=several) for message in batch.messages.all()]
    return {
        "counts": counts,
        "messages": messages,
        "notes": batch.notes,
        "set": batch.set_code,
        "year": batch.year,
        "state": state,
        "batch": str(batch.pk),
    }


def _refused(reason: str) -> dict[str, Any]:
    counts = dict.fromkeys(("rows", "matched", "questioned", "wrong", "changed", "unchanged", "written"), 0)
    message = {"cell": "", "level": "error", "message": reason}
    return {"counts": {**counts, "refused": 1}, "messages": [message], "notes": [], "state": "refused"}


def _print(told: dict[str, Any]) -> None:
    words = {"error": "SAI", "warning": "lưu ý"}
    for message in told["messages"]:
        print(f"{message['cell'] or 'tệp'}: {words[message['level']]}: {message['message']}")
    for note in told["notes"]:
        print(note)
    counts = told["counts"]
    said = f"{counts['rows']} dòng: {counts['matched']} khớp, {counts['questioned']} cần hỏi, {counts['wrong']} sai"
    print(f"{said}; ghi {counts['written']} số liệu mới, {counts['unchanged']} như cũ.")
    if told["state"] == "previewed":
        print("Chưa ghi gì. Sửa tệp rồi nhập lại, hoặc thêm --only-good để nhập các dòng đúng.")
