"""The one place that wires everything together. Modules are imported when what they do is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.bootstrap.authority import AuthorityChoice, authority_services, beginning, managed_words
from qa_desktop.bootstrap.files import RECOVERY_ADDRESS
from qa_desktop.bootstrap.tools import (
    check_settings,
    check_tool,
    export_form,
    find_tools,
    import_form,
    settings_as_json,
    settings_library,
    summary_as_json,
    tool_as_json,
    tool_library,
    write_new_file,
)
from qa_desktop.clock import Clock, SystemClock, local_day
from qa_desktop.settings import ProfilePlace, profile_place, resources_dir

if TYPE_CHECKING:
    from datetime import date

    from qa_desktop.domain.record import HomeData, Role
    from qa_desktop.models.data_key import DataKey
    from qa_desktop.models.keys import Unlock
    from qa_desktop.services.desk import Desk
    from qa_desktop.services.profile_gate import Gate, GateState, ProfileWish
    from qa_desktop.services.verify_note import Judged
    from qa_desktop.services.verify_room import JudgedRoom

__all__ = [
    "check_settings",
    "check_tool",
    "export_form",
    "find_tools",
    "import_form",
    "settings_as_json",
    "settings_library",
    "summary_as_json",
    "tool_as_json",
    "tool_library",
    "write_new_file",
]

AskPassphrase = Callable[[], str]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who a new profile is for."""

    name: str
    role: Role
    team: str


def unlock_with(place: ProfilePlace, ask: AskPassphrase) -> Unlock:
    """Return the way that opens the profile: its keyring, or the passphrase that `ask` returns."""
    from qa_desktop.models import keys

    return keys.by_passphrase(ask()) if keys.asks_for_passphrase(place) else keys.by_keyring


@contextmanager
def desk(place: ProfilePlace, ask: AskPassphrase, clock: Clock | None = None) -> Iterator[Desk]:
    """Open the profile for one command, and close it afterwards."""
    with closing(open_desk(place, unlock_with(place, ask), clock or SystemClock())) as opened:
        yield opened


def open_desk(place: ProfilePlace, unlock: Unlock, clock: Clock) -> Desk:
    """Open the profile and return its services; raise an EnvironmentProblem that says what to do."""
    from qa_desktop.bootstrap.wiring import desk_for
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.models.profile import open_profile

    return desk_for(open_profile(place, unlock, clock, TimeOrderedIds(clock)), clock, unlock)


NO_AUTHORITY = AuthorityChoice()


def make_profile(
    place: ProfilePlace,
    person: NewPerson,
    passphrase: str | None,
    authority_key: str | None = None,
    authority: AuthorityChoice = NO_AUTHORITY,
) -> str | None:
    """Make a profile and return the recovery code to show once; None where the authority holds a recovery key."""
    from qa_desktop.models.identity import PersonDetails
    from qa_desktop.models.keys import Protection
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.models.profile import NewProfile, create_profile
    from qa_desktop.services.authority_settings import CHOSEN

    clock = SystemClock()
    begun = beginning(authority)
    if authority.settings:
        settings_library().data(authority.settings)
    recovery_key = authority_key if begun is None or begun.recovery_key is None else begun.recovery_key
    wanted = NewProfile(PersonDetails(person.name, person.role, person.team), Protection(passphrase, recovery_key))
    made = create_profile(place, wanted, clock, TimeOrderedIds(clock))
    try:
        if begun is not None:
            begun.keep_in(made.store)
        if authority.settings:
            made.store.set_setting(CHOSEN, authority.settings)
        if recovery_key is not None:
            made.store.set_setting(RECOVERY_ADDRESS, recovery_key)
    finally:
        made.store.close()
    return made.recovery_code


class ProfileKey:
    """Finds the key of a profile and holds it between the first read and the opening of everything."""

    def __init__(self, place: ProfilePlace, clock: Clock) -> None:
        self._place = place
        self._clock = clock
        self._key: DataKey | None = None

    @property
    def gate(self) -> Gate:
        """What the window does with it."""
        from qa_desktop.services.profile_gate import Gate

        return Gate(
            state=self._state,
            create=self._create,
            unlock_by_keyring=self._by_keyring,
            unlock_by_passphrase=self._by_passphrase,
            unlock_by_recovery_code=self._by_recovery_code,
            first_home=self._first_home,
            open=self._open,
            managed=managed_words,
            authorities=lambda: tuple((one.id, one.name) for one in settings_library().all),
        )

    def _state(self) -> GateState:
        from qa_desktop.models.keys import asks_for_passphrase
        from qa_desktop.services.profile_gate import GateState

        if not (self._place.key_slots.exists() or self._place.database.exists()):
            return GateState.NEW
        return GateState.PASSPHRASE if asks_for_passphrase(self._place) else GateState.KEYRING

    def _create(self, wish: ProfileWish) -> str | None:
        from qa_desktop.models import keys

        person = NewPerson(wish.name, wish.role, wish.team)
        authority = AuthorityChoice(wish.fingerprint, wish.profile_file, wish.settings)
        code = make_profile(self._place, person, wish.passphrase, wish.authority_key, authority)
        unlock = keys.by_passphrase(wish.passphrase) if wish.passphrase else keys.by_keyring
        self._key = unlock(self._place)
        return code

    def _by_keyring(self) -> None:
        from qa_desktop.models.keys import by_keyring

        self._key = by_keyring(self._place)

    def _by_passphrase(self, passphrase: str) -> None:
        from qa_desktop.models.keys import by_passphrase

        self._key = by_passphrase(passphrase)(self._place)

    def _by_recovery_code(self, code: str) -> None:
        from qa_desktop.models.keys import by_recovery_code

        self._key = by_recovery_code(code)(self._place)

    def _first_home(self) -> HomeData | None:
        from qa_desktop.models.first_read import read_home

        if self._key is None or not self._place.database.exists():
            return None
        return read_home(self._place, self._key.raw, local_day(self._clock.now()))

    def _open(self) -> Desk:
        from qa_desktop.errors import KeyUnavailable
        from qa_desktop.models.keys import by_data_key

        if self._key is None:
            raise KeyUnavailable("The profile is locked. Enter the passphrase or the recovery code.")
        return open_desk(self._place, by_data_key(self._key), self._clock)


def open_window(data: str | None) -> int:
    """Open the window on a profile and return the exit code when it is closed."""
    place = profile_place(data)
    key = ProfileKey(place, SystemClock())
    from qa_desktop.ui.start_up import WindowNeeds, run_window

    keep_log(place)
    return run_window(WindowNeeds(key.gate, place, resources_dir(), SystemClock()))


def play_demo(out: Path) -> Iterator[str]:
    """Carry a whole audit through the real windows; yield the paths of the sealed note and of the pictures."""
    from qa_desktop.bootstrap.demo import play
    from qa_desktop.domain.record import Role
    from qa_desktop.ui.start_up import OpenWindow, WindowNeeds, make_window

    clock = SystemClock()

    def opened(place: ProfilePlace) -> OpenWindow:
        return make_window(WindowNeeds(ProfileKey(place, clock).gate, place, resources_dir(), clock))

    def make_officer(place: ProfilePlace, passphrase: str) -> None:
        make_profile(place, NewPerson("Olu Officer", Role.QA_OFFICER, "Quality assurance"), passphrase)

    return play(out, opened, make_officer)


def play_month(authority: str, out: Path, first: date | None, say: Callable[[str], None]) -> None:
    """Play a month of an authority with everybody at a laptop; `say` takes what happens, day by day."""
    from qa_desktop.bootstrap.months.demo import MonthWish
    from qa_desktop.bootstrap.months.demo import play_month as play

    play(MonthWish(authority, out, first, local_day(SystemClock().now())), say)


def keep_log(place: ProfilePlace) -> None:
    """Write warnings and errors to a small file that turns over; ids only, never answers, names or keys."""
    import logging

    from qa_desktop.log_file import LogFile

    logging.getLogger().addHandler(LogFile(place.logs))
    logging.getLogger("qa_desktop").setLevel(logging.INFO)


def verify_file(file: Path, trusted: tuple[Path, ...]) -> Judged:
    """Judge a sealed note on its own; no profile is needed."""
    from qa_desktop.services.verify_note import verify_note

    return verify_note(file, trusted)


def verify_inspection_room(folder: Path, trusted: tuple[Path, ...]) -> JudgedRoom:
    """Judge an inspection room on its own; no profile is needed."""
    from qa_desktop.services.verify_room import verify_room

    return verify_room(folder, trusted)


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What a check-up found, in plain lines."""

    lines: tuple[str, ...]
    healthy: bool


def doctor(place: ProfilePlace, ask: AskPassphrase) -> DoctorReport:
    """Look at this installation and, where there is one, at the profile."""
    from qa_desktop.models.keys import by_keyring
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.models.profile import open_profile, profile_exists

    installed, healthy = _installation(place)
    if not profile_exists(place):
        return DoctorReport((*installed, f"There is no profile in {place.folder} yet."), healthy)
    clock = SystemClock()
    unlock = unlock_with(place, ask) if place.key_slots.exists() else by_keyring
    store = open_profile(place, unlock, clock, TimeOrderedIds(clock))
    try:
        report = store.check()
        view = authority_services(store, unlock, clock).adopt.view()
    finally:
        store.close()
    trust = (f"Needs attention: {view.problem}",) if view.problem else view.lines
    return DoctorReport((*installed, *report.lines, *trust), healthy and report.healthy and not view.problem)


def _installation(place: ProfilePlace) -> tuple[tuple[str, ...], bool]:
    """Return what can be said of the installation, and whether it is whole."""
    import platform

    from qa_desktop import __version__

    library = tool_library(place)
    tools, faulty = len(library.summaries()), library.faulty()
    lines = [f"QA Desktop {__version__}, Python {platform.python_version()}, {platform.system()}."]
    lines.append(f"{tools} audit tools are in the library.")
    lines += [f"Needs attention: {one.path.name}: {one.problem.sentence}" for one in faulty]
    fonts = len(list((resources_dir() / "fonts").glob("*.ttf")))
    lines.append(f"{fonts} fonts are there." if fonts else "Needs attention: the fonts are missing. Install again.")
    return tuple(lines), bool(tools) and not faulty and bool(fonts)


def restore(place: ProfilePlace, backup: Path, ask: AskPassphrase) -> str:
    """Bring back a backup and return a sentence that says where the replaced files are."""
    from qa_desktop.models import backup as backups

    def unlock(of: ProfilePlace) -> DataKey:
        return unlock_with(of, ask)(of)

    aside = backups.restore(place, backup, unlock, SystemClock().now())
    return f"The backup is back in place. What was there before is kept in {aside}"
