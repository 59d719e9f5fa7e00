"""A line that breaks: passes bytes on to the server and cuts both ways after so many of them, either way."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

ABORT = struct.pack("ii", 1, 0)
"""SO_LINGER with no time: the line ends as when a cable is pulled."""
TLS_HEADER = 5
START_OF_TLS = 8
"""Bytes of the request for TLS, which goes in clear."""


class Way(Enum):
    UP = "up"
    DOWN = "down"


@dataclass
class CuttingProxy:
    """Listens on a port of its own. `left` counts down over both directions, or over `way` alone; None never cuts."""

    upstream: int
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    left: int | None = None
    way: Way | None = None
    passed: int = 0
    """How many bytes went through, both ways together."""
    heard: dict[Way, bytearray] = field(default_factory=lambda: {way: bytearray() for way in Way})
    """What went through since `listen` was called, as far as it is listened to."""
    listens: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    pumps: list[threading.Thread] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def cut_after(self, left: int | None, way: Way | None = None) -> None:
        with self.lock:
            self.left, self.way = left, way

    def listen(self) -> None:
        """Remember what goes through from now on."""
        with self.lock:
            self.listens = True
            self.heard = {way: bytearray() for way in Way}

    def borders(self, way: Way) -> list[int]:
        """Return where each TLS record of what went through ended, in bytes from the beginning of the line."""
        data = bytes(self.heard[way])
        at = START_OF_TLS if way is Way.UP else 1
        ends = [at]
        while at + TLS_HEADER <= len(data):
            at += TLS_HEADER + int.from_bytes(data[at + 3 : at + TLS_HEADER])
            ends.append(at)
        return ends

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                laptop, _ = self.listening.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self.upstream))
                except OSError:
                    laptop.close()
                    continue
                for source, target, way in ((laptop, server, Way.UP), (server, laptop, Way.DOWN)):
                    self.pumps.append(threading.Thread(target=self.pump, args=(source, target, way), daemon=True))
                    self.pumps[-1].start()

    def pump(self, source: socket.socket, target: socket.socket, way: Way) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(4096):
                allowed = self.allow(chunk, way)
                target.sendall(chunk[:allowed])
                if allowed < len(chunk):
                    break
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def allow(self, chunk: bytes, way: Way) -> int:
        with self.lock:
            if self.listens:
                self.heard[way] += chunk
            allowed = len(chunk)
            if self.left is not None and self.way in (None, way):
                allowed = min(allowed, self.left)
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
