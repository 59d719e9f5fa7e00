"""A disk that fills up or fails to sync at a chosen moment: SQLite's own file calls, with a fault put in front."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlcipher3._sqlite3 as driver

SQLITE_FULL, SQLITE_IOERR_FSYNC = 13, 1034
OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong)
SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class Methods(ctypes.Structure):
    """The functions of an open file, `sqlite3_io_methods`."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 13),
    )


class Vfs(ctypes.Structure):
    """The beginning of `sqlite3_vfs`."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )


class File(ctypes.Structure):
    """The beginning of `sqlite3_file`."""

    _fields_ = (("methods", ctypes.POINTER(Methods)),)


@dataclass
class FailingDisk:
    """Counts what files opened meanwhile are told, and refuses it from a number on."""

    writes_left: int | None = None
    syncs_left: int | None = None
    _kept: list[object] = field(default_factory=list)
    """What C holds on to."""

    def wrap(self, file: int) -> None:
        """Put the faults in front of an open file's own functions."""
        opened = ctypes.cast(file, ctypes.POINTER(File)).contents
        if not opened.methods:
            return
        methods = Methods.from_buffer_copy(opened.methods.contents)
        write, sync = WRITE(methods.write), SYNC(methods.sync)

        def failing_write(one: int, data: int, size: int, at: int) -> int:
            return SQLITE_FULL if self._is_over("writes_left") else write(one, data, size, at)

        def failing_sync(one: int, flags: int) -> int:
            return SQLITE_IOERR_FSYNC if self._is_over("syncs_left") else sync(one, flags)

        callbacks = (WRITE(failing_write), SYNC(failing_sync))
        methods.write, methods.sync = (ctypes.cast(one, ctypes.c_void_p).value for one in callbacks)
        self._kept += [methods, *callbacks]
        opened.methods = ctypes.pointer(methods)

    def _is_over(self, name: str) -> bool:
        left: int | None = getattr(self, name)
        if left is None:
            return False
        setattr(self, name, left - 1)
        return left <= 0


@contextmanager
def failing_disk() -> Iterator[FailingDisk]:
    """Every file that SQLite opens until this ends is on the disk that is given; close them before it ends."""
    library = ctypes.CDLL(driver.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    disk, standing = FailingDisk(), vfs.open
    plain = OPEN(standing)

    def opening(one: int, name: int, file: int, flags: int, out_flags: object) -> int:
        result: int = plain(one, name, file, flags, out_flags)
        if result == 0:
            disk.wrap(file)
        return result

    callback = OPEN(opening)
    vfs.open = ctypes.cast(callback, ctypes.c_void_p).value
    try:
        yield disk
    finally:
        vfs.open = standing
