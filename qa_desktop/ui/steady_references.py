"""Keeps PySide6 6.12 from taking CPython 3.11 down.

Its wheels are built for interpreters in which None, True and False are immortal (3.12 and later), so each call that
returns nothing and each emitted signal gives away one reference that it never took. On 3.11 about five thousand such
calls end the process with "Fatal Python error: none_dealloc". Giving the constants more references than a process can
use up does on 3.11 what later interpreters do by themselves.
"""

from __future__ import annotations

import ctypes
import sys

IMMORTAL_SINCE = (3, 12)
SPARE_REFERENCES = 1 << 48  # at a million calls a second: nine years


def steady_references() -> None:
    """Make None, True, False, NotImplemented and Ellipsis as good as immortal, where the interpreter does not."""
    if sys.version_info >= IMMORTAL_SINCE:
        return
    for constant in (None, True, False, NotImplemented, ...):
        count = ctypes.c_ssize_t.from_address(id(constant))  # ob_refcnt is the first field of every object
        if count.value < SPARE_REFERENCES:
            count.value += SPARE_REFERENCES
