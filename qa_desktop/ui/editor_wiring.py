"""Joins the editor of tools with the services: begin, adapt, open, go on, save as a file, publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from qa_desktop.clock import LONDON, local_day
from qa_desktop.domain.organisation import PublishedTool
from qa_desktop.domain.tool_edit.draft import DraftSummary, ToolDraft
from qa_desktop.domain.tool_edit.tree import text_at
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.file_wiring import AskFile
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.tool_drafts import ToolDraftsPage
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.presenters.times import short_day

TOOL_FILES = "Audit tools (*.yaml)"


@dataclass(frozen=True, slots=True)
class EditorWays:
    """How to get round the window from the editor, and whom to tell what."""

    show: Callable[[Page], None]
    show_full: Callable[[Page], None]
    hold: Callable[..., None]
    """Keep these while the page is on screen."""
    library: Callable[[str], None]
    """Show the library, the tool of this id chosen where one is named."""
    saved: Callable[[], None]
    """Called when something was saved: it is to be backed up, and to be sent."""


class EditorWiring:
    """Everything that the window does about tools that are being written."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: EditorWays) -> None:
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways
        self.ask = AskFile(self._ask_open, self._ask_save)

    def show_drafts(self) -> None:
        """List the drafts."""
        page = ToolDraftsPage()
        drafts, worker = self._desk.tool_drafts, self._workers.database

        def load() -> None:
            worker.submit(drafts.drafts, lambda found: page.show_drafts(self._worded(found)), page=page)

        def discard(draft_id: str) -> None:
            worker.submit(lambda: drafts.discard(draft_id), lambda _: load(), page=page)

        page.draft_requested.connect(lambda draft_id: self._open(lambda: drafts.open(draft_id)))
        page.discard_requested.connect(discard)
        page.new_requested.connect(self.begin)
        page.file_requested.connect(self.open_file)
        page.left.connect(lambda: self._ways.library(""))
        load()
        self._ways.hold(self)
        self._ways.show(page)

    def begin(self) -> None:
        """Begin a new tool."""
        self._open(self._desk.tool_drafts.begin)

    def adapt(self, tool_id: str, version: str) -> None:
        """Begin the next version of a tool."""
        self._open(lambda: self._desk.tool_drafts.adapt(tool_id, version))

    def open_file(self) -> None:
        """Let the person choose a tool file, and begin a draft from it."""
        chosen = self.ask.open(self._window.tr("Open a tool file"))
        if chosen:
            self._open(lambda: self._desk.tool_drafts.open_file(Path(chosen)))

    def _open(self, begin: Callable[[], ToolDraft]) -> None:
        self._workers.database.submit(begin, self.show)

    def show(self, draft: ToolDraft) -> None:
        """Show the editor with a draft."""
        page = ToolEditorPage(self._desk, self._workers, draft)
        state, session = self._window.top.save_state, page.session
        session.saving_started.connect(state.show_saving)
        session.saved.connect(lambda: state.show_saved(self._desk.clock.now().astimezone(LONDON)))
        session.saved.connect(self._ways.saved)
        session.not_saved.connect(state.show_not_saved)
        page.left.connect(self.show_drafts)
        page.file_requested.connect(lambda: self._save_as_file(page))
        page.publish_requested.connect(lambda: self._publish(page))
        self._ways.hold(self)
        self._ways.show_full(page)

    def _save_as_file(self, page: ToolEditorPage) -> None:
        draft = page.session.draft
        name = f"{text_at(draft.keys, ('tool',))}-{text_at(draft.keys, ('version',))}.yaml"
        chosen = self.ask.save(self._window.tr("Save the tool as a file"), name)
        if not chosen:
            return
        words = self._window.tr("The tool is saved to {}.")
        self._workers.documents.submit(
            lambda: self._desk.tool_drafts.save_as_file(draft, Path(chosen)),
            lambda _: self._window.show_notice(words.format(chosen)),
        )

    def _publish(self, page: ToolEditorPage) -> None:
        draft = page.session.draft

        def done(published: PublishedTool) -> None:
            self._ways.saved()
            if isValid(page):
                self._ways.library(str(published.tool_id))
            words = self._window.tr("“{}”, version {}, is published. It goes to every laptop with the next sync.")
            self._window.show_notice(words.format(text_at(draft.keys, ("title",)), published.version))

        failed = Phrased(page.say_not_published, sentence_of)
        self._workers.database.submit(lambda: self._desk.tool_drafts.publish(draft), done, failed)

    def _worded(self, found: tuple[DraftSummary, ...]) -> list[tuple[DraftSummary, str]]:
        today = local_day(self._desk.clock.now())
        return [(one, short_day(local_day(one.changed_at), today)) for one in found]

    def _ask_open(self, title: str) -> str:
        return QFileDialog.getOpenFileName(self._window, title, "", TOOL_FILES)[0]

    def _ask_save(self, title: str, name: str) -> str:
        return QFileDialog.getSaveFileName(self._window, title, name, TOOL_FILES)[0]
