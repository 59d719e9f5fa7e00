"""How the authority works: what holds is said, and a choice is made, or refused in words, without code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.settings_words import SHOWN_ONLY, settings_words
from qa_desktop.services.authority_settings import OWN
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.ui.background import Worker
from qa_desktop.ui.dialogs.authority_settings import SettingsList
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.pages.settings_authority import WaysCard
from qa_desktop.ui.presenters.authority_settings import WaysPresenter, WaysView
from qa_desktop.ui.presenters.start import StartForm, StartPresenter
from qa_desktop.ui.theme import Theme
from tests.authorities import Authority
from tests.desks import OpenDesk, new_desk
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenDesk:
    monkeypatch.setenv("QA_DESKTOP_MANAGED_FILE", str(tmp_path / "managed.json"))
    return new_desk(tmp_path / "ada")


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> WaysCard:
    assert theme.points
    page = SettingsPage(Appearance())
    page.resize(900, 760)
    show(qtbot, page)
    return page.ways


def wire(card: WaysCard, presenter: WaysPresenter, qtbot: QtBot, worker: Worker) -> None:
    card.settings_chosen.connect(lambda chosen: presenter.choose(chosen, card.show_chosen, card.show_problem))
    card.file_chosen.connect(lambda file: presenter.choose_file(file, card.show_chosen, card.show_problem))
    presenter.load(card.show_ways)
    qtbot.waitUntil(lambda: not worker.busy)


def test_an_authority_is_chosen_from_the_list(qtbot: QtBot, worker: Worker, ada: OpenDesk, card: WaysCard) -> None:
    wire(card, WaysPresenter(ada.desk.authority_settings, worker), qtbot, worker)

    card.choice.setCurrentIndex(card.choice.findText("Rochdale"))
    card.choice.activated.emit(card.choice.currentIndex())
    qtbot.waitUntil(lambda: bool(card.said))

    here = ada.desk.authority_settings.here().settings
    assert here is not None
    assert here.name == "Rochdale"
    assert card.show_button.isVisible()
    assert card.said == "New audits begin so."


def test_a_file_with_mistakes_is_refused_with_each_of_them(
    qtbot: QtBot, worker: Worker, ada: OpenDesk, card: WaysCard, tmp_path: Path
) -> None:
    wire(card, WaysPresenter(ada.desk.authority_settings, worker), qtbot, worker)
    file = tmp_path / "own.yaml"
    file.write_text("settings: own\nterms: {gradee: X}\n", encoding="utf-8")

    card.file_chosen.emit(file)
    qtbot.waitUntil(lambda: bool(card.said))

    assert "line 2, column 9" in card.said
    assert 'the key "authority" is missing' in card.said
    assert ada.desk.authority_settings.here().settings is None


def test_a_file_of_ones_own_stays_chosen_in_the_list(
    qtbot: QtBot, worker: Worker, ada: OpenDesk, card: WaysCard, tmp_path: Path
) -> None:
    file = tmp_path / "own.yaml"
    text = "settings: o\nversion: '1'\nauthority: {code: BRA, name: Ours}\nsource: {document: D}\ntools: {of: [BRA]}\n"
    file.write_text(text, encoding="utf-8")
    ada.desk.authority_settings.choose_file(file)

    wire(card, WaysPresenter(ada.desk.authority_settings, worker), qtbot, worker)

    assert (card.choice.currentText(), card.choice.currentData()) == ("Ours (from a file)", OWN)


def test_signed_settings_leave_nothing_to_choose(qtbot: QtBot, worker: Worker, ada: OpenDesk, card: WaysCard) -> None:
    authority = Authority()
    text = "settings: o\nversion: '1'\nauthority: {code: BRA, name: Ours}\nsource: {document: D}\ntools: {of: [BRA]}\n"
    ada.desk.authority.pin(authority.fingerprint)
    ada.desk.authority(authority.sign(4, settings=text))

    wire(card, WaysPresenter(ada.desk.authority_settings, worker), qtbot, worker)

    assert not card.choice.isVisible()
    assert not card.file_button.isVisible()
    assert card.show_button.isVisible()


def test_what_to_ask_at_the_start_is_asked_in_the_authoritys_words(
    qtbot: QtBot, worker: Worker, ada: OpenDesk, tmp_path: Path
) -> None:
    file = tmp_path / "own.yaml"
    head = "settings: o\nversion: '1'\nauthority: {code: NOR, name: Ours}\nsource: {document: D}\n"
    terms = "terms: {practitioner: Social worker}\ntools: {also: [bra-live-audit]}\n"
    file.write_text(head + terms, encoding="utf-8")
    ada.desk.authority_settings.choose_file(file)
    shown: list[StartForm] = []

    StartPresenter(ada.desk, worker).choose("bra-live-audit", shown.append)
    qtbot.waitUntil(lambda: bool(shown))

    assert shown[0].practitioner_label == "Social worker"


def test_all_that_is_set_can_be_read_by_keyboard_and_by_ear(qtbot: QtBot, look: Look, ada: OpenDesk) -> None:
    assert look.percent
    ada.desk.authority_settings.choose("rochdale")
    settings = ada.desk.authority_settings.here().settings
    assert settings is not None
    parts = settings_words(settings)
    dialog = SettingsList(parts)
    show(qtbot, dialog)

    assert walk(dialog) == []
    assert {part.heading for part in parts if part.note == SHOWN_ONLY} >= {"Quotas", "Programmes of focus"}


def test_nothing_chosen_is_said_plainly(card: WaysCard) -> None:
    card.show_ways(WaysView("No authority is chosen, so each tool is used as it is printed.", (("", "None"),)))

    assert card.choice.isVisible()
    assert not card.show_button.isVisible()
