"""Bounds how long a server may keep this laptop waiting: one that accepts and never answers must not hold it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

LONGEST_CALL_SECONDS = 90.0
"""The server ends its own statements after 30 seconds; what takes three times as long is no answer."""
GLANCE_SECONDS = 0.05


def abandonable(work: Callable[[], T], is_given_up: Callable[[], bool], dispose: Callable[[T], None]) -> T | None:
    """Return what the work gives, or None as soon as nobody waits for it any more; its late result is disposed of.

    The work has a thread of its own, which ends with the program at the latest: names are looked up without a limit.
    """
    results: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
    lock, state = threading.Lock(), {"given_up": False}

    def attempt() -> None:
        try:
            made = work()
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
            results.put((None, error))
            return
        with lock:
            if not state["given_up"]:
                results.put((made, None))
                return
        dispose(made)

    threading.Thread(target=attempt, daemon=True).start()
    while True:
        try:
            made, error = results.get(timeout=GLANCE_SECONDS)
        except queue.Empty:
            if not is_given_up():
                continue
            with lock:
                state["given_up"] = results.empty()
            if state["given_up"]:
                return None
            continue
        if error is not None:
            raise error
        return made


class CallGuard:
    """Hangs up on a call that takes too long. It looks once in a while, so that a call costs nothing."""

    def __init__(self, hang_up: Callable[[], None], longest: float = LONGEST_CALL_SECONDS) -> None:
        self._hang_up = hang_up
        self._longest = longest
        self._since: float | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def call(self) -> Iterator[None]:
        """Guard what is done meanwhile."""
        self._since = time.monotonic()
        try:
            yield
        finally:
            self._since = None

    def moved(self) -> None:
        """Note that some of the call was carried: a slow line takes its time, and is no server that keeps silent."""
        if self._since is not None:
            self._since = time.monotonic()

    def end(self) -> None:
        """Watch no longer."""
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(min(1.0, self._longest / 4)):
            since = self._since
            if since is not None and time.monotonic() - since > self._longest:
                self._hang_up()
