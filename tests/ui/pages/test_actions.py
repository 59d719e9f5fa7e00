"""The page of actions over all audits: narrowed, opened where an action is looked after, given on, and chased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain import follow_up
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.domain.tracker import ActionsShown
from qa_desktop.ui.actions_wiring import ActionsWays, ActionsWiring
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.presenters.actions import standing_words
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full
from tests.ui.action_samples import actions_empty, actions_page
from tests.ui.conftest import show


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    both = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield both
    both.stop()


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    opened = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield opened
    opened.desk.close()


@pytest.fixture
def audit_id(officer: OpenDesk) -> AuditId:
    return signed_in_full(officer.desk, "roc-t1-generic", actions(("a1", "2026-12-01"), ("a2", "2026-12-02"))).id


def wired(desk: OpenDesk, workers: Workers, qtbot: QtBot, opened: list[tuple[str, str]]) -> ActionsWiring:
    wiring = ActionsWiring(desk.desk, workers, ActionsWays(lambda audit, at: opened.append((audit, at)), lambda: None))
    show(qtbot, wiring.page)
    qtbot.waitUntil(lambda: wiring.page.model.rowCount() > 0 and wiring.page.team.count() > 2)
    return wiring


def test_what_is_late_says_so_in_words(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = actions_page()
    show(qtbot, page)

    assert [row.right for row in page.model.rows] == [
        "■ 33 days overdue",
        "due today",
        "due 4 Dec",
        "no date",
        "To be checked",
    ]
    assert "Key worker (P. Worker) · North · 48-2207" in page.model.rows[0].spoken
    assert page.which.itemText(1) == "Overdue (87)"


def test_an_empty_list_says_what_will_be_there(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = actions_empty()
    show(qtbot, page)

    assert page.empty.isVisible()
    assert not page.messages_button.isEnabled()


def test_an_action_is_opened_where_it_is_filled_in(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, audit_id: AuditId
) -> None:
    assert theme.points
    opened: list[tuple[str, str]] = []
    page = wired(officer, workers, qtbot, opened).page
    page.list.setCurrentIndex(page.model.index(1))

    QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert opened == [(audit_id, "follow-up|followup/a2/progress")]


def test_the_list_is_narrowed_by_standing_team_and_words(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, audit_id: AuditId
) -> None:
    assert theme.points
    assert audit_id
    page = wired(officer, workers, qtbot, []).page
    page.choose(ActionsShown.OVERDUE)
    qtbot.waitUntil(page.empty.isVisible)

    page.which.setCurrentIndex(0)
    page.search.setText("a2 north")
    page.search.returnPressed.emit()
    qtbot.waitUntil(lambda: [row.action.id for row in page.model.rows] == ["a2"])
    page.team.setCurrentIndex(2)
    assert (page.question.team, page.question.owner) == ("North", "")
    page.search.clear()
    page.team.setCurrentIndex(1)
    page.ask()
    assert (page.question.team, page.question.owner) == ("", "Oli Officer")
    qtbot.waitUntil(page.empty.isVisible)


def test_an_action_is_given_to_somebody_else_from_the_list(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, audit_id: AuditId
) -> None:
    assert theme.points
    wiring = wired(officer, workers, qtbot, [])
    page = wiring.page
    page.list.setCurrentIndex(page.model.index(0))
    page.give_button.click()
    dialog = wiring.dialog
    assert dialog is not None

    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    assert dialog.field.problem == "Enter a name or a role"
    QTest.keyClicks(dialog.who, "N. Worker")
    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.notice.isVisible() and page.model.rowCount() > 0)

    audit = officer.desk.open_audit(audit_id)
    assert follow_up.owner_of(audit, audit.actions[0]).name == "N. Worker"
    assert page.notice.text == "1 action given to N. Worker"
    assert wiring.dialog is None


def test_everything_that_somebody_had_is_given_on_at_once(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, audit_id: AuditId
) -> None:
    assert theme.points
    wiring = wired(officer, workers, qtbot, [])
    page = wiring.page
    page.list.setCurrentIndex(page.model.index(0))
    page.give_button.click()
    dialog = wiring.dialog
    assert dialog is not None
    dialog.everything.setChecked(True)

    QTest.keyClicks(dialog.who, "N. Worker")
    dialog.give_button.click()
    qtbot.waitUntil(page.notice.isVisible)

    audit = officer.desk.open_audit(audit_id)
    assert page.notice.text == "2 actions given to N. Worker"
    assert {follow_up.owner_of(audit, one).name for one in audit.actions} == {"N. Worker"}


def test_messages_are_saved_and_one_is_copied_without_sending_anything(
    qtbot: QtBot, theme: Theme, workers: Workers, officer: OpenDesk, audit_id: AuditId, tmp_path: Path
) -> None:
    assert theme.points
    assert audit_id
    page = wired(officer, workers, qtbot, []).page
    page.ask_folder = lambda: str(tmp_path)

    page.messages_button.click()
    qtbot.waitUntil(page.notice.isVisible)
    assert page.notice.text.startswith("1 message saved.")
    assert [file.name for file in tmp_path.glob("*.eml")] == ["actions-1.eml"]

    page.list.setCurrentIndex(page.model.index(0))
    page.copy_button.click()
    qtbot.waitUntil(lambda: "copied" in page.notice.text)
    assert "2 actions from audits are with you." in QGuiApplication.clipboard().text()

    page.ask_folder = lambda: str(tmp_path / "nowhere")
    page.messages_button.click()
    qtbot.waitUntil(page.trouble.isVisible)
    assert "is no folder" in page.trouble.text


def test_the_counts_stand_under_the_heading(officer: OpenDesk, audit_id: AuditId) -> None:
    assert audit_id
    assert standing_words(officer.desk.actions.standing()) == "2 open, 0 overdue."
