#!/usr/bin/env python
"""Django's own door to the project; people and scripts use `chungsuc` (see chungsuc/cli.py)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungsuc.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
