"""Desks whose people have a sign-in at a real server and enrol by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Role
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.logins import Access
from qa_desktop.sync.server.people import NewPerson, add_person
from tests.desks import OpenDesk, new_desk
from tests.sync.real_laptops import ENROL
from tests.sync.server.laptops import Server


@dataclass(frozen=True)
class Newcomer:
    """A desk, and what the administrator handed over."""

    at: OpenDesk
    access: Access


def sign_in(desk: OpenDesk, server: Server, access: Access) -> None:
    address = ServerAddress("localhost", access.login, server.cluster.port, server.database, str(server.cluster.ca))
    desk.desk.server.set(address, access.password)


def newcomer(folder: Path, server: Server, name: str = "Ada Auditor", role: Role = Role.AUDITOR) -> Newcomer:
    """Make a profile whose owner has entered the sign-in and nothing else."""
    made = new_desk(folder, name, role)
    with administering(server.dsn) as connection:
        access = add_person(connection, NewPerson(name, role.value, "north"))
    sign_in(made, server, access)
    return Newcomer(made, access)


def enrolled(folder: Path, server: Server, name: str = "Oli Officer", role: Role = Role.QA_OFFICER) -> Newcomer:
    """Make a profile whose owner's laptop was approved."""
    made = newcomer(folder, server, name, role)
    owner = made.at.desk.owner
    with administering(server.dsn) as connection:
        connection.execute(ENROL, (owner.id, made.access.login, owner.device_key))
    return made
