"""Joins the library of tools with the services, and with what the authority publishes to every laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.domain.record import Role
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.editor_wiring import EditorWays, EditorWiring
from qa_desktop.ui.form_wiring import FormWays, FormWiring
from qa_desktop.ui.item_models.tools import ToolRow
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
    hold: Callable[..., None]
    """Keep these while the page is on screen."""
    start: Callable[[str], None]
    """Begin an audit with the tool of this id."""
    show_full: Callable[[Page], None]
    saved: Callable[[], None]
    """Called when something was saved: it is to be backed up, and to be sent."""


class ToolsWiring:
    """Everything that the window does about the library."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: ToolsWays) -> None:
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways

    def show_library(self, tool_id: str = "") -> None:
        """Show every tool, one of them chosen where it is named."""
        page = ToolsPage()
        presenter = ToolsPresenter(self._desk, self._workers.database)
        page.preview_requested.connect(lambda tool_id: presenter.preview(tool_id, page.show_preview))
        page.start_requested.connect(self._ways.start)
        wire_publishing(page, self._desk, self._workers.database)
        forms = FormWiring(self._desk.forms, self._workers, self._window, self._form_ways())
        self._ways.hold(presenter, forms, self._editor_of(page))
        page.import_requested.connect(forms.show_import)
        page.offer_import()
        page.form_card_shown.connect(forms.serve)

        def show_tools(rows: tuple[ToolRow, ...]) -> None:
            page.picker.show_tools(rows)
            if tool_id:
                page.picker.choose(tool_id)

        presenter.load(show_tools)
        self._ways.show(page, Place.TOOLS)

    def _editor_of(self, page: ToolsPage) -> EditorWiring | None:
        """Offer the editor to QA officers."""
        if self._desk.owner.role is not Role.QA_OFFICER:
            return None
        ways = EditorWays(
            show=lambda shown: self._ways.show(shown, Place.TOOLS),
            show_full=self._ways.show_full,
            hold=self._ways.hold,
            library=self.show_library,
            saved=self._ways.saved,
        )
        editor = EditorWiring(self._desk, self._workers, self._window, ways)
        page.adapt_requested.connect(editor.adapt)
        page.drafts_requested.connect(editor.show_drafts)
        page.offer_adapting()
        return editor

    def _form_ways(self) -> FormWays:
        return FormWays(lambda page: self._ways.show(page, Place.TOOLS), self._ways.hold, self.show_library)


def wire_publishing(page: ToolsPage, desk: Desk, worker: Worker) -> None:
    """Let the page say who published a tool, and a QA officer publish one."""
    presenter = PublishingPresenter(desk.authority_tools, desk.owner.role, worker)

    def show(tool_id: str, card: PublishCard) -> None:
        name = (tool_id, card.version)
        card.publish_requested.connect(lambda: presenter.publish(name, card.show_view, card))
        presenter.load(name, card.show_view, card)

    page.publishing_shown.connect(show)
    presenter.load_notes(page.show_notes, page)
