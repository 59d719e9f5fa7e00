"""Joins the pages that bring spreadsheets in and give tools out with the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from qa_desktop.domain.tool_edit.draft import ToolDraft, title_of
from qa_desktop.services.exchange_forms import ExchangeForms
from qa_desktop.ui.background import Workers
from qa_desktop.ui.file_wiring import AskFile
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.import_form import ImportFormPage
from qa_desktop.ui.pages.tools_form import FormCard
from qa_desktop.ui.presenters.import_form import ImportFormPresenter

WORKBOOKS = "Excel (*.xlsx *.xlsm)"
NEW_WORKBOOK = "Excel (*.xlsx)"


@dataclass(frozen=True, slots=True)
class FormWays:
    """How to get round the window."""

    show: Callable[[Page], None]
    hold: Callable[[object], None]
    library: Callable[[str], None]
    """Show the library, with the tool of this id chosen where there is one."""
    edit: Callable[[ToolDraft], None]
    """Show the editor with a draft."""


class FormWiring:
    """Everything that the window does about spreadsheets."""

    def __init__(self, forms: ExchangeForms, workers: Workers, window: MainWindow, ways: FormWays) -> None:
        self._forms = forms
        self._workers = workers
        self._window = window
        self._ways = ways
        self._file: Path | None = None
        self.ask = AskFile(self._ask_open, self._ask_save)

    def show_import(self) -> None:
        """Show the page that brings a spreadsheet in."""
        page = ImportFormPage()
        presenter = ImportFormPresenter(self._forms, self._workers)
        self._ways.hold(presenter)

        def read() -> None:
            if self._file is not None:
                page.show_reading(self._file.name)
                presenter.read(self._file, page.show_found, page.show_refused, page)

        def choose() -> None:
            chosen = self.ask.open(self._window.tr("Bring in from a spreadsheet"))
            if chosen:
                self._file = Path(chosen)
                read()

        def leave() -> None:
            presenter.stop()
            self._ways.library("")

        def done(draft: ToolDraft) -> None:
            self._ways.edit(draft)
            words = self._window.tr("“{}” is a draft now. Look through it, and publish it when it is right.")
            self._window.show_notice(words.format(title_of(draft.keys)))

        page.file_requested.connect(choose)
        page.read_again_requested.connect(read)
        page.stop_requested.connect(presenter.stop)
        page.left.connect(leave)
        page.accepted.connect(lambda details: presenter.accept(details, done, page.show_problem, page))
        page.destroyed.connect(presenter.stop)
        self._ways.show(page)

    def serve(self, card: FormCard) -> None:
        """Let a card of the library save its tool as a spreadsheet."""
        worker = self._workers.documents

        def look() -> None:
            worker.submit(
                lambda: self._forms.not_known_elsewhere(card.tool_id, card.version),
                card.show_gaps,
                lambda error: card.show_problem(error.sentence),
                page=card,
            )

        def save() -> None:
            chosen = self.ask.save(self._window.tr("Save as XLSForm"), f"{card.tool_id}.xlsx")
            if not chosen:
                return
            worker.submit(
                lambda: self._forms.give_out(card.tool_id, card.version, Path(chosen)),
                lambda _: card.show_saved(chosen),
                lambda error: card.show_problem(error.sentence),
                page=card,
            )

        card.asked.connect(look)
        card.save_requested.connect(save)

    def _ask_open(self, title: str) -> str:
        return QFileDialog.getOpenFileName(self._window, title, "", WORKBOOKS)[0]

    def _ask_save(self, title: str, name: str) -> str:
        return QFileDialog.getSaveFileName(self._window, title, name, NEW_WORKBOOK)[0]
