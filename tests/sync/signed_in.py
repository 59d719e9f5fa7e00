"""Profiles whose owners are enrolled at a real server and have entered their sign-in."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Role
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from tests.desks import OpenDesk, new_desk
from tests.sync.real_laptops import ENROL
from tests.sync.server.laptops import Server


class MakeDesk(Protocol):
    """Makes such a profile, and closes it behind the test."""

    def __call__(self, name: str, role: Role = Role.AUDITOR, team: str = "north") -> OpenDesk:
        """Return the profile of somebody with that name, role and team."""
        ...


def signed_in(folder: Path, server: Server, name: str, role: Role, team: str = "north") -> OpenDesk:
    """Return a profile whose owner is enrolled and has entered the sign-in."""
    made = new_desk(folder, name, role)
    owner = made.desk.owner
    with administering(server.dsn) as connection:
        access = add_person(connection, NewPerson(name, role.value, team))
        connection.execute(ENROL, (owner.id, access.login, owner.device_key))
    address = ServerAddress("localhost", access.login, server.cluster.port, server.database, str(server.cluster.ca))
    made.desk.server.set(address, access.password)
    return made
