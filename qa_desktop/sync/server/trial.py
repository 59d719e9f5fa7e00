"""A shared server to try: set up in a throw-away PostgreSQL, with people who enrol and are approved as everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Person, Role
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person, add_team, approve, move
from qa_desktop.sync.server.provision import initialise
from qa_desktop.sync.server.throw_away import ThrowAwayServer, throw_away_server

DATABASE, TEAM = "qa_desktop", "quality"
CLOCKS = {"clock_timestamp": "volatile", "now": "stable"}
"""What the server's functions ask for the time."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a person enters to sign in."""

    address: ServerAddress
    password: str
    code: str
    """The one-time code for their laptop."""


class TrialServer:
    """A database that is set up, and whoever is added to it."""

    def __init__(self, server: ThrowAwayServer, database: str = DATABASE) -> None:
        self._server = server
        self._database = database

    @property
    def dsn(self) -> str:
        """How its administrator connects."""
        return self._server.dsn(self._database)

    def set_clock(self, moment: datetime) -> None:
        """Let it be a moment on the server's clock, from which it goes on."""
        from psycopg import sql  # noqa: PLC0415 - start-up must not load it

        # The superuser of this database gives it other clocks: what is set up on a server knows nothing of it.
        ahead = sql.Literal(f"{(moment - datetime.now(UTC)).total_seconds()} seconds")
        with administering(self.dsn) as connection:
            for name, kind in CLOCKS.items():
                body = sql.SQL("RETURN statement_timestamp() + {}::interval").format(ahead)
                head = f"CREATE OR REPLACE FUNCTION pg_catalog.{name}() RETURNS timestamptz LANGUAGE sql {kind} "
                connection.execute(sql.SQL(head) + body)

    def add_team(self, team: str, name: str, service: str, parent: str | None = None) -> None:
        """Add a team of a service, under another one where that is named, as the administrator does."""
        with administering(self.dsn) as connection:
            add_team(connection, team, name, service, parent)

    def add(self, owner: Person, team: str = TEAM) -> SignIn:
        """Add a person, as the administrator does."""
        with administering(self.dsn) as connection:
            access = add_person(connection, NewPerson(owner.name, owner.role.value, team))
        address = ServerAddress("localhost", access.login, self._server.port, self._database, str(self._server.ca))
        return SignIn(address, access.password, access.code)

    def approve(self, who: SignIn, fingerprint: str) -> None:
        """Approve somebody's laptop as the administrator, who is the second person for the first of all laptops."""
        with administering(self.dsn) as connection:
            approve(connection, who.address.user, fingerprint)

    def make(self, who: SignIn, role: Role) -> None:
        """Give somebody another role."""
        with administering(self.dsn) as connection:
            move(connection, who.address.user, role=role.value)


@contextmanager
def trial_server() -> Iterator[TrialServer]:
    """Set a server up, gone afterwards; raise NoPostgres where PostgreSQL is not installed."""
    with throw_away_server() as server:
        made = f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
        server.run("psql", "-X", "-q", "-d", server.dsn("postgres"), "-c", made)
        trial = TrialServer(server)
        with administering(trial.dsn) as connection:
            initialise(connection)
        trial.add_team(TEAM, "Quality assurance", "Assessment")
        yield trial
