"""Who is who in the authority: people with their roles and teams, each for as long as it was so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from qa_desktop.domain.ids import PersonId
from qa_desktop.errors import InputProblem, NotFound

MOST_TEAMS_ABOVE = 50
"""A tree of teams is not deeper; one that runs in a circle ends here."""


class DirectoryKind(Enum):
    """What a line of the directory is about."""

    PERSON = "person"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    """One thing that the server says, true from a moment on."""

    kind: DirectoryKind
    key: str
    told: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class DirectoryNews:
    """What the server says of the directory."""

    state: str
    """What to compare with next time; it means nothing else to a laptop."""
    is_whole: bool
    """Whether what is not among the lines is no longer so."""
    lines: tuple[DirectoryLine, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person in a role and a team, from one moment until another."""

    id: PersonId
    name: str
    role: str
    team: str
    since: datetime
    until: datetime | None = None

    def is_at(self, moment: datetime) -> bool:
        """Tell whether it was so at a moment."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Team:
    """A team and what it belonged to, from one moment until another."""

    id: str
    name: str
    service: str
    parent: str
    """Empty for one at the top."""
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that this laptop was told, the past included; the present where nothing else is said."""

    people: Sequence[Colleague] = ()
    teams: Sequence[Team] = ()

    @property
    def present(self) -> tuple[Colleague, ...]:
        """The people of today, by name."""
        now = [one for one in self.people if one.until is None]
        return tuple(sorted(now, key=lambda one: (one.name.casefold(), one.id)))

    def named(self, named: str) -> Colleague:
        """Return the one person of today who has this id or name.

        Raises:
            NotFound: nobody has.
            InputProblem: several have.
        """
        found = [one for one in self.present if named in (one.id, one.name)]
        if len(found) > 1:
            raise InputProblem(f"Several people are called {named}. Give the id that “people list --json” shows.")
        if not found:
            raise NotFound(f"Nobody called {named} is known here. Sync first, then look at “qa-desktop people list”.")
        return found[0]

    def person(self, person: PersonId, at: datetime | None = None) -> Colleague | None:
        """Return what a person is, or was at a moment; None where nothing is known."""
        own = [one for one in self.people if one.id == person]
        if at is None:
            return next((one for one in own if one.until is None), None)
        return next((one for one in own if one.is_at(at)), None)

    def team(self, team: str) -> Team | None:
        """Return a team of today."""
        return next((one for one in self.teams if one.id == team and one.until is None), None)

    def above(self, team: str) -> tuple[Team, ...]:
        """Return a team of today and those that it belongs to, the nearest first."""
        found: list[Team] = []
        one = self.team(team)
        while one is not None and one not in found and len(found) < MOST_TEAMS_ABOVE:
            found.append(one)
            one = self.team(one.parent)
        return tuple(found)
