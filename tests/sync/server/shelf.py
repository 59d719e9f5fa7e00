"""A server with its list of deletions and the tape of last night, for tests of what a restore may bring back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from qa_desktop import cli
from qa_desktop.domain.operation import Operation
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.inspection import check
from qa_desktop.sync.server.provision import initialise
from tests.sync.server.laptops import Laptop, Server

Said = TypeVar("Said")
CANARY = "canary-81b1"


@dataclass
class Shelf:
    """A server with two officers and an auditor, its list of deletions, and the tape of last night."""

    server: Server
    file: Path
    capsys: pytest.CaptureFixture[str]
    copies: list[Server] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.anna = self.server.person()
        self.officers = [self.server.person("qa_officer"), self.server.person("qa_officer")]

    def say(self, *words: str, at: Server | None = None, code: int = 0) -> str:
        """Type a command of the administrator's."""
        self.capsys.readouterr()
        ended = cli.run(["server", *words, "--dsn", (at or self.server).dsn])
        written = self.capsys.readouterr()
        assert ended == code, written
        return written.out + written.err

    def keep_list(self) -> str:
        return self.say("deletions", str(self.file))

    def signed(self) -> tuple[str, Operation]:
        """Bring a signed audit with an entry; return both."""
        audit = self.anna.start()
        entry = self.anna.operation(f"{audit}/record", value=f"{CANARY} {uuid.uuid4()}")
        self.anna.push([entry])
        self.anna.finish(audit)
        return audit, entry

    def redact(self, entry: Operation) -> None:
        for one in self.officers:
            order = one.operation(
                str(entry.stream), "redact", "", None, {"target": entry.op_id, "reason": "wrong_case"}
            )
            assert one.outcomes([order]) == ["applied"]

    def dispose(self, audit: str) -> None:
        for one in self.officers:
            order = one.operation(f"{audit}/retention", "dispose", "", None, {"reason": "court_order"})
            assert one.outcomes([order]) == ["applied"]

    def tape(self) -> Server:
        """Keep the database as it is now; return what a restore makes of it, in another database."""
        people = [self.anna, *self.officers]
        for one in people:
            one.connection.close()
        copy = Server(self.server.cluster, self.server.cluster.new_database(self.server.database))
        with administering(copy.dsn) as connection:
            initialise(connection)
        for one in people:
            one.connection = self.server.laptops.enter_context(closing(one.new_connection()))
        self.copies.append(copy)
        return copy


@contextmanager
def standing_shelf(server: Server, file: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shelf]:
    """Give a shelf; take its restored databases away in the end."""
    made = Shelf(server, file, capsys)
    yield made
    for copy in made.copies:
        server.cluster.sql("postgres", f"DROP DATABASE {copy.database} WITH (FORCE)")


def readable(server: Server, entry: Operation) -> str:
    """Return which tables hold the words of an entry."""
    words = (entry.body or b"").hex()
    tables = server.sql("SELECT relname FROM pg_class WHERE relnamespace = 'qa'::regnamespace AND relkind = 'r'")
    asked = "SELECT '{0}' WHERE EXISTS (SELECT FROM qa.{0} t WHERE t::text LIKE '%{1}%')"
    return server.sql(" UNION ALL ".join(asked.format(one, words) for one in tables.split()))


def at(server: Server, laptop: Laptop, do: Callable[[Laptop], Said]) -> Said:
    """Let a laptop do something at another server, as after a restore."""
    dsn = server.cluster.dsn(server.database, laptop.access.login, laptop.access.password)
    with psycopg.connect(dsn, autocommit=True) as connection:
        return do(replace(laptop, connection=connection, position=(None, None, None)))


def check_of(server: Server) -> list[str]:
    """Return what `server check` says about data, not about how the cluster of the tests is set."""
    with administering(server.dsn) as connection:
        return [line for line in check(connection) if "deletion" in line or "restored" in line or "in no list" in line]
