"""A server that accepts and, from some moment on, never answers, or takes in next to nothing: the line stays open."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

LITTLE = 64 * 1024


@dataclass
class SilentProxy:
    """Listens on a port of its own and passes bytes on until it is told to be silent."""

    upstream: int
    silent: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    """Set when something was asked that gets no answer."""
    seconds_a_piece: float = 0.0
    """How long the line takes for 4 KB."""
    closed: threading.Event = field(default_factory=threading.Event)
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    lines: list[socket.socket] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                laptop, _ = self.listening.accept()
                server = socket.create_connection(("127.0.0.1", self.upstream))
                self.lines += [laptop, server]
                for source, target in ((laptop, server), (server, laptop)):
                    threading.Thread(target=self.pump, args=(source, target), daemon=True).start()

    def pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(4096):
                if self.silent.is_set():
                    self.asked.set()
                else:
                    self.closed.wait(self.seconds_a_piece)
                    target.sendall(chunk)


@contextlib.contextmanager
def silent_proxy(upstream: int) -> Iterator[SilentProxy]:
    proxy = SilentProxy(upstream)
    # What waits in between is little, so that a slow line is felt at once.
    proxy.listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LITTLE)
    thread = threading.Thread(target=proxy.serve, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.closed.set()
        with contextlib.suppress(OSError):
            proxy.listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        for line in (proxy.listening, *proxy.lines):
            line.close()
