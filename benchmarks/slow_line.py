"""A line that is slow and not narrow: holds whatever passes back for a while, each way, however much it is."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator

PIECE = 256 * 1024
Piece = tuple[float, bytes]
"""When it may go on, and what it is; nothing means that the line was hung up."""


@contextlib.contextmanager
def slow_line(upstream: int, delay_seconds: float) -> Iterator[int]:
    """Lend a port that leads to another one of this computer, with a delay each way."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve, args=(listening, upstream, delay_seconds), daemon=True).start()
        yield int(listening.getsockname()[1])


def _serve(listening: socket.socket, upstream: int, delay_seconds: float) -> None:
    with contextlib.suppress(OSError):
        while True:
            laptop, _ = listening.accept()
            server = socket.create_connection(("127.0.0.1", upstream))
            for source, target in ((laptop, server), (server, laptop)):
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                pieces: queue.SimpleQueue[Piece] = queue.SimpleQueue()
                threading.Thread(target=_take, args=(source, pieces, delay_seconds), daemon=True).start()
                threading.Thread(target=_give, args=(target, pieces), daemon=True).start()


def _take(source: socket.socket, pieces: queue.SimpleQueue[Piece], delay_seconds: float) -> None:
    piece = b"."
    while piece:
        try:
            piece = source.recv(PIECE)
        except OSError:
            piece = b""
        pieces.put((time.monotonic() + delay_seconds, piece))


def _give(target: socket.socket, pieces: queue.SimpleQueue[Piece]) -> None:
    with contextlib.suppress(OSError):
        while True:
            due, piece = pieces.get()
            time.sleep(max(0.0, due - time.monotonic()))
            if not piece:
                target.shutdown(socket.SHUT_WR)
                return
            target.sendall(piece)
