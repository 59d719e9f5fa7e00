"""Laptops with real stores that sync with a real server over TLS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from qa_desktop.domain.exchange import RunReport, ServerAddress
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.transport import MOST_A_PULL, Transport
from qa_desktop.sync.client.waiting import PATIENCE_SECONDS, Waiting
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from tests.models.profiles import make_profile
from tests.sync.client.laptops import AtWork, Fuse
from tests.sync.server.laptops import Server

ENROL = (
    "WITH p AS (UPDATE qa.person SET id = %s, code_hash = NULL WHERE login = %s RETURNING no) "
    "INSERT INTO qa.device_key(person_no, key, approved_at, approved_by) SELECT no, %s, now(), 'test' FROM p"
)


@dataclass(frozen=True)
class RealLaptop(AtWork):
    """A profile, and how its person signs in."""

    address: ServerAddress
    password: str
    patience: float = PATIENCE_SECONDS
    """How long it waits for a place on the server, and in all between lines that are cut while they are opened."""
    most_a_page: int = MOST_A_PULL
    """How many operations a page of the feed holds at most: with few of them a short feed comes as several pages."""

    def sync(self, fuse: Fuse | None = None) -> RunReport:
        opened = open_line(self.address, self.password, Waiting(patience=self.patience))
        store: SyncStore = self.profile.store.sync
        line: Transport = opened
        if fuse is not None:
            store, line = fuse.on(store), fuse.on(line)
        try:
            return self.engine(store, line).run()
        finally:
            opened.close()

    def engine(self, store: SyncStore, line: Transport) -> Engine:
        engine = Engine(store, line, self.profile.store.owner.id, self.profile.clock)
        engine.most_a_page = self.most_a_page
        return engine

    def reopened(self) -> RealLaptop:
        return replace(self, profile=self.profile.reopened())


def new_real_laptop(folder: Path, server: Server, name: str, role: str, team: str = "north") -> RealLaptop:
    """Make a profile whose owner is enrolled with an approved device."""
    profile = make_profile(folder, name)
    owner = profile.store.owner
    with administering(server.dsn) as connection:
        access = add_person(connection, NewPerson(name, role, team))
        connection.execute(ENROL, (owner.id, access.login, owner.device_key))
    address = ServerAddress("localhost", access.login, server.cluster.port, server.database, str(server.cluster.ca))
    return RealLaptop(profile, address, access.password)
