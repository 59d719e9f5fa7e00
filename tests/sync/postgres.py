"""A real PostgreSQL over TLS for tests: the product's throw-away server, and what tests alone do to one."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from qa_desktop.errors import EnvironmentProblem
from qa_desktop.sync.server.throw_away import (
    UNSAFE,
    ThrowAwayServer,
    certificate,
    find_binaries,
    free_port,
    new_folder,
    running,
)

__all__ = ["ADMIN_PASSWORD", "Cluster", "certificate", "running_cluster"]

ADMIN_PASSWORD = "made up for the tests"


@dataclass(slots=True)
class Cluster(ThrowAwayServer):
    """A running cluster."""

    set_up: str = ""
    """The database of which tests get copies, once there is one."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_database(self, template: str = "template0") -> str:
        """Make a database, empty or as a copy, and return its name."""
        name = f"qa_test_{next(self._numbers)}"
        self.sql("postgres", f"CREATE DATABASE {name} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE {template}")
        return name

    def sql(self, database: str, statement: str) -> str:
        """Run a statement as superuser through psql and return what it prints."""
        return self.run(
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.dsn(database), "-c", statement
        )

    def kill(self) -> None:
        """Kill the server and everything that it started, as a power cut would."""
        process = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        for one in (process, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    def start_after_a_crash(self) -> None:
        """Start again; what the kernel has not cleared away yet is waited for."""
        for _ in range(20):
            with contextlib.suppress(EnvironmentProblem):
                return self.start()
        raise RuntimeError("the server does not come back")

    @contextlib.contextmanager
    def killed_after(self, seconds: float) -> Iterator[None]:
        """Kill the server while something goes on, and start it again behind that."""
        timer = threading.Timer(seconds, self.kill)
        timer.start()
        try:
            yield
        finally:
            timer.join()
            self.start_after_a_crash()


@contextlib.contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Make, start and in the end stop and remove a cluster. A durable one survives being killed, as a real one does."""
    find_binaries()
    with new_folder() as folder:
        cluster = Cluster(folder, free_port(), ADMIN_PASSWORD)
        with running(cluster, {} if durable else UNSAFE):
            yield cluster
