"""Writes a new file so that it is there whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
from pathlib import Path

from qa_desktop.errors import DiskProblem, NotAllowed


def refuse_existing(path: Path) -> None:
    """Raise NotAllowed where there is a file of that name already: somebody's work may be in it."""
    if path.exists():
        raise NotAllowed(f"There is a file {path.name} already. Choose another name, or move it away first.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        NotAllowed: there is one of that name.
        DiskProblem: it cannot be written.
    """
    refuse_existing(path)
    replace_whole(path, data)


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file in the place of the one that is there, if any; raise DiskProblem where it cannot be written."""
    passing = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        passing.write_bytes(data)
        passing.replace(path)
    except OSError as error:
        passing.unlink(missing_ok=True)
        raise DiskProblem(f"{path.name} cannot be written ({error.strerror}).") from error
