"""Settings: what holds is shown, what is asked for is done, and the result is said in plain words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import DiskProblem
from qa_desktop.services.keep_appearance import Appearance, Scheme, read_appearance
from qa_desktop.settings import ProfilePlace
from qa_desktop.ui.background import Worker
from qa_desktop.ui.dialogs.change_secret import MISMATCH, ChangeSecret, SecretWords
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.presenters.settings import SettingsPlace, SettingsPresenter, SettingsView
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.samples import SETTINGS

ANA = Person(PersonId("p"), "Ana Auditor", Role.AUDITOR, "QA", b"", b"", "age1xyz")
WORDS = SecretWords("Change the PIN", "", "PIN until now", "New PIN", "New PIN again", "Change the PIN")


@dataclass
class FakeDesk:
    """Remembers what was changed; the backup can fail."""

    owner: Person = ANA
    pin: bool = False
    disk_is_full: bool = False
    changed: list[tuple[str | None, ...]] = field(default_factory=list)

    @property
    def back_up(self) -> Callable[[], Path]:
        return self._back_up

    @property
    def check_up(self) -> Callable[[], tuple[str, ...]]:
        return lambda: ("The database is whole.",)

    @property
    def has_pin(self) -> Callable[[], bool]:
        return lambda: self.pin

    @property
    def set_pin(self) -> Callable[[str | None, str | None], None]:
        return lambda old, new: self.changed.append(("pin", old, new))

    @property
    def change_passphrase(self) -> Callable[[str, str], None]:
        return lambda old, new: self.changed.append(("passphrase", old, new))

    def _back_up(self) -> Path:
        if self.disk_is_full:
            raise DiskProblem("The disk is full. Make room, then back up again.")
        return Path("backups/store.db")


@dataclass
class Bench:
    desk: FakeDesk
    presenter: SettingsPresenter
    workers: tuple[Worker, Worker]
    place: ProfilePlace

    def wait(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not any(worker.busy for worker in self.workers))


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    desk, place = FakeDesk(), ProfilePlace(tmp_path)
    database, documents = Worker("database", qapp), Worker("documents", qapp)
    presenter = SettingsPresenter(desk, SettingsPlace(place, has_passphrase=True), database, documents)
    yield Bench(desk, presenter, (database, documents), place)
    database.stop()
    documents.stop()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> SettingsPage:
    assert theme.points
    made = SettingsPage(Appearance())
    made.show_settings(SETTINGS)
    made.resize(900, 760)
    show(qtbot, made)
    return made


def test_the_view_holds_who_one_is_and_where_the_data_lies(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    shown: list[SettingsView] = []

    bench.presenter.load(shown.append)
    bench.wait(qtbot)

    assert shown == [SettingsView("Ana Auditor", "Auditor", "QA", "age1xyz", False, True, str(tmp_path))]


def test_a_backup_says_where_it_lies(qtbot: QtBot, bench: Bench) -> None:
    told: list[str] = []

    bench.presenter.back_up(told.append, lambda error: told.append(error.sentence))
    bench.wait(qtbot)

    assert told == [f"Backed up, encrypted, to {Path('backups/store.db')}"]


def test_a_failed_backup_says_what_to_do(qtbot: QtBot, bench: Bench) -> None:
    bench.desk.disk_is_full = True
    told: list[str] = []

    bench.presenter.back_up(told.append, lambda error: told.append(error.sentence))
    bench.wait(qtbot)

    assert told == ["The disk is full. Make room, then back up again."]


def test_passphrase_and_pin_are_changed_on_the_worker(qtbot: QtBot, bench: Bench) -> None:
    told: list[str] = []

    bench.presenter.change_passphrase("old words", "new words", told.append, print)
    bench.presenter.set_pin(None, "4711", told.append, print)
    bench.presenter.set_pin("4711", None, told.append, print)
    bench.wait(qtbot)

    assert bench.desk.changed == [
        ("passphrase", "old words", "new words"),
        ("pin", None, "4711"),
        ("pin", "4711", None),
    ]
    assert told[1:] == ["Sealing a note now asks for the PIN.", "Sealing a note no longer asks for a PIN."]


def test_the_appearance_survives_a_restart(qtbot: QtBot, bench: Bench) -> None:
    bench.presenter.keep_appearance(Appearance(Scheme.DARK, 150))
    bench.wait(qtbot)

    assert read_appearance(bench.place.appearance) == Appearance(Scheme.DARK, 150)


def test_a_scheme_is_chosen_at_once(qtbot: QtBot, page: SettingsPage) -> None:
    with qtbot.waitSignal(page.appearance_chosen) as chosen:
        page.schemes[Scheme.DARK].click()

    assert chosen.args == [Appearance(Scheme.DARK, 100)]


def test_a_text_size_is_chosen_at_once(qtbot: QtBot, page: SettingsPage) -> None:
    page.text_size.setCurrentIndex(5)

    with qtbot.waitSignal(page.appearance_chosen) as chosen:
        page.text_size.activated.emit(5)

    assert chosen.args == [Appearance(Scheme.SYSTEM, 200)]


def test_the_address_can_be_copied(page: SettingsPage) -> None:
    page.copy_button.click()

    assert QGuiApplication.clipboard().text() == SETTINGS.address


def test_a_profile_without_a_passphrase_offers_none_to_change(page: SettingsPage) -> None:
    page.show_settings(SettingsView("Ana", "Auditor", "QA", "age1", False, False, "folder"))

    assert not page.passphrase_button.isVisible()
    assert not page.remove_pin_button.isVisible()
    assert page.pin_button.text() == "Set a PIN"


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> tuple[ChangeSecret, list[tuple[str, str]]]:
    assert theme.points
    taken: list[tuple[str, str]] = []
    made = ChangeSecret(WORDS, lambda old, new: taken.append((old, new)))
    show(qtbot, made)
    return made, taken


def enter(dialog: ChangeSecret, old: str, new: str, again: str) -> None:
    for row, text in ((dialog.old, old), (dialog.new, new), (dialog.again, again)):
        assert isinstance(row.control, QLineEdit)
        assert row.control.echoMode() is QLineEdit.EchoMode.Password
        row.control.setText(text)
    dialog.action_button.click()


def test_a_changed_secret_is_handed_over(dialog: tuple[ChangeSecret, list[tuple[str, str]]]) -> None:
    window, taken = dialog

    enter(window, "1234", "4711", "4711")

    assert taken == [("1234", "4711")]


def test_two_different_entries_are_refused(dialog: tuple[ChangeSecret, list[tuple[str, str]]]) -> None:
    window, taken = dialog

    enter(window, "1234", "4711", "4712")

    assert taken == []
    assert window.again.problem == MISMATCH


def test_a_refused_secret_is_said_where_it_was_entered(dialog: tuple[ChangeSecret, list[tuple[str, str]]]) -> None:
    window, _ = dialog
    enter(window, "0000", "4711", "4711")

    window.show_problem("The PIN is wrong.")

    assert window.old.problem == "The PIN is wrong."
    assert window.action_button.isEnabled()
