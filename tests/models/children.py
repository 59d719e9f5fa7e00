"""Runs work in a child process that may be killed, limited or made unprivileged without harm to the tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import BinaryIO

Say = Callable[[str], None]
"""Tells the parent a line; it has left the child when this returns."""


@dataclass(frozen=True, slots=True)
class Child:
    """A forked child and what it says."""

    process: int
    said: BinaryIO

    def killed_after(self, seconds: float, *, from_first_line: bool) -> list[str]:
        """Kill the child when the time is over, wherever it is, and return the whole lines that it said."""
        if from_first_line:
            self.said.readline()
        timer = Timer(seconds, os.kill, (self.process, signal.SIGKILL))
        timer.start()
        said = self.lines()
        timer.join()
        return said

    def lines(self) -> list[str]:
        """Return every whole line that the child said until its end."""
        *whole, _cut_off = self.said.read().decode().split("\n")
        return whole


@contextmanager
def child(work: Callable[[Say], None]) -> Iterator[Child]:
    """Run the work in a forked child. What it raises it says as its last line."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _live(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        yield Child(process, said)
    os.waitpid(process, 0)


def _live(work: Callable[[Say], None], writing: int) -> None:
    def say(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    try:
        work(say)
    except BaseException as problem:  # noqa: BLE001 - the parent judges what happened
        say(f"{type(problem).__name__}: {problem}")
    finally:
        os._exit(0)
