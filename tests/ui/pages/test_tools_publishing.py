"""A QA officer publishes a tool from its preview, asked twice; others see who published it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_publishing import PublishCard
from qa_desktop.ui.presenters.tools import tool_preview
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.tools_wiring import wire_publishing
from tests.desks import OpenDesk, new_desk
from tests.ui.conftest import show

TOOL = "bra-live-audit"


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


def card_of(qtbot: QtBot, worker: Worker, desk: OpenDesk) -> PublishCard:
    """Show the preview of a tool and return its card, once it says how the tool stands."""
    page = ToolsPage()
    wire_publishing(page, desk.desk, worker)
    page.resize(1160, 700)
    show(qtbot, page)
    page.show_preview(tool_preview(desk.desk.tool(TOOL)))
    qtbot.waitUntil(lambda: not page.is_filling)
    qtbot.waitUntil(lambda: not worker.busy)
    return page.findChildren(PublishCard)[-1]


def test_a_qa_officer_is_asked_twice_and_publishes(qtbot: QtBot, theme: Theme, worker: Worker, tmp_path: Path) -> None:
    assert theme.points
    desk = new_desk(tmp_path, "Oli Officer", Role.QA_OFFICER)
    card = card_of(qtbot, worker, desk)

    card.publish_button.click()
    asked, before = card.words.text(), desk.desk.authority_tools.published()
    card.sure_button.click()
    qtbot.waitUntil(lambda: not worker.busy)

    assert "never changed and cannot be called back" in asked
    assert before == ()
    assert card.words.text() == "Published. It goes to every laptop with the next sync."
    assert [one.published.tool_id for one in desk.desk.authority_tools.published()] == [TOOL]
    assert not card.publish_button.isVisible()


def test_not_now_publishes_nothing(qtbot: QtBot, theme: Theme, worker: Worker, tmp_path: Path) -> None:
    assert theme.points
    desk = new_desk(tmp_path, "Oli Officer", Role.QA_OFFICER)
    card = card_of(qtbot, worker, desk)
    card.publish_button.click()

    card.not_now_button.click()

    assert desk.desk.authority_tools.published() == ()
    assert card.publish_button.isVisible()


def test_it_says_who_published_a_tool_and_when(qtbot: QtBot, theme: Theme, worker: Worker, tmp_path: Path) -> None:
    assert theme.points
    desk = new_desk(tmp_path, "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_tools.publish(TOOL)

    card = card_of(qtbot, worker, desk)

    assert card.words.text() == "Published by Oli Officer on 21 Nov 2026."
    assert not card.publish_button.isVisible()


def test_an_auditor_is_offered_nothing(qtbot: QtBot, theme: Theme, worker: Worker, tmp_path: Path) -> None:
    assert theme.points

    card = card_of(qtbot, worker, new_desk(tmp_path))

    assert not card.isVisible()
