"""Makes a file or folder that is there whole or not at all, and tells in plain words what stood in the way."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa_desktop.errors import DiskProblem, NotAllowed

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def whole_folder(place: Path) -> Iterator[Path]:
    """Lend a folder that becomes `place` in the end; raise NotAllowed or DiskProblem, and leave nothing."""
    with _passing(place) as passing:
        passing.mkdir(mode=PRIVATE_FOLDER)
        try:
            yield passing
            passing.rename(place)
        except BaseException:
            shutil.rmtree(passing, ignore_errors=True)
            raise


@contextmanager
def whole_file(place: Path) -> Iterator[Path]:
    """Lend the name of a file that becomes `place` in the end; raise NotAllowed or DiskProblem, and leave nothing."""
    with _passing(place) as passing:
        try:
            os.close(os.open(passing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
            yield passing
            passing.rename(place)
        except BaseException:
            passing.unlink(missing_ok=True)
            raise


@contextmanager
def _passing(place: Path) -> Iterator[Path]:
    if place.exists():
        raise NotAllowed(f"{place.name} is there already. Choose another name, or move it away first.")
    try:
        yield place.with_name(f".{place.name}.{os.getpid()}.part")
    except OSError as error:
        raise DiskProblem(_words(place, error)) from error


def _words(place: Path, error: OSError) -> str:
    if error.errno in FULL:
        return f"The disk is full, so nothing was left of {place.name}. Make room, or choose another disk."
    if error.errno in CLOSED:
        return f"Nothing can be written into the folder {place.parent}. Choose a folder of your own."
    if error.errno == errno.ENOENT:
        return f"There is no folder {place.parent}. Make it first, or choose another one."
    return f"{place.name} could not be written: {error.strerror}. Choose another folder."
