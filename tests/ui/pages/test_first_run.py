"""Set-up and unlocking: nothing goes on without a name, a lock, and a recovery code that was kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.errors import KeyUnavailable
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.setup import SetUpPage
from qa_desktop.ui.pages.unlock import UnlockPage
from qa_desktop.ui.presenters.setup import SetUpPresenter, SetUpRequest, code_sheet
from qa_desktop.ui.presenters.unlock import Secret, SecretKind, UnlockPresenter
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show

CODE = "7KQF-22WX-M4TA-9PDE"


@pytest.fixture
def set_up(qtbot: QtBot, theme: Theme) -> SetUpPage:
    assert theme.points
    made = SetUpPage()
    made.resize(900, 760)
    show(qtbot, made)
    return made


@pytest.fixture
def unlock(qtbot: QtBot, theme: Theme) -> UnlockPage:
    assert theme.points
    made = UnlockPage()
    made.resize(900, 760)
    show(qtbot, made)
    return made


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


def fill(page: SetUpPage) -> None:
    page.name.setText("Ana Auditor")
    page.team.setText("Quality assurance")


def problems(page: SetUpPage) -> list[str]:
    return [link.text() for link in page.summary.links]


def test_name_and_team_are_asked_for(qtbot: QtBot, set_up: SetUpPage) -> None:
    with qtbot.assertNotEmitted(set_up.set_up_requested):
        set_up.continue_button.click()

    assert problems(set_up) == ["Enter your name", "Enter your team or service"]


def test_without_a_passphrase_the_keyring_locks_the_profile(qtbot: QtBot, set_up: SetUpPage) -> None:
    fill(set_up)

    with qtbot.waitSignal(set_up.set_up_requested) as asked:
        set_up.continue_button.click()

    assert asked.args == [SetUpRequest("Ana Auditor", Role.AUDITOR, "Quality assurance", None)]


def test_what_was_entered_of_the_authority_goes_with_the_request(qtbot: QtBot, set_up: SetUpPage) -> None:
    fill(set_up)
    set_up.authority.fingerprint.setText(" 3fa9 12bc ")
    set_up.authority.profile.setText("authority.qap")

    with qtbot.waitSignal(set_up.set_up_requested) as asked:
        set_up.continue_button.click()

    (request,) = asked.args
    assert (request.fingerprint, request.profile_file) == ("3fa9 12bc", Path("authority.qap"))


def test_the_authority_that_was_chosen_goes_with_the_request(qtbot: QtBot, set_up: SetUpPage) -> None:
    fill(set_up)
    asked_before = set_up.authority.choice.isVisible()
    set_up.authority.show_authorities((("durham", "Durham"), ("slough", "Slough")))
    set_up.authority.choice.setCurrentIndex(2)

    with qtbot.waitSignal(set_up.set_up_requested) as asked:
        set_up.continue_button.click()

    assert not asked_before
    assert set_up.authority.choice.isVisible()
    assert asked.args is not None
    assert asked.args[0].settings == "slough"


def test_what_the_administrator_settled_is_said_and_not_asked_for(set_up: SetUpPage) -> None:
    set_up.authority.show_managed("The administrator of this computer settled which authority is believed.")

    assert not set_up.authority.fingerprint.isVisible()
    assert not set_up.authority.choose_button.isVisible()


def test_a_short_passphrase_is_refused(set_up: SetUpPage) -> None:
    fill(set_up)
    set_up.by_passphrase.click()
    set_up.passphrase.setText("short")
    set_up.again.setText("short")

    set_up.continue_button.click()

    assert problems(set_up) == ["Enter a passphrase of at least 12 characters"]


def test_two_different_passphrases_are_refused(set_up: SetUpPage) -> None:
    fill(set_up)
    set_up.by_passphrase.click()
    set_up.passphrase.setText("river stone lamp")
    set_up.again.setText("river stone limp")

    set_up.continue_button.click()

    assert problems(set_up) == ["The two passphrases differ. Enter the same twice"]


def test_the_passphrase_is_never_shown_nor_printed(set_up: SetUpPage) -> None:
    request = SetUpRequest("Ana", Role.AUDITOR, "QA", "river stone lamp")

    assert set_up.passphrase.echoMode() is QLineEdit.EchoMode.Password
    assert "river" not in repr(request)
    assert "river" not in repr(Secret(SecretKind.PASSPHRASE, "river stone lamp"))


def test_one_cannot_go_on_before_the_code_is_kept(qtbot: QtBot, set_up: SetUpPage) -> None:
    fill(set_up)
    set_up.show_code(CODE)
    blocked = not set_up.continue_button.isEnabled()

    set_up.code.kept.click()
    with qtbot.waitSignal(set_up.finished):
        set_up.continue_button.click()

    assert blocked
    assert set_up.code.code.text() == CODE


def test_the_passphrase_is_forgotten_once_the_profile_is_made(set_up: SetUpPage) -> None:
    fill(set_up)
    set_up.passphrase.setText("river stone lamp")

    set_up.show_code(CODE)

    assert set_up.passphrase.text() == ""


def test_where_the_authority_holds_a_key_there_is_no_code_to_show(qtbot: QtBot, set_up: SetUpPage) -> None:
    with qtbot.waitSignal(set_up.finished):
        set_up.show_code(None)


def test_the_code_can_be_copied_saved_and_printed(qtbot: QtBot, set_up: SetUpPage) -> None:
    fill(set_up)
    set_up.show_code(CODE)

    set_up.code.copy_button.click()
    with qtbot.waitSignal(set_up.code.save_requested) as saved:
        set_up.code.save_button.click()
    with qtbot.waitSignal(set_up.code.print_requested) as printed:
        set_up.code.print_button.click()

    assert QGuiApplication.clipboard().text() == CODE
    assert saved.args == printed.args == [code_sheet("Ana Auditor", CODE)]


def test_the_saved_sheet_is_for_the_owner_s_eyes(qtbot: QtBot, worker: Worker, tmp_path: Path) -> None:
    file, done = tmp_path / "code.txt", list[None]()

    SetUpPresenter(lambda _: CODE, worker).save_code(file, code_sheet("Ana", CODE), done.append, print)
    qtbot.waitUntil(lambda: done == [None])

    assert CODE in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_is_said_plainly(qtbot: QtBot, worker: Worker, tmp_path: Path) -> None:
    told: list[str] = []

    SetUpPresenter(lambda _: CODE, worker).save_code(
        tmp_path / "no" / "code.txt", "", lambda _: told.append("saved"), lambda error: told.append(error.sentence)
    )
    qtbot.waitUntil(lambda: bool(told))

    assert told[0].endswith("Choose another place, or print it.")


def test_a_passphrase_is_handed_over_by_return(qtbot: QtBot, unlock: UnlockPage) -> None:
    unlock.line.setText("river stone lamp")

    with qtbot.waitSignal(unlock.secret_entered) as entered:
        unlock.line.returnPressed.emit()

    assert entered.args == [Secret(SecretKind.PASSPHRASE, "river stone lamp")]
    assert unlock.line.echoMode() is QLineEdit.EchoMode.Password


def test_the_recovery_code_is_the_other_way_in(qtbot: QtBot, unlock: UnlockPage) -> None:
    unlock.switch_button.click()
    unlock.line.setText(CODE)

    with qtbot.waitSignal(unlock.secret_entered) as entered:
        unlock.open_button.click()

    assert entered.args == [Secret(SecretKind.RECOVERY_CODE, CODE)]
    assert unlock.line.echoMode() is QLineEdit.EchoMode.Normal


def test_an_empty_line_is_not_tried(qtbot: QtBot, unlock: UnlockPage) -> None:
    with qtbot.assertNotEmitted(unlock.secret_entered):
        unlock.open_button.click()

    assert unlock.summary.isVisible()


def test_a_wrong_passphrase_is_said_and_can_be_tried_again(qtbot: QtBot, unlock: UnlockPage, worker: Worker) -> None:
    def refuse(_: Secret) -> str:
        raise KeyUnavailable("The passphrase is wrong. Nothing was changed; try again.")

    presenter = UnlockPresenter(refuse, worker)
    unlock.secret_entered.connect(
        lambda secret: presenter.try_secret(secret, print, lambda error: unlock.show_problem(error.sentence))
    )
    unlock.line.setText("wrong")
    unlock.open_button.click()
    qtbot.waitUntil(unlock.summary.isVisible)

    assert unlock.open_button.isEnabled()
    assert unlock.summary.links[0].text() == "The passphrase is wrong. Nothing was changed; try again."
