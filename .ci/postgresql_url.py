"""Prints the address of the database for tests on PostgreSQL, when a server answers; else nothing, and status 1.

The server comes from DATABASE_URL_PG, or is looked for on this machine. Each checkout has a database name of its own.
"""

import hashlib
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def main() -> int:
    """Try to connect for three seconds at most."""
    server = os.environ.get("DATABASE_URL_PG") or LOCAL
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.Error:
        return 1
    checkout = hashlib.sha256(str(Path.cwd()).encode()).hexdigest()[:8]
    print(urlunsplit(urlsplit(server)._replace(path=f"/chungsuc_{checkout}")))
    return 0


sys.exit(main())
