"""The administrative units of a day."""

import argparse

from chungsuc.cli.words import CannotRun, add_json, print_json, shaped

NAME = "units"
FIELDS = ("gso_code", "name", "kind", "parent_gso_code", "in_ntm_scope")
HELP = "Danh mục đơn vị hành chính vào một ngày."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", required=True, metavar="NGÀY", help="ngày, dạng 2025-06-30 hoặc 30/06/2025")
    add_json(parser, "mã riêng và hình thức của đơn vị")


def run(options: argparse.Namespace) -> int:
    """Prints province, districts and communes, parents before children."""
    from chungsuc.law.periods import DayError, read_day
    from chungsuc.organisations.facts import tree_on

    try:
        tree = tree_on(read_day(options.on))
    except DayError as fault:
        raise CannotRun(str(fault)) from None
    rows = []
    for unit in tree.under(None):
        parent = tree.units.get(unit.parent_id or 0)
        rows.append(
            {
                "gso_code": unit.gso_code,
                "name": unit.name,
                "kind": unit.kind,
                "parent_gso_code": parent.gso_code if parent else None,
                "in_ntm_scope": unit.in_ntm_scope,
                "code": unit.code,
                "form": unit.form,
            }
        )
    if options.json:
        print_json([shaped(row, FIELDS, options.details) for row in rows])
        return 0
    depth = {unit.gso_code: len(tree.above(unit.id)) - 1 for unit in tree.units.values()}
    for row in rows:
        print(f"{'  ' * depth[str(row['gso_code'])]}{row['gso_code']} {row['name']}")
    return 0
