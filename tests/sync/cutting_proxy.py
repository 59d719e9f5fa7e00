"""A line that breaks: passes bytes on to the server and cuts both ways after so many of them."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

ABORT = struct.pack("ii", 1, 0)
"""SO_LINGER with no time: the line ends as when a cable is pulled."""


@dataclass
class CuttingProxy:
    """Listens on a port of its own. `left` counts down over both directions; None never cuts. `passed` counts."""

    upstream: int
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    left: int | None = None
    passed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    pumps: list[threading.Thread] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                laptop, _ = self.listening.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self.upstream))
                except OSError:
                    laptop.close()
                    continue
                for source, target in ((laptop, server), (server, laptop)):
                    self.pumps.append(threading.Thread(target=self.pump, args=(source, target), daemon=True))
                    self.pumps[-1].start()

    def pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(4096):
                allowed = self.allow(len(chunk))
                target.sendall(chunk[:allowed])
                if allowed < len(chunk):
                    break
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def allow(self, wanted: int) -> int:
        with self.lock:
            allowed = wanted if self.left is None else min(wanted, self.left)
            if self.left is not None:
                self.left -= allowed
            self.passed += allowed
            return allowed


@contextlib.contextmanager
def cutting_proxy(upstream: int) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(upstream)
    thread = threading.Thread(target=proxy.serve, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        with contextlib.suppress(OSError):
            proxy.listening.shutdown(socket.SHUT_RDWR)
        proxy.listening.close()
        thread.join(5)
        for pump in proxy.pumps:
            pump.join(5)
