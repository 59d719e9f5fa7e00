"""Where a month is played: people with a laptop each, one server, and a clock that the story moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from qa_desktop.bootstrap.wiring import desk_for
from qa_desktop.clock import LONDON, FixedClock
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.record import Role
from qa_desktop.models import keys
from qa_desktop.models.identity import PersonDetails
from qa_desktop.models.key_slots import DerivationCost
from qa_desktop.models.keys import Protection
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import NewProfile, create_profile
from qa_desktop.models.store import SqlStore
from qa_desktop.services.desk import Desk
from qa_desktop.settings import ProfilePlace
from qa_desktop.sync.server.trial import TEAM, TrialServer

WHILE_PLAYED = "nobody needs to know this"
"""The passphrase of every profile until the story ends; whoever is to open one gives it another."""
CHEAP = DerivationCost(memory_kib=64, iterations=1, lanes=1)
"""Nothing worth protecting is in these profiles, and there are many of them."""
MORNING = time(9, 0)
TRIES = 3
"""So often somebody syncs again whose connection broke, as on a computer that stood still for a while."""


class StoryStuckError(RuntimeError):
    """Something in the story did not go as it should."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the authority at a laptop of their own."""

    desk: Desk
    store: SqlStore
    """For who compares laptops and server; the story itself goes through the services."""
    place: ProfilePlace

    @property
    def name(self) -> str:
        """The person's name."""
        return self.desk.owner.name

    @property
    def id(self) -> str:
        """The person's id."""
        return self.desk.owner.id


@dataclass(slots=True)
class Stage:
    """One authority with its people. `say` takes a sentence of what happens."""

    server: TrialServer
    folder: Path
    authority: str
    first: date
    """The first day of the month that is played."""
    say: Callable[[str], None] = lambda _: None
    officer_at: Path | None = None
    """Where the first person's profile is to lie, where it is to be opened afterwards."""
    clock: FixedClock = field(init=False)
    people: dict[str, Member] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin on the morning of the first day."""
        self.clock = FixedClock(_moment(self.first))
        self.server.set_clock(self.clock.now())

    @property
    def today(self) -> date:
        """The day on which the story is."""
        return self.clock.now().astimezone(LONDON).date()

    def go(self, day: date) -> None:
        """Let it be the morning of a day; time never goes back."""
        if day < self.today:
            raise StoryStuckError(f"The story cannot go back from {self.today} to {day}.")
        self.clock.moment = _moment(day)
        self.server.set_clock(self.clock.now())

    def service(self, team: str, name: str, teams: Mapping[str, str]) -> None:
        """Add a service as a team of its own, and under it its teams, by id."""
        self.server.add_team(team, name, name)
        for one, named in teams.items():
            self.server.add_team(one, named, name, team)

    def join(self, name: str, role: Role, team: str = TEAM) -> Member:
        """Give somebody a profile, add them to the server, and enrol and approve their laptop. The first is an officer.

        The administrator approves the first laptop; the officer, whose it is, approves all the others.
        """
        folder = self.folder / f"{len(self.people):02}-{name.lower().replace(' ', '-')}"
        place = ProfilePlace(folder if self.people or self.officer_at is None else self.officer_at)
        wanted = NewProfile(PersonDetails(name, role, team), Protection(WHILE_PLAYED, cost=CHEAP))
        store = create_profile(place, wanted, self.clock, TimeOrderedIds(self.clock)).store
        member = Member(desk_for(store, self.clock, keys.by_passphrase(WHILE_PLAYED)), store, place)
        member.desk.authority_settings.choose(self.authority)
        sign_in = self.server.add(member.desk.owner, team)
        member.desk.server.set(sign_in.address, sign_in.password)
        fingerprint = member.desk.devices.enrol(sign_in.code).fingerprint
        if self.people:
            devices = next(iter(self.people.values())).desk.devices
            devices.approve(devices.named(fingerprint))
        else:
            self.server.approve(sign_in, fingerprint)
        self.people[name] = member
        return member

    def sync(self, *members: Member) -> None:
        """Let people sync, one after the other; where nobody is named everybody, until all know what all wrote."""
        for one in members or tuple(self.people.values()) * 2:
            report = one.desk.sync_now(lambda: False)
            for _ in range(TRIES):
                if report.outcome is Outcome.BROKEN_OFF:  # what was left goes with the next sync
                    report = one.desk.sync_now(lambda: False)
            if report.outcome is not Outcome.DONE or report.refused or report.waiting:
                raise StoryStuckError(f"{one.name} could not sync: {report}")

    def close(self) -> None:
        """Close every profile."""
        for one in self.people.values():
            one.desk.close()


def _moment(day: date) -> datetime:
    return datetime.combine(day, MORNING, LONDON)
