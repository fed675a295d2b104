"""Bring the database to this version's shape."""

import argparse

NAME = "migrate"
HELP = "Tạo hoặc cập nhật cơ sở dữ liệu theo phiên bản đang dùng."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    """Apply what is missing, and make the table of the shared cache; says how many steps were taken."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if missing:
        print(f"Đã cập nhật cơ sở dữ liệu ({missing} bước).")
    else:
        print("Cơ sở dữ liệu đã đúng phiên bản, không cần cập nhật.")
    return 0
