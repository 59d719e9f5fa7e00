"""A line that counts round trips: keeps what the server says back until the laptop says no more and waits for it."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

QUIET_SECONDS = 0.4
"""After so long without a byte from either side, the laptop is waiting."""


@dataclass
class PatientProxy:
    """Passes everything on at once, until `counts` is set."""

    port: int
    counts: bool = False
    trips: int = 0

    def carry(self, laptop: socket.socket, server: socket.socket) -> None:
        held = b""
        with contextlib.suppress(OSError), laptop, server:
            while True:
                ready, _, _ = select.select([laptop, server], [], [], QUIET_SECONDS if held else None)
                if not ready:
                    self.trips += 1
                    laptop.sendall(held)
                    held = b""
                for source in ready:
                    data = source.recv(65536)
                    if not data:
                        return
                    if source is laptop:
                        server.sendall(data)
                    elif self.counts:
                        held += data
                    else:
                        laptop.sendall(data)


@contextlib.contextmanager
def patient_proxy(upstream: int) -> Iterator[PatientProxy]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy = PatientProxy(int(listening.getsockname()[1]))

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    laptop, _ = listening.accept()
                    server = socket.create_connection(("127.0.0.1", upstream))
                    threading.Thread(target=proxy.carry, args=(laptop, server), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield proxy
