"""A shared server to try: set up in a throw-away PostgreSQL, with people who enrol and are approved as everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Person, Role
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person, add_team, approve, move
from qa_desktop.sync.server.provision import initialise
from qa_desktop.sync.server.throw_away import ThrowAwayServer, throw_away_server

DATABASE, TEAM = "qa_desktop", "quality"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person enters to sign in."""

    address: ServerAddress
    password: str
    code: str
    """The one-time code for their laptop."""


class TrialServer:
    """One team, and whoever is added."""

    def __init__(self, server: ThrowAwayServer) -> None:
        self._server = server

    def add(self, owner: Person) -> SignIn:
        """Add a person, as the administrator does."""
        with administering(self._server.dsn(DATABASE)) as connection:
            access = add_person(connection, NewPerson(owner.name, owner.role.value, TEAM))
        address = ServerAddress("localhost", access.login, self._server.port, DATABASE, str(self._server.ca))
        return SignIn(address, access.password, access.code)

    def approve(self, who: SignIn, fingerprint: str) -> None:
        """Approve somebody's laptop as the administrator, who is the second person for the first of all laptops."""
        with administering(self._server.dsn(DATABASE)) as connection:
            approve(connection, who.address.user, fingerprint)

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
