"""A line that is slow and not narrow: holds what passes back for a while, however much it is, and counts it."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

PIECE = 256 * 1024
Piece = tuple[float, bytes]
"""When it may go on, and what it is; nothing means that the line was hung up."""


@dataclass(slots=True)
class SlowLine:
    """The port of this end, the delay each way, and how many bytes went up and came down."""

    port: int
    delay_seconds: float
    up: int = 0
    down: int = 0


@contextlib.contextmanager
def slow_line(upstream: int, delay_seconds: float = 0) -> Iterator[SlowLine]:
    """Lend a port that leads to another one of this computer, with a delay each way."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = SlowLine(int(listening.getsockname()[1]), delay_seconds)
        threading.Thread(target=_serve, args=(listening, upstream, line), daemon=True).start()
        yield line


def _serve(listening: socket.socket, upstream: int, line: SlowLine) -> None:
    with contextlib.suppress(OSError):
        while True:
            laptop, _ = listening.accept()
            server = socket.create_connection(("127.0.0.1", upstream))
            for source, target, is_up in ((laptop, server, True), (server, laptop, False)):
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                pieces: queue.SimpleQueue[Piece] = queue.SimpleQueue()
                threading.Thread(target=_take, args=(source, pieces, line, is_up), daemon=True).start()
                threading.Thread(target=_give, args=(target, pieces), daemon=True).start()


def _take(source: socket.socket, pieces: queue.SimpleQueue[Piece], line: SlowLine, is_up: bool) -> None:  # noqa: FBT001 - a thread's argument
    piece = b"."
    while piece:
        try:
            piece = source.recv(PIECE)
        except OSError:
            piece = b""
        if is_up:
            line.up += len(piece)
        else:
            line.down += len(piece)
        pieces.put((time.monotonic() + line.delay_seconds, piece))


def _give(target: socket.socket, pieces: queue.SimpleQueue[Piece]) -> None:
    with contextlib.suppress(OSError):
        while True:
            due, piece = pieces.get()
            time.sleep(max(0.0, due - time.monotonic()))
            if not piece:
                target.shutdown(socket.SHUT_WR)
                return
            target.sendall(piece)
