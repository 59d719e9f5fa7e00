"""Files and folders that only their owner may read, written so that a crash leaves the old or the new, never half."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qa_desktop.errors import DiskProblem

FOLDER_RIGHTS = 0o700
FILE_RIGHTS = 0o600


def make_private_folder(folder: Path) -> None:
    """Make the folder, with its parents, open to its owner alone. Raise DiskProblem."""
    with disk_problems(folder):
        folder.mkdir(mode=FOLDER_RIGHTS, parents=True, exist_ok=True)
        folder.chmod(FOLDER_RIGHTS)


def write_private(file: Path, data: bytes) -> None:
    """Write a file of the owner's alone, whole or not at all, durable on return. Raise DiskProblem."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with disk_problems(file.parent):
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_RIGHTS)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(file)
            sync_folder(file.parent)
        finally:
            with suppress(OSError):
                temporary.unlink()


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable, where the system knows how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def disk_problems(place: Path) -> Iterator[None]:
    """Turn what the system says about a file into a sentence for the person."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DiskProblem(
            f"QA Desktop cannot write in the folder {place} ({reason}). Check that the disk has free space and that "
            "you may write there."
        ) from error
