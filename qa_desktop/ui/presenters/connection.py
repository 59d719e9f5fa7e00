"""What the settings say about the authority, the server and this laptop, and what they do about it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.domain.authority import USUAL_DATABASE
from qa_desktop.domain.enrolment import EnrolAnswer, Enrolled, Standing
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import InputProblem, QaDesktopError
from qa_desktop.services.adopt_profile import Adopted, AuthorityView
from qa_desktop.services.check_connection import Finding, report_for_it
from qa_desktop.services.server_settings import USUAL_PORT
from qa_desktop.ui.background import Phrased, Reporter, Worker, only, page_of

Tell = Callable[[str], None]
Problem = Callable[[QaDesktopError], None]
Findings = tuple[Finding, ...]

KEEPERS = (Role.QA_OFFICER, Role.ADMIN)
"""Who approves and locks out laptops of others."""

REOPEN = (
    "The server knows you from another laptop. Close QA Desktop, open it again and enter the code once more: this "
    "profile then belongs to the same person."
)
TAKEN = (
    "The server took the code. This laptop now waits for a second person. Read its fingerprint out to your QA team "
    "when they ask for it."
)


class KeptServer(Protocol):
    """Where the shared server is, as this laptop keeps it."""

    def settings(self) -> ServerAddress:
        """Return it; raise InputProblem where none is set."""
        ...

    def settled(self) -> ServerAddress | None:
        """Return where the authority says that it is; None where it says nothing."""
        ...

    def set(self, settings: ServerAddress, password: str | None) -> None:
        """Keep it, and the password where one is given."""
        ...

    def password_of(self, settings: ServerAddress) -> str | None:
        """Return the password that is kept for a sign-in; None where there is none."""
        ...


class KnownAuthority(Protocol):
    """What is believed of the authority."""

    def view(self) -> AuthorityView:
        """Return how this laptop stands towards an authority."""
        ...

    def pin(self, typed: str) -> str:
        """Believe a key by its fingerprint."""
        ...

    def adopt_file(self, file: Path) -> Adopted:
        """Take over a signed profile."""
        ...


class OwnDevice(Protocol):
    """This laptop, as the server may know it."""

    @property
    def own_fingerprint(self) -> str:
        """What the person reads out."""
        ...

    def enrol(self, typed: str) -> Enrolled:
        """Enrol with a one-time code."""
        ...


Check = Callable[[ServerAddress, str | None, Callable[[Finding], None], Callable[[], bool]], Findings]


class ConnectionDesk(Protocol):
    """The services that these settings need."""

    @property
    def owner(self) -> Person:
        """Whose profile this is."""
        ...

    @property
    def server(self) -> KeptServer:
        """Where the shared server is."""
        ...

    @property
    def authority(self) -> KnownAuthority:
        """What is believed of the authority."""
        ...

    @property
    def devices(self) -> OwnDevice:
        """This laptop."""
        ...

    @property
    def standing(self) -> Callable[[], Standing]:
        """Return how this laptop stood with the server when it said so last."""
        ...

    @property
    def check_connection(self) -> Check:
        """Find out how far this laptop gets."""
        ...


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where the server is and who signs in, as the page shows it."""

    address: str = ""
    """ "server" or "server:5432"; empty where the authority settled it."""
    user: str = ""
    authority: str = ""
    certificate: str = ""
    """The person's own, where they sign in by one."""
    database: str = USUAL_DATABASE


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """What is shown."""

    sign_in: SignIn
    settled: str = ""
    """The server that the authority settled; empty where a person enters it."""
    authority: tuple[str, ...] = ()
    is_pinned: bool = False
    standing: Standing = Standing.UNKNOWN
    fingerprint: str = ""
    has_sign_in: bool = False
    keeps_laptops: bool = False
    """Whether this person approves laptops of others."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches a test: each step as it is known, then all of them with the report for an IT service."""

    page: QObject
    show: Callable[[Finding], None]
    done: Callable[[Findings, str], None]
    problem: Problem


class ConnectionPresenter:
    """Reads and keeps on the database worker, asks the server on the other one."""

    def __init__(self, desk: ConnectionDesk, database: Worker, network: Worker) -> None:
        self._desk = desk
        self._database = database
        self._network = network
        self._stop = threading.Event()

    def load(self, show: Callable[[ConnectionView], None]) -> None:
        """Read what is shown."""
        self._database.submit(self._read, show, page=page_of(show))

    def keep_sign_in(self, sign_in: SignIn, password: str, tell: Tell, problem: Problem) -> None:
        """Keep where the server is and who signs in; an empty password leaves the one that is there."""

        def keep() -> None:
            self._desk.server.set(self._address(sign_in), password or None)

        words = "Kept. How the sync went is shown under Sync."
        self._database.submit(keep, Phrased(tell, only(words)), problem)

    def test(self, sign_in: SignIn, password: str, watcher: Watcher) -> None:
        """Test what was typed: nothing is kept, and each step is shown as soon as it is known."""
        self.stop_test()
        stop = self._stop = threading.Event()
        reporter = Reporter(watcher.show, watcher.page)

        def check() -> tuple[Findings, str]:
            address = self._address(sign_in)
            secret = password or self._desk.server.password_of(address)
            found = self._desk.check_connection(address, secret, reporter.tell, stop.is_set)
            return found, report_for_it(found, address)

        def done(both: tuple[Findings, str]) -> None:
            if not stop.is_set():
                watcher.done(*both)

        self._network.submit(check, done, watcher.problem, page=watcher.page)

    def stop_test(self) -> None:
        """Stop waiting for the test under way; it ends after its present step."""
        self._stop.set()

    def pin(self, typed: str, tell: Tell, problem: Problem) -> None:
        """Believe an authority's key by its fingerprint."""
        words = "This laptop now believes the key. It takes over what your authority signs with it, and nothing else."
        self._database.submit(lambda: self._desk.authority.pin(typed), Phrased(tell, only(words)), problem)

    def adopt(self, file: Path, tell: Tell, problem: Problem) -> None:
        """Take over a signed profile."""

        def words(adopted: Adopted) -> str:
            profile = adopted.profile
            news = f"Taken over: profile number {profile.serial} of {profile.name}."
            return news if adopted.is_new else "Nothing new: this profile is held already."

        self._database.submit(lambda: self._desk.authority.adopt_file(file), Phrased(tell, words), problem)

    def enrol(self, code: str, tell: Tell, problem: Problem) -> None:
        """Enrol this laptop with a one-time code."""

        def words(enrolled: Enrolled) -> str:
            known = {EnrolAnswer.REOPEN: REOPEN, EnrolAnswer.ENROLLED: "This laptop is enrolled already."}
            return known.get(enrolled.answer, TAKEN)

        self._network.submit(lambda: self._desk.devices.enrol(code), Phrased(tell, words), problem)

    def _read(self) -> ConnectionView:
        desk = self._desk
        known, settled, view = _server(desk), desk.server.settled(), desk.authority.view()
        sign_in = SignIn()
        if known is not None:
            sign_in = SignIn(_shown(known), known.user, known.authority, known.certificate, known.database)
        if settled is not None:
            sign_in = replace(sign_in, address="", authority="")
        return ConnectionView(
            sign_in=sign_in,
            settled="" if settled is None else _shown(settled),
            authority=view.lines,
            is_pinned=bool(view.fingerprint),
            standing=desk.standing(),
            fingerprint=desk.devices.own_fingerprint,
            has_sign_in=known is not None,
            keeps_laptops=desk.owner.role in KEEPERS,
        )

    def _address(self, sign_in: SignIn) -> ServerAddress:
        """Return the address that was typed; of a server that the authority settled only who signs in."""
        settled = self._desk.server.settled()
        if settled is not None:
            return replace(settled, user=sign_in.user, certificate=sign_in.certificate)
        host, _, port = sign_in.address.partition(":")
        number = int(port) if port.isdecimal() else 0
        return ServerAddress(
            host=host,
            user=sign_in.user,
            port=number if port else USUAL_PORT,
            database=sign_in.database,
            authority=sign_in.authority,
            certificate=sign_in.certificate,
        )


def in_two_lines(fingerprint: str) -> str:
    """Break a fingerprint in the middle: people compare it group by group, and two short lines are easier to follow."""
    groups = fingerprint.split()
    middle = (len(groups) + 1) // 2
    return "\n".join(" ".join(half) for half in (groups[:middle], groups[middle:]) if half)


def _server(desk: ConnectionDesk) -> ServerAddress | None:
    try:
        return desk.server.settings()
    except InputProblem:
        return None


def _shown(server: ServerAddress) -> str:
    return server.host if server.port == USUAL_PORT else f"{server.host}:{server.port}"
