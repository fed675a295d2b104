"""Whether somebody may be proposed for a form, line by line."""

import argparse
from typing import Any

from chungsuc.cli.words import CannotRun, a_day, print_json

NAME = "eligibility"
HELP = "Soát một đối tượng có đủ điều kiện đề nghị một hình thức khen thưởng, theo luật của ngày nhận hồ sơ."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--subject", required=True, metavar="SỐ", help="số của đối tượng trong hồ sơ thành tích")
    parser.add_argument("--form", required=True, metavar="MÃ", help="mã hình thức, ví dụ BK_TINH")
    parser.add_argument("--received", required=True, type=a_day, metavar="NGÀY", help="ngày nhận hồ sơ")
    parser.add_argument(
        "--merit-kind", choices=("cong_trang", "chuyen_de", "dot_xuat", "cong_hien"), metavar="LOẠI",
        help="đề nghị khen theo: cong_trang, chuyen_de, dot_xuat, cong_hien; không ghi là chưa rõ",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Prints every line with its citation; 0 whatever the outcome, which is an answer and no failure."""
    from chungsuc.awards.facts import known_forms
    from chungsuc.awards.facts.eligibility import eligibility
    from chungsuc.awards.models import AwardSubject

    known = known_forms()
    if options.form not in known:
        told = ", ".join(known) or "chưa nạp gói dữ liệu"
        raise CannotRun(f"Không có hình thức khen thưởng mã “{options.form}”. Các mã: {told}.")
    number = int(options.subject) if options.subject.isdecimal() and len(options.subject) < 12 else 0
    subject = AwardSubject.objects.select_related("unit").filter(pk=number).first()
    if subject is None:
        raise CannotRun(f"Không có đối tượng khen thưởng số “{options.subject}”. Số ở địa chỉ trang Thành tích.")
    found = eligibility(subject, options.form, options.received, merit_kind=options.merit_kind)
    if options.json:
        print_json(_shaped(subject.pk, options, found))
    else:
        print(f"Đối tượng số {subject.pk}, {options.form}: {found.words}")
        for line in found.lines:
            print(f"   [{line.words}] {line.reason}\n      {line.citation}")
    return 0


def _shaped(subject: int, options: argparse.Namespace, found: Any) -> dict[str, Any]:
    return {
        "subject": subject,
        "form": options.form,
        "received": options.received.isoformat(),
        "regime": found.regime or None,
        "outcome": found.outcome,
        "lines": [
            {"rule": line.rule, "result": line.result, "citation": line.citation, "reason": line.reason}
            for line in found.lines
        ],
    }
