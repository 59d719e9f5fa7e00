"""Makes a shared server of its own and people with laptops, filled by their syncing: what sync is measured on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.profiles import OpenedProfile, make_profile
from qa_desktop.domain.exchange import RunReport, ServerAddress
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.sync_watch import UNWATCHED, Watch
from qa_desktop.services.sync_now import SyncNow
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.postgres_transport import PostgresTransport
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from tests.sync.postgres import running_cluster
from tests.sync.real_laptops import ENROL
from tests.sync.server.laptops import Server, fresh_server


@dataclass(frozen=True, slots=True)
class SyncingLaptop:
    """A profile, and how its person signs in."""

    profile: OpenedProfile
    address: ServerAddress
    password: str

    def line(self) -> PostgresTransport:
        """Open a line over TLS, as the program does."""
        return open_line(self.address, self.password)

    def sync(self, watch: Watch = UNWATCHED) -> RunReport:
        """Sync once, lists and all; end the benchmark where it did not go through."""
        desk, store = self.profile.desk, self.profile.store
        report = SyncNow(store, store.sync, lambda _: self.line(), desk.open_audit, desk.clock)(lambda: False, watch)
        if report.words or report.refused or report.waiting:
            raise SystemExit(f"sync ended with {report}")
        return report


@contextmanager
def server_of_its_own() -> Iterator[Server]:
    """Lend an empty server that is set up, in a cluster of its own."""
    with running_cluster() as cluster, fresh_server(cluster) as server:
        yield server


def new_laptop(folder: Path, server: Server, role: str) -> SyncingLaptop:
    """Make a profile whose owner is enrolled with an approved device."""
    profile = make_profile(folder)
    owner = profile.store.owner
    with administering(server.dsn) as connection:
        access = add_person(connection, NewPerson(owner.name, role, "north"))
        connection.execute(ENROL, (owner.id, access.login, owner.device_key))
    address = ServerAddress("localhost", access.login, server.cluster.port, server.database, str(server.cluster.ca))
    return SyncingLaptop(profile, address, access.password)


def sign_bare(laptop: SyncingLaptop, audit_id: AuditId) -> None:
    """Sign an audit with the operation alone, which opens it to officers; the sealed note is measured elsewhere."""
    change = Change(Stream(audit_id), "signed", True, fact=True, kind=OperationKind.SIGN)
    laptop.profile.store.append([change])
