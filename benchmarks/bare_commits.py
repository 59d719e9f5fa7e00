"""The floor of saving: one row, one transaction, SQLCipher with the log written ahead and every commit on the disk."""

from __future__ import annotations

import secrets
from pathlib import Path

from sqlcipher3 import dbapi2

ROW_BYTES = 800
"""As many as the operation of an answer with a reason takes: envelope, signature and body."""


class BareCommits:
    """A table of one column in an encrypted file."""

    def __init__(self, file: Path) -> None:
        self._connection = dbapi2.connect(str(file), isolation_level=None)
        self._connection.execute(f"PRAGMA key=\"x'{secrets.token_hex(48)}'\"")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")

    def commit(self, row: bytes) -> None:
        """Put one row on the disk."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO bare (data) VALUES (?)", (row,))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
