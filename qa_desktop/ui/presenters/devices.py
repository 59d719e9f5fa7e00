"""Turns laptops as the server knows them into rows, and approves or locks them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain.enrolment import Device
from qa_desktop.domain.record import Person
from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.background import Worker, is_there, page_of
from qa_desktop.ui.presenters.connection import KEEPERS
from qa_desktop.ui.presenters.times import when

SHOWN = 50
"""So many laptops stand in the list; the search finds the others."""
PROVED = "The proof fits: the laptop holds the key and was enrolled with this person's code."
NOT_PROVED = "The proof does not fit. Do not approve this laptop; tell your administrator."
YOUR_OWN = "This is your own laptop: somebody else has to approve it."


class LookingAfter(Protocol):
    """The service that asks the server."""

    def list(self) -> tuple[Device, ...]:
        """Return the laptops that this person may look after."""
        ...

    def approve(self, device: Device) -> None:
        """Approve as the second person."""
        ...

    def revoke(self, device: Device) -> None:
        """Lock a laptop out."""
        ...


class DevicesDesk(Protocol):
    """The services that the page needs."""

    @property
    def owner(self) -> Person:
        """Whose profile this is."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def devices(self) -> LookingAfter:
        """Looks after laptops."""
        ...


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One laptop."""

    device: Device
    title: str
    """Name and sign-in of its person."""
    fingerprint: str
    state: str
    problem: str = ""
    """Why it cannot be approved."""
    can_approve: bool = False
    can_lock_out: bool = False


@dataclass(frozen=True, slots=True)
class DevicesView:
    """What the page shows."""

    waiting: tuple[DeviceRow, ...]
    others: tuple[DeviceRow, ...]
    more: int
    """How many there are beside those in the list."""
    keeps: bool
    """Whether the person looks after laptops of others."""


def devices_view(devices: tuple[Device, ...], owner: Person, now: datetime, search: str = "") -> DevicesView:
    """Return what the page shows: those that wait first, then those that the words are found in."""
    keeps = owner.role in KEEPERS
    rows = [device_row(one, now, keeps=keeps) for one in devices]
    words = search.casefold().split()
    others = [
        row
        for row in rows
        if not row.device.is_waiting and all(word in f"{row.title} {row.fingerprint}".casefold() for word in words)
    ]
    return DevicesView(
        waiting=tuple(row for row in rows if row.device.is_waiting),
        others=tuple(others[:SHOWN]),
        more=max(0, len(others) - SHOWN),
        keeps=keeps,
    )


def device_row(one: Device, now: datetime, *, keeps: bool) -> DeviceRow:
    """Return the row of a laptop."""
    problem = ""
    if one.is_waiting and one.is_own:
        problem = YOUR_OWN
    elif one.is_waiting and not one.is_proved:
        problem = NOT_PROVED
    return DeviceRow(
        device=one,
        title=f"{one.person.name} · {one.login}",
        fingerprint=one.fingerprint,
        state=_state(one, now),
        problem=problem,
        can_approve=keeps and one.is_waiting and not problem,
        can_lock_out=one.revoked_at is None and (keeps or one.is_own),
    )


class DevicesPresenter:
    """Asks the server on the worker that waits for it."""

    def __init__(self, desk: DevicesDesk, network: Worker, show: Callable[[DevicesView], None]) -> None:
        self._desk = desk
        self._network = network
        self._show = show
        self._known: tuple[Device, ...] = ()
        self._search = ""

    def load(self, problem: Callable[[QaDesktopError], None]) -> None:
        """Ask the server again."""
        self._network.submit(self._desk.devices.list, self._take, problem, page=page_of(self._show))

    def search(self, words: str) -> None:
        """Show those that the words are found in."""
        self._search = words
        self._show_known()

    def approve(self, device: Device, tell: Callable[[str], None], problem: Callable[[QaDesktopError], None]) -> None:
        """Approve a laptop whose fingerprint was compared."""
        words = f"Approved: a laptop of {device.person.name}. It begins to sync by itself."
        self._change(lambda: self._desk.devices.approve(device), words, tell, problem)

    def lock_out(self, device: Device, tell: Callable[[str], None], problem: Callable[[QaDesktopError], None]) -> None:
        """Lock a laptop out."""
        words = (
            f"Locked out: a laptop of {device.person.name}. Nothing that it signs from now on is believed. Ask the "
            "administrator to give them a new password too."
        )
        self._change(lambda: self._desk.devices.revoke(device), words, tell, problem)

    def _change(
        self,
        change: Callable[[], None],
        words: str,
        tell: Callable[[str], None],
        problem: Callable[[QaDesktopError], None],
    ) -> None:
        def work() -> tuple[Device, ...]:
            change()
            return self._desk.devices.list()

        def done(devices: tuple[Device, ...]) -> None:
            if is_there(self._show):
                self._take(devices)
                tell(words)

        self._network.submit(work, done, problem)

    def _take(self, devices: tuple[Device, ...]) -> None:
        self._known = devices
        self._show_known()

    def _show_known(self) -> None:
        self._show(devices_view(self._known, self._desk.owner, self._desk.clock.now(), self._search))


def _state(one: Device, now: datetime) -> str:
    if one.revoked_at is not None:
        return f"Locked out {when(one.revoked_at, now)}"
    if one.approved_at is not None:
        by = f" by {one.approved_by}" if one.approved_by else ""
        return f"Approved {when(one.approved_at, now)}{by}"
    return f"Waiting since {when(one.asked_at, now)}. {PROVED if one.is_proved else ''}".strip()
