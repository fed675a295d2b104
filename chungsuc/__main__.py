"""`python -m chungsuc`: the same as the `chungsuc` command."""

import sys

from chungsuc.cli import main

sys.exit(main())
