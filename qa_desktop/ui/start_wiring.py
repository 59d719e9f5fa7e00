"""Joins the page on which an audit is started with the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.clock import local_day
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.start import StartPage
from qa_desktop.ui.pages.start_form import StartDetails
from qa_desktop.ui.presenters.start import StartPresenter
from qa_desktop.ui.presenters.tools import ToolsPresenter


@dataclass(frozen=True, slots=True)
class StartWays:
    """How to get round the window."""

    show: Callable[[Page], None]
    hold: Callable[..., None]
    home: Callable[[], None]
    open_audit: Callable[[str], None]


def show_start(desk: Desk, workers: Workers, window: MainWindow, ways: StartWays, tool_id: str) -> None:
    """Show the page, with a tool that was chosen already or not."""
    page = StartPage(StartDetails(local_day(desk.clock.now())))
    tools = ToolsPresenter(desk, workers.database)
    presenter = StartPresenter(desk, workers.database)
    ways.hold(presenter, tools)

    def choose(chosen: str) -> None:
        presenter.choose(chosen, page.show_form)

    def started(audit_id: str) -> None:
        if window.page is page:
            ways.open_audit(audit_id)

    page.tool_chosen.connect(choose)
    page.reference_changed.connect(lambda text: presenter.check_reference(text, page.show_warnings))
    page.start_requested.connect(lambda choice: presenter.start(choice, started, page.show_problems))
    page.cancelled.connect(ways.home)
    tools.load(page.picker.show_tools, page.picker.show_texts)
    ways.show(page)
    if tool_id:
        choose(tool_id)
