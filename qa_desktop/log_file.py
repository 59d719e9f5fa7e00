"""Keeps warnings and errors in a small file that turns over, opened only once there is something to write."""

from __future__ import annotations

import logging
from pathlib import Path

from qa_desktop.overriding import override

LARGEST_FILE = 512 * 1024
KEPT_FILES = 3


class LogFile(logging.Handler):
    """Writes ids only, never answers, names or keys: that is for those who log to see to."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; nothing is written as long as there is no profile."""
        if self._file is None and self._folder.parent.is_dir():
            self._file = _opened(self._folder)
        if self._file is not None:
            self._file.handle(record)

    @override
    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()
        super().close()


def _opened(folder: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - no part of starting up

    folder.mkdir(mode=0o700, exist_ok=True)
    file = RotatingFileHandler(
        folder / "qa-desktop.log", maxBytes=LARGEST_FILE, backupCount=KEPT_FILES, encoding="utf-8"
    )
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return file
