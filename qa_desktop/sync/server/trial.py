"""A shared server to try: set up in a throw-away PostgreSQL, with people whose laptops are approved at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Person, Role
from qa_desktop.sync.server.administration import administering, as_oneself, as_owner
from qa_desktop.sync.server.people import NewPerson, add_person, add_team, move
from qa_desktop.sync.server.provision import initialise
from qa_desktop.sync.server.throw_away import ThrowAwayServer, throw_away_server

DATABASE, TEAM = "qa_desktop", "quality"
_APPROVED = (
    "WITH p AS (UPDATE person SET id = %s, code_hash = NULL WHERE login = %s RETURNING no) "
    "INSERT INTO device_key(person_no, key, approved_at, approved_by) "
    "SELECT no, %s, clock_timestamp(), 'trial' FROM p"
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person enters to sign in."""

    address: ServerAddress
    password: str


class TrialServer:
    """One team, and whoever is added."""

    def __init__(self, server: ThrowAwayServer) -> None:
        self._server = server

    def add(self, owner: Person) -> SignIn:
        """Add a person with their approved laptop."""
        with administering(self._server.dsn(DATABASE)) as connection:
            access = add_person(connection, NewPerson(owner.name, owner.role.value, TEAM))
            as_owner(connection)
            connection.execute(_APPROVED, (owner.id, access.login, owner.device_key))
            as_oneself(connection)
        address = ServerAddress("localhost", access.login, self._server.port, DATABASE, str(self._server.ca))
        return SignIn(address, access.password)

    def make(self, who: SignIn, role: Role) -> None:
        """Give somebody another role."""
        with administering(self._server.dsn(DATABASE)) as connection:
            move(connection, who.address.user, role=role.value)


@contextmanager
def trial_server() -> Iterator[TrialServer]:
    """Set a server up, gone afterwards; raise NoPostgres where PostgreSQL is not installed."""
    with throw_away_server() as server:
        made = f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
        server.run("psql", "-X", "-q", "-d", server.dsn("postgres"), "-c", made)
        with administering(server.dsn(DATABASE)) as connection:
            initialise(connection)
            add_team(connection, TEAM, "Quality assurance", "Assessment")
        yield TrialServer(server)
