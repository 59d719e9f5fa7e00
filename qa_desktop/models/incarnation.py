"""Notices a restored or copied store, by a counter outside the database and a fingerprint of machine and place."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import threading
import uuid
from pathlib import Path

from qa_desktop.errors import DiskProblem
from qa_desktop.models.private_files import write_private
from qa_desktop.models.writing import Counter
from qa_desktop.settings import ProfilePlace

logger = logging.getLogger(__name__)

MIRROR_BYTES = 128
"""The mirror has a fixed size, so that writing it over itself never leaves a half-old, half-new tail."""

MACHINE_ID_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


class CounterMirror:
    """The counter of what was written, outside the database.

    It is written after the commit and without waiting for the disk: a mirror behind the database is harmless, and a
    database behind the mirror is an older copy.
    """

    def __init__(self, place: ProfilePlace) -> None:
        self._file = place.counter
        self._handle: int | None = None
        self._lock = threading.Lock()  # sync writes on a thread of its own

    def read(self) -> Counter | None:
        """Return what was noted last; None where nothing readable is there."""
        try:
            noted = json.loads(self._file.read_bytes())
            return Counter(str(noted["incarnation"]), int(noted["seq"]), int(noted["writes"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note(self, counter: Counter) -> None:
        """Note what was written. What was saved stays saved where this cannot be written."""
        try:
            with self._lock:
                if self._handle is None:
                    if not self._file.exists():
                        write_private(self._file, _mirrored(counter))
                    self._handle = os.open(self._file, os.O_WRONLY)
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, _mirrored(counter))
        except (OSError, DiskProblem):
            logger.warning("the counter outside the store could not be written")

    def close(self) -> None:
        """Let the file go."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def is_same_life(stored: Counter, mirrored: Counter | None) -> bool:
    """Tell whether the database is the one that wrote last, and no older copy of it."""
    return mirrored is not None and mirrored.incarnation == stored.incarnation and mirrored.writes <= stored.writes


def fingerprint(place: ProfilePlace) -> str:
    """Return a value that changes when the folder is copied elsewhere or to another machine."""
    return hashlib.sha256(f"{_machine_id()}\n{place.folder.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()


def _mirrored(counter: Counter) -> bytes:
    incarnation = json.dumps(counter.incarnation)
    noted = f'{{"incarnation": {incarnation}, "seq": {counter.seq}, "writes": {counter.writes}}}'
    return noted.encode("ascii").ljust(MIRROR_BYTES)


def _machine_id() -> str:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows only

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for file in MACHINE_ID_FILES:
        try:
            return file.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return f"{uuid.getnode():012x}"
