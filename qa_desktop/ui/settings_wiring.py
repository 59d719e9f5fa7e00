"""Joins the settings page with its presenter and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.ui.background import Phrased, Workers, is_there, sentence_of
from qa_desktop.ui.dialogs.change_secret import ChangeSecret, SecretWords
from qa_desktop.ui.pages.devices import DevicesPage
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.presenters.authority_settings import WaysPresenter
from qa_desktop.ui.presenters.connection import ConnectionPresenter, SignIn, Watcher
from qa_desktop.ui.presenters.devices import DevicesPresenter
from qa_desktop.ui.presenters.settings import SettingsPlace, SettingsPresenter
from qa_desktop.ui.theme import Theme

Change = Callable[[str, str, Callable[[str], None], Callable[[QaDesktopError], None]], None]


@dataclass(frozen=True, slots=True)
class SettingsWays:
    """Where the settings lead."""

    server_changed: Callable[[], None]
    """Something about sign-in or this laptop is new: try it."""
    show_laptops: Callable[[], None]
    show_due: Callable[[], None]


@dataclass(frozen=True, slots=True)
class SettingsWired:
    """The page, wired, and what to keep while it lives."""

    page: SettingsPage
    presenters: tuple[SettingsPresenter, ConnectionPresenter, WaysPresenter]

    def refresh_standing(self) -> None:
        """Show how this laptop stands after a sync."""
        self.presenters[1].load(self.page.show_standing)
        self.presenters[2].load(self.page.ways.show_ways)


def make_settings_page(
    desk: Desk, place: SettingsPlace, workers: Workers, theme: Theme, ways: SettingsWays
) -> SettingsWired:
    """Return the page, wired."""
    page = SettingsPage(theme.appearance)
    presenter = SettingsPresenter(desk, place, workers.database, workers.documents)
    tell_problem = Phrased(page.show_done, sentence_of)

    def choose(appearance: Appearance) -> None:
        theme.choose(appearance)
        presenter.keep_appearance(appearance)

    def reload(words: str) -> None:
        presenter.load(page.show_settings)
        page.show_keys_done(words)

    page.appearance_chosen.connect(choose)
    page.backup_requested.connect(lambda: presenter.back_up(page.show_done, tell_problem))
    page.check_up_requested.connect(lambda: presenter.check_up(Phrased(page.show_done, "\n".join), tell_problem))
    page.folder_requested.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.profile.folder))))
    page.due_requested.connect(ways.show_due)
    page.passphrase_requested.connect(lambda: _change_passphrase(page, presenter, reload))
    page.pin_requested.connect(lambda: _change_pin(page, presenter, reload))
    page.pin_removal_requested.connect(lambda: _remove_pin(page, presenter, reload))
    presenter.load(page.show_settings)
    connection = ConnectionPresenter(desk, workers.database, workers.sync or workers.documents)
    authority = _wire_ways(page, WaysPresenter(desk.authority_settings, workers.database))

    def authority_changed() -> None:
        authority.load(page.ways.show_ways)
        ways.server_changed()

    _wire_connection(page, connection, replace(ways, server_changed=authority_changed))
    return SettingsWired(page, (presenter, connection, authority))


def _wire_ways(page: SettingsPage, presenter: WaysPresenter) -> WaysPresenter:
    """Join the card about how the authority works with its presenter."""
    card = page.ways
    card.settings_chosen.connect(lambda chosen: presenter.choose(chosen, card.show_chosen, card.show_problem))
    card.file_chosen.connect(lambda file: presenter.choose_file(file, card.show_chosen, card.show_problem))
    presenter.load(card.show_ways)
    return presenter


def _wire_connection(page: SettingsPage, presenter: ConnectionPresenter, ways: SettingsWays) -> None:
    """Join the three cards about the server with their presenter."""
    card, authority, laptop = page.connection, page.authority, page.laptop

    def after(say: Callable[[str], None]) -> Callable[[str], None]:
        def told(words: str) -> None:
            presenter.load(page.show_connection)
            if is_there(say):
                say(words)
            ways.server_changed()

        return told

    def problem(say: Callable[[str], None]) -> Callable[[QaDesktopError], None]:
        return Phrased(say, sentence_of)

    def test(sign_in: SignIn, password: str) -> None:
        presenter.test(sign_in, password, Watcher(page, card.show_finding, card.show_tested, problem(card.say)))

    def keep(sign_in: SignIn, password: str) -> None:
        presenter.keep_sign_in(sign_in, password, after(card.say), problem(card.say))

    card.test_requested.connect(test)
    card.stop_requested.connect(presenter.stop_test)
    card.keep_requested.connect(keep)
    page.destroyed.connect(presenter.stop_test)
    authority.pin_requested.connect(lambda typed: presenter.pin(typed, after(authority.say), problem(authority.say)))
    authority.profile_chosen.connect(lambda file: presenter.adopt(file, after(authority.say), problem(authority.say)))
    laptop.code_entered.connect(lambda code: presenter.enrol(code, after(laptop.say), problem(laptop.say)))
    laptop.laptops_requested.connect(ways.show_laptops)
    presenter.load(page.show_connection)


def make_devices_page(desk: Desk, workers: Workers, leave: Callable[[], None]) -> tuple[DevicesPage, DevicesPresenter]:
    """Return the page of laptops, wired, and its presenter."""
    page = DevicesPage()
    presenter = DevicesPresenter(desk, workers.sync or workers.documents, page.show_devices)
    problem = Phrased(page.show_problem, sentence_of)
    page.left.connect(leave)
    page.searched.connect(presenter.search)
    page.approved.connect(lambda device: presenter.approve(device, page.tell, problem))
    page.locked_out.connect(lambda device: presenter.lock_out(device, page.tell, problem))
    presenter.load(problem)
    return page, presenter


def _change_passphrase(page: SettingsPage, presenter: SettingsPresenter, done: Callable[[str], None]) -> None:
    words = SecretWords(
        page.tr("Change the passphrase"),
        page.tr("Use at least 12 characters: a few words that only you would put together."),
        page.tr("Passphrase until now"),
        page.tr("New passphrase"),
        page.tr("New passphrase again"),
        page.tr("Change the passphrase"),
    )
    _ask(page, words, presenter.change_passphrase, done)


def _change_pin(page: SettingsPage, presenter: SettingsPresenter, done: Callable[[str], None]) -> None:
    has_pin = page.remove_pin_button.isVisible()
    words = SecretWords(
        page.tr("Change the PIN") if has_pin else page.tr("Set a PIN"),
        page.tr("It is asked for each time you seal a case note."),
        page.tr("PIN until now") if has_pin else "",
        page.tr("New PIN"),
        page.tr("New PIN again"),
        page.tr("Keep the PIN"),
    )
    _ask(page, words, lambda old, new, told, problem: presenter.set_pin(old or None, new, told, problem), done)


def _remove_pin(page: SettingsPage, presenter: SettingsPresenter, done: Callable[[str], None]) -> None:
    words = SecretWords(
        page.tr("Remove the PIN"),
        page.tr("Sealing a note will no longer ask for it."),
        page.tr("PIN until now"),
        "",
        "",
        page.tr("Remove the PIN"),
    )
    _ask(page, words, lambda old, _, told, problem: presenter.set_pin(old, None, told, problem), done)


def _ask(page: SettingsPage, words: SecretWords, change: Change, done: Callable[[str], None]) -> None:
    """Open the dialog; it stays open with the reason where the change is refused."""

    def take(old: str, new: str) -> None:
        def told(said: str) -> None:
            if isValid(dialog):
                dialog.accept()
                done(said)

        change(old, new, told, Phrased(dialog.show_problem, sentence_of))

    dialog = ChangeSecret(words, take, page)
    dialog.open()
