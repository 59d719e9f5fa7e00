"""Tells one state of the code that reads and checks tools from another: a cache must not outlive a rule."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from qa_desktop import __version__

_PACKAGE = Path(__file__).parents[1]
OWN_CODE = (_PACKAGE / "domain", _PACKAGE / "toolkit")
"""Where the code lies by which a tool file becomes a tool; a built program has no such folders."""


def state_of_code(folders: tuple[Path, ...] = OWN_CODE) -> bytes:
    """Return what is another after each release, and in a checkout of the source after each change of these folders."""
    files = sorted(line for folder in folders for line in _python_files(str(folder)))
    return "\n".join((__version__, *files)).encode()


def _python_files(folder: str) -> Iterator[str]:
    try:
        inside = list(os.scandir(folder))
    except OSError:
        return
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield from _python_files(entry.path)
        elif entry.name.endswith(".py"):
            told = entry.stat()
            yield f"{entry.path} {told.st_size} {told.st_mtime_ns}"
