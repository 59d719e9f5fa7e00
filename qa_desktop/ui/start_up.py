"""From the first instant to the home page: the window, the way into the profile, then everything else behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qa_desktop.clock import Clock
from qa_desktop.domain.record import HomeData
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.keep_appearance import read_appearance
from qa_desktop.services.profile_gate import Gate, GateState, ProfileWish
from qa_desktop.settings import ProfilePlace
from qa_desktop.ui.app import dress, make_application, report_bugs
from qa_desktop.ui.background import Phrased, Worker, Workers, sentence_of
from qa_desktop.ui.garbage import GarbageRound
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.navigator import Navigator

if TYPE_CHECKING:
    from qa_desktop.services.desk import Desk
    from qa_desktop.ui.presenters.settings import SettingsPlace
    from qa_desktop.ui.theme import Theme

AFTER_FIRST_PAINT_MS = 60


@dataclass(frozen=True, slots=True)
class WindowNeeds:
    """What the window is given from outside."""

    gate: Gate
    place: ProfilePlace
    resources: Path
    clock: Clock


class FrontDoor(QObject):
    """Leads a person into their profile: by the keyring without a question, by a passphrase, or by making one."""

    home_shown = Signal()
    """The home page is on screen with its data."""
    desk_opened = Signal(object)
    stayed_shut = Signal(object)
    """The QaDesktopError for which the profile could not be opened."""

    def __init__(self, window: MainWindow, navigator: Navigator, workers: Workers, gate: Gate) -> None:
        super().__init__(window)
        self._window = window
        self._navigator = navigator
        self._workers = workers
        self._gate = gate
        self._kept: tuple[object, ...] = ()

    def begin(self) -> None:
        """Find out what opens the profile, and go there."""
        self._workers.database.submit(self._gate.state, self._meet, self._tell_shut)

    def _meet(self, state: GateState) -> None:
        match state:
            case GateState.NEW:
                self._show_set_up()
            case GateState.PASSPHRASE:
                self._show_unlock()
            case GateState.KEYRING:
                self._workers.database.submit(self._by_keyring, self._enter, self._offer_other_ways)

    def _by_keyring(self) -> HomeData | None:
        self._gate.unlock_by_keyring()
        return self._gate.first_home()

    def _enter(self, home: HomeData | None) -> None:
        """Show the home page at once; open everything else behind it."""
        if home is None:
            self._open(home)
            return
        self._navigator.show_first_home(home)
        self.home_shown.emit()
        # Opening everything loads so much that it would hold up the painting of the page.
        QTimer.singleShot(AFTER_FIRST_PAINT_MS, self, lambda: self._open(home))

    def _open(self, home: HomeData | None) -> None:
        self._workers.database.submit(self._gate.open, lambda desk: self._take(desk, home), self._tell_shut)

    def _take(self, desk: Desk, home: HomeData | None) -> None:
        self._navigator.take_desk(desk)
        if home is None:
            self._navigator.go_home()
        self.desk_opened.emit(desk)

    def _tell_shut(self, error: QaDesktopError) -> None:
        self._window.show_problem(error)
        self.stayed_shut.emit(error)

    def _offer_other_ways(self, error: QaDesktopError) -> None:
        """Where the keyring does not open, the recovery code still may."""
        self._show_unlock()
        self._window.show_problem(error)
        self.stayed_shut.emit(error)

    def _show_unlock(self) -> None:
        from qa_desktop.ui.pages.unlock import UnlockPage  # noqa: PLC0415 - most starts need no question
        from qa_desktop.ui.presenters.unlock import Secret, SecretKind, UnlockPresenter  # noqa: PLC0415 - as above

        def unlock(secret: Secret) -> HomeData | None:
            if secret.kind is SecretKind.PASSPHRASE:
                self._gate.unlock_by_passphrase(secret.text)
            else:
                self._gate.unlock_by_recovery_code(secret.text)
            return self._gate.first_home()

        page = UnlockPage()
        presenter = UnlockPresenter(unlock, self._workers.database)
        page.secret_entered.connect(
            lambda secret: presenter.try_secret(secret, self._enter, Phrased(page.show_problem, sentence_of))
        )
        self._kept = (page, presenter)
        self._window.show_page(page, full_width=True)

    def _show_set_up(self) -> None:
        from qa_desktop.ui.pages.setup import SetUpPage  # noqa: PLC0415 - once in a life
        from qa_desktop.ui.presenters.setup import SetUpPresenter, SetUpRequest  # noqa: PLC0415 - as above

        def make(request: SetUpRequest) -> str | None:
            wish = ProfileWish(
                name=request.name,
                role=request.role,
                team=request.team,
                passphrase=request.passphrase,
                fingerprint=request.fingerprint,
                profile_file=request.profile_file,
                settings=request.settings,
            )
            return self._gate.create(wish)

        page = SetUpPage()
        presenter = SetUpPresenter(make, self._workers.database)
        page.set_up_requested.connect(
            lambda request: presenter.make(request, page.show_code, Phrased(page.show_problem, sentence_of))
        )
        page.finished.connect(lambda: self._enter(None))
        page.code.save_requested.connect(lambda sheet: self._save_code(sheet, presenter.save_code, page.code.tell))
        page.code.print_requested.connect(lambda sheet: self._print_code(sheet, page.code.tell))
        self._kept = (page, presenter)
        self._window.show_page(page, full_width=True)
        self._workers.database.submit(self._gate.authorities, page.authority.show_authorities, page=page)
        self._workers.database.submit(
            self._gate.managed, page.authority.show_managed, Phrased(page.show_problem, sentence_of), page=page
        )

    def _save_code(self, sheet: str, save: SaveCode, tell: Callable[[str], None]) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - once in a life

        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the recovery code"), "recovery-code.txt")
        if chosen:
            file = Path(chosen)
            save(file, sheet, lambda _: tell(self.tr("Saved to {}").format(file)), Phrased(tell, sentence_of))

    def _print_code(self, sheet: str, tell: Callable[[str], None]) -> None:
        from qa_desktop.ui.printing import print_text  # noqa: PLC0415 - once in a life

        if print_text(sheet, self._window):
            tell(self.tr("Sent to the printer"))


SaveCode = Callable[[Path, str, Callable[[None], None], Callable[[QaDesktopError], None]], None]


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """The window with everything that belongs to it; for demos and measurements as well."""

    window: MainWindow
    navigator: Navigator
    door: FrontDoor
    workers: Workers
    theme: Theme


def make_window(needs: WindowNeeds) -> OpenWindow:
    """Make the window; an application has to exist or is made."""
    app = make_application(sys.argv[:1], needs.resources)
    theme = dress(app, read_appearance(needs.place.appearance))
    workers = Workers(Worker("database"), Worker("documents"), Worker("sync"))
    window = MainWindow(theme, (workers.database, workers.documents))

    def settings_place() -> SettingsPlace:
        from qa_desktop.ui.presenters.settings import SettingsPlace  # noqa: PLC0415 - behind the first page

        return SettingsPlace(needs.place, has_passphrase=needs.gate.state() is GateState.PASSPHRASE)

    navigator = Navigator(window, workers, theme, settings_place, needs.clock)
    report_bugs(window.show_bug)
    door = FrontDoor(window, navigator, workers, needs.gate)
    garbage = GarbageRound(window)
    door.desk_opened.connect(lambda _: garbage.spare_what_stays())
    return OpenWindow(window, navigator, door, workers, theme)


def run_window(needs: WindowNeeds) -> int:
    """Open the window and return the exit code when it is closed."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - clear of the module's own start-up

    opened = make_window(needs)
    closers: list[Callable[[], None]] = []
    opened.door.desk_opened.connect(lambda desk: closers.append(desk.close))
    opened.door.begin()
    opened.window.show()
    code = QApplication.exec()
    for close in closers:
        opened.workers.database.submit(close, lambda _: None)
    opened.workers.stop()
    return code
