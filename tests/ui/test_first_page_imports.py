"""The home page is painted before anything heavy is loaded: what it imports is part of the promise."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "sqlalchemy", "alembic", "reportlab", "pyhanko", "pikepdf", "cryptography", "keyring", "secretstorage", "yaml",
    "asyncio", "logging.handlers", "qa_desktop.services.desk", "qa_desktop.domain.tool",
)  # fmt: skip
LOAD = """
import sys
import qa_desktop.__main__, qa_desktop.bootstrap, qa_desktop.ui.start_up
import qa_desktop.models.keys, qa_desktop.models.first_read
print(*[name for name in sys.argv[1:] if name in sys.modules])
"""


def test_the_first_page_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD, *HEAVY], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
