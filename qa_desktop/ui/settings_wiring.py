"""Joins the settings page with its presenter and dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.ui.background import Workers
from qa_desktop.ui.dialogs.change_secret import ChangeSecret, SecretWords
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.presenters.settings import SettingsPlace, SettingsPresenter, SignIn
from qa_desktop.ui.theme import Theme

Change = Callable[[str, str, Callable[[str], None], Callable[[QaDesktopError], None]], None]


def make_settings_page(
    desk: Desk, place: SettingsPlace, workers: Workers, theme: Theme, server_kept: Callable[[], None]
) -> tuple[SettingsPage, SettingsPresenter]:
    """Return the page, wired, and the presenter to keep while it lives; `server_kept` is called for a new sign-in."""
    page = SettingsPage(theme.appearance)
    presenter = SettingsPresenter(desk, place, workers.database, workers.documents)

    def tell_problem(error: QaDesktopError) -> None:
        page.show_done(error.sentence)

    def choose(appearance: Appearance) -> None:
        theme.choose(appearance)
        presenter.keep_appearance(appearance)

    def reload(words: str) -> None:
        presenter.load(page.show_settings)
        page.show_keys_done(words)

    page.appearance_chosen.connect(choose)
    connection = page.connection
    connection.test_requested.connect(lambda address: presenter.test_connection(address, connection.show_findings))

    def kept(words: str) -> None:
        connection.password.clear()
        connection.say(words)
        server_kept()

    def keep(sign_in: SignIn, password: str) -> None:
        presenter.keep_sign_in(sign_in, password, kept, lambda error: connection.say(error.sentence))

    connection.keep_requested.connect(keep)
    page.backup_requested.connect(lambda: presenter.back_up(page.show_done, tell_problem))
    page.check_up_requested.connect(
        lambda: presenter.check_up(lambda lines: page.show_done("\n".join(lines)), tell_problem)
    )
    page.folder_requested.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.profile.folder))))
    page.passphrase_requested.connect(lambda: _change_passphrase(page, presenter, reload))
    page.pin_requested.connect(lambda: _change_pin(page, presenter, reload))
    page.pin_removal_requested.connect(lambda: _remove_pin(page, presenter, reload))
    presenter.load(page.show_settings)
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
            dialog.accept()
            done(said)

        change(old, new, told, lambda error: dialog.show_problem(error.sentence))

    dialog = ChangeSecret(words, take, page)
    dialog.open()
