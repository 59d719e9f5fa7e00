"""Tells a profile who is who, as the server does, for tests without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.directory import DirectoryKind, DirectoryLine, DirectoryNews
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Role
from tests.desks import MOMENT, OpenDesk


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of whom the directory tells."""

    name: str
    role: Role = Role.AUDITOR
    team: str = "north"
    id: str = ""

    @property
    def key(self) -> PersonId:
        return PersonId(self.id or self.name.lower().replace(" ", "-"))


def tell(
    desk: OpenDesk, *people: Known, teams: Sequence[tuple[str, str]] = (("north", "East"), ("south", "West"))
) -> None:
    """Tell who there is, the owner among them, and which teams (id, service)."""
    me = Known(desk.desk.owner.name, desk.desk.owner.role, id=desk.desk.owner.id)
    lines = [
        DirectoryLine(
            DirectoryKind.PERSON,
            one.key,
            {"name": one.name, "role": one.role.value, "team": one.team, "active": True},
            MOMENT,
        )
        for one in (me, *people)
    ]
    lines += [
        DirectoryLine(DirectoryKind.TEAM, team, {"name": team.title(), "service": service, "parent": ""}, MOMENT)
        for team, service in teams
    ]
    desk.store.sync.keep_directory(DirectoryNews("1", is_whole=True, lines=tuple(lines)), MOMENT)
