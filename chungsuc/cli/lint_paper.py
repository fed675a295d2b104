"""Read a paper and say what is wrong with it, place by place."""

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from chungsuc.cli.words import CannotRun, a_day, existing_file, print_json

if TYPE_CHECKING:
    from chungsuc.documents.rules.lint_shapes import LintFacts
    from chungsuc.typesetting.lines import Text

NAME = "lint-paper"
HELP = "Soát một văn bản .docx: số điều, ngày, căn cứ, số ký hiệu, tên đơn vị, chính tả."
STATUS = "Trả về 0 khi không có gì phải xem, 1 khi có, 2 khi tệp không đọc được hoặc gọi sai."
NEEDS_DJANGO = False  # a paper can be read where there is no database yet; that is then said
_NOTHING_LOADED = (
    "Lưu ý: {why} nên chưa soát đơn vị, căn cứ, chính tả và thể thức có số liệu. "
    "Hãy chạy chungsuc migrate và chungsuc load-pack rồi soát lại."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = STATUS
    parser.add_argument("file", metavar="TỆP", help="văn bản .docx")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.add_argument(
        "--on", type=a_day, metavar="NGÀY", help="soát theo luật và đơn vị của ngày này thay cho ngày của văn bản"
    )


def run(options: argparse.Namespace) -> int:
    """One line a finding, `place: message [citation]`, and a count; 1 when there are any. Writes nothing."""
    from chungsuc.documents.rules.lint import day_of, lint

    text = _read(options.file)
    day = options.on or day_of(text)
    if day is None:
        print("Lưu ý: văn bản chưa ghi ngày nên soát theo ngày hôm nay; dùng --on để chọn ngày khác.", file=sys.stderr)
    facts, day = _facts(day)
    findings = lint(text, facts, day)
    if options.json:
        rows = [{"place": f.place, "rule": f.rule, "message": f.message, "citation": f.citation} for f in findings]
        print_json({"findings": rows})
    else:
        for finding in findings:
            print(f"{finding.place}: {finding.message} [{finding.citation}]")
        print(
            f"{options.file}: {len(findings)} điều phải xem." if findings else f"{options.file}: không có gì phải xem."
        )
    return 1 if findings else 0


def _read(file: str) -> "Text":
    from chungsuc.typesetting.docx_in import DocxRefused, read

    path = existing_file(file)
    try:
        return read(path.read_bytes())
    except DocxRefused as refused:
        raise CannotRun(f"{file}: {refused}") from None
    except OSError:
        raise CannotRun(f"{file}: không đọc được tệp. Hãy kiểm tra quyền đọc tệp.") from None


def _facts(day: date | None) -> tuple["LintFacts", date]:
    """What the loaded pack knows on the day (today for None); nothing, said aloud, without a pack or a database."""
    from chungsuc.cli import _set_up_django

    _set_up_django()
    from django.db import DatabaseError

    from chungsuc.documents.lint_facts import is_loaded, lint_facts
    from chungsuc.documents.rules.lint_shapes import LintFacts
    from chungsuc.web.day import today

    on, why = day or today(), "chưa nạp bộ quy định nào"
    try:
        facts = lint_facts(on)
    except DatabaseError:
        facts, why = LintFacts(), "không dùng được cơ sở dữ liệu"
    if not is_loaded(facts):
        print(_NOTHING_LOADED.format(why=why), file=sys.stderr)
    return facts, on
