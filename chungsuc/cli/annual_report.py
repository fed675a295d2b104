"""The yearly report of the province or of one unit, with its annexes, as files."""

import argparse
from pathlib import Path
from typing import Any

from chungsuc.cli.words import CannotRun, a_year, print_json

NAME = "annual-report"
HELP = "Báo cáo hằng năm của tỉnh (hoặc của một đơn vị): tệp .docx và phụ lục .xlsx."
KIND = "hang-nam"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", required=True, type=a_year, metavar="NĂM", help="năm báo cáo, ví dụ 2023")
    parser.add_argument("--unit", metavar="MÃ", help="mã đơn vị, ví dụ dn-666 hoặc SXD; bỏ trống: báo cáo của tỉnh")
    parser.add_argument("--out", required=True, metavar="THƯ_MỤC", help="thư mục để ghi tệp; chưa có thì tạo")
    parser.add_argument("--kind", default=KIND, metavar="LOẠI", help="loại báo cáo của gói dữ liệu (mặc định hang-nam)")
    parser.add_argument("--overwrite", action="store_true", help="ghi đè tệp đã có với nội dung khác")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Writes bao-cao-<year>[-<unit>].docx and -phu-luc.xlsx.

    Figures are the frozen ones, else asked as of the cut-off day and the paper says so. A file that is there with other
    content is left alone and the command fails with nothing written, unless --overwrite says otherwise.
    """
    round, kind = _round(options.kind, options.year)
    made = _unit_files(round, kind, options.unit) if options.unit else _province_files(round, kind)
    folder = Path(options.out)
    stem = f"bao-cao-{options.year}" if options.kind == KIND else f"bao-cao-{options.kind}-{options.year}"
    stem += f"-{options.unit.lower()}" if options.unit else ""
    paths = _written(folder, {f"{stem}.docx": made["docx"], f"{stem}-phu-luc.xlsx": made["xlsx"]}, options.overwrite)
    if options.json:
        print_json({"year": options.year, "frozen_on": made["frozen_on"], "files": [str(path) for path in paths]})
        return 0
    for path in paths:
        print(f"Đã ghi {path}")
    print(made["words"])
    return 0


def _round(kind_code: str, year: int) -> tuple[Any, Any]:
    """The opened round of the kind and year, else the one that the pack plans."""
    from chungsuc.reviews.models import ReportRound
    from chungsuc.reviews.outline import kind_on, planned_rounds

    opened = ReportRound.objects.filter(kind=kind_code, year=year).first()
    planned = (one for one, _ in planned_rounds() if one.kind == kind_code and one.year == year)
    round = opened or next(planned, None)
    kind = kind_on(round.kind, round.due) if round else None
    if round is None or kind is None:
        raise CannotRun(
            f"Gói dữ liệu đã nạp không có kỳ báo cáo loại “{kind_code}” của năm {year}. Hãy xem reports.yaml của gói, "
            "hoặc chạy chungsuc load-pack THƯ_MỤC trước.",
            1,
        )
    return round, kind.kind


def _province_files(round: Any, kind: Any) -> dict[str, Any]:
    from chungsuc.reviews import papers
    from chungsuc.reviews.facts.figures import facts_shown, freeze_of, tables_shown
    from chungsuc.reviews.facts.province import sections_of

    frozen = freeze_of(round)
    sections = sections_of(round, kind, papers.plan_name())
    facts, tables = facts_shown(round, kind, frozen, None), tables_shown(round, kind, frozen)
    sheet = papers.province_sheet(round, kind, sections, facts, tables, frozen=frozen)
    return _made(sheet, papers.annexes_xlsx(round, tables, frozen), round, frozen)


def _unit_files(round: Any, kind: Any, code: str) -> dict[str, Any]:
    from chungsuc.organisations.models import Unit
    from chungsuc.reviews import papers
    from chungsuc.reviews.facts.figures import facts_shown, freeze_of
    from chungsuc.reviews.facts.reports import reporter_named, texts_of
    from chungsuc.reviews.models import ReportRound, UnitReport
    from chungsuc.reviews.outline import owes

    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CannotRun(f"Không có đơn vị nào mang mã “{code}”. Hãy xem mã bằng lệnh chungsuc units.")
    opened = isinstance(round, ReportRound)
    report = UnitReport.objects.filter(round=round, unit=unit).first() if opened else None
    if report is None and not owes(round, kind, unit):
        raise CannotRun(f"Đơn vị “{code}” không phải gửi báo cáo trong {round.name.lower()}.")
    frozen, reporter = freeze_of(round), reporter_named(unit, round.due)
    said = papers.UnitPaper(unit, reporter, texts_of(report), facts_shown(round, kind, frozen, reporter))
    sheet = papers.unit_sheet(round, kind, said, frozen=frozen)
    return _made(sheet, papers.unit_xlsx(round, said, frozen), round, frozen)


def _made(sheet: Any, xlsx: bytes, round: Any, frozen: Any) -> dict[str, Any]:
    from chungsuc.documents.rendering import NotSet, docx_of
    from chungsuc.reviews.papers import frozen_words

    try:
        docx = docx_of(sheet)
    except NotSet as refused:
        raise CannotRun(f"Chưa lập được văn bản: {refused}", 1) from None
    day = frozen.day.isoformat() if frozen else None
    return {"docx": docx, "xlsx": xlsx, "frozen_on": day, "words": frozen_words(round, frozen)}


def _written(folder: Path, files: dict[str, bytes], overwrite: bool) -> list[Path]:
    """Writes all or nothing: what is there with the same bytes stays, with others it is refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            if path.exists() and not overwrite and path.read_bytes() != content:
                raise CannotRun(
                    f"{path}: đã có với nội dung khác nên không ghi tệp nào. Hãy chọn thư mục khác "
                    "hoặc thêm --overwrite.",
                    1,
                )
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as fault:
        raise CannotRun(f"Không ghi được vào {folder}: {fault.strerror or fault}. Hãy chọn thư mục khác.", 1) from None
    return [folder / name for name in files]
