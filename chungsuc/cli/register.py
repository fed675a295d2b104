"""The register of awards, as a table or as JSON. Persons go by their number unless names are asked for."""

import argparse
from typing import Any

from chungsuc.cli.words import CannotRun, a_year, print_json

NAME = "register"
HELP = "Sổ khen thưởng: hình thức, quyết định, tiền thưởng, tình trạng; lọc theo năm, hình thức, đơn vị."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=a_year, metavar="NĂM", help="năm quyết định")
    parser.add_argument("--form", metavar="MÃ", help="mã hình thức, ví dụ BK_TINH")
    parser.add_argument("--unit", metavar="MÃ", help="mã đơn vị: đơn vị ấy, đơn vị cũ đã nhập vào, đơn vị trực thuộc")
    parser.add_argument("--names", action="store_true", help="in cả tên người; chỉ dùng khi được phép")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Prints the awards that fit, the newest first."""
    from chungsuc.awards.facts import known_forms
    from chungsuc.awards.facts.register import units_within
    from chungsuc.awards.models import Award
    from chungsuc.organisations.models import Unit

    rows: Any = Award.objects.known().told().order_by("-decided_on", "-pk")
    if options.form:
        if options.form not in (known := known_forms()):
            told = ", ".join(known) or "chưa nạp gói dữ liệu"
            raise CannotRun(f"Không có hình thức khen thưởng mã “{options.form}”. Các mã: {told}.")
        rows = rows.filter(form=options.form)
    if options.year:
        rows = rows.filter(decided_on__year=options.year)
    if options.unit:
        unit = Unit.objects.filter(code=options.unit).first()
        if unit is None:
            raise CannotRun(f"Không có đơn vị nào mang mã “{options.unit}”. Hãy xem mã bằng lệnh chungsuc units.")
        rows = rows.of_units(units_within(unit))
    shaped = [_shaped(row, options.names) for row in rows.iterator(chunk_size=2000)]
    if options.json:
        print_json({"count": len(shaped), "awards": shaped})
        return 0
    for one in shaped:
        money = "chưa đủ căn cứ" if one["bonus"] is None else f"{one['bonus']:,} đồng".replace(",", ".")
        print(f"{one['on']}  {one['number']}  {one['name']}  {one['form_name']}  {money}  {one['state_label']}")
    print(f"{len(shaped)} khen thưởng.")
    return 0


def _shaped(row: Any, names: bool) -> dict[str, Any]:
    shown = names or not row.subject.private
    return {
        "id": row.pk,
        "form": row.form,
        "form_name": row.form_name,
        "subject": row.subject_id,
        "name": row.name if shown else f"số {row.subject_id}",
        "unit": row.unit_name,
        "collective": row.collective,
        "number": row.number,
        "on": row.decided_on.isoformat(),
        "regime": row.regime or None,
        "bonus": row.bonus,
        "state": row.state,
        "state_label": row.state_label,
    }
