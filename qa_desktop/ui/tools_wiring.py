"""Joins the library of tools with the services, and with what the authority publishes to every laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_publishing import PublishCard
from qa_desktop.ui.presenters.publishing import PublishingPresenter
from qa_desktop.ui.presenters.tools import ToolsPresenter


@dataclass(frozen=True, slots=True)
class ToolsWays:
    """How to get round the window from the library."""

    show: Callable[[Page, Place | None], None]
    hold: Callable[[object], None]
    start: Callable[[str], None]
    """Begin an audit with the tool of this id."""


class ToolsWiring:
    """Everything that the window does about the library."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: ToolsWays) -> None:
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways

    def show_library(self) -> None:
        """Show every tool."""
        page = ToolsPage()
        presenter = ToolsPresenter(self._desk, self._workers.database)
        self._ways.hold(presenter)
        page.preview_requested.connect(lambda tool_id: presenter.preview(tool_id, page.show_preview))
        page.start_requested.connect(self._ways.start)
        wire_publishing(page, self._desk, self._workers.database)
        presenter.load(page.picker.show_tools)
        self._ways.show(page, Place.TOOLS)


def wire_publishing(page: ToolsPage, desk: Desk, worker: Worker) -> None:
    """Let the page say who published a tool, and a QA officer publish one."""
    presenter = PublishingPresenter(desk.authority_tools, desk.owner.role, worker)

    def show(tool_id: str, card: PublishCard) -> None:
        name = (tool_id, card.version)
        card.publish_requested.connect(lambda: presenter.publish(name, card.show_view, card))
        presenter.load(name, card.show_view, card)

    page.publishing_shown.connect(show)
    presenter.load_notes(page.show_notes, page)
