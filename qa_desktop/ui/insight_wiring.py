"""Joins the insight page with the figures: what is asked is counted off the database's own worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QFileDialog

from qa_desktop.clock import local_day
from qa_desktop.domain.figures.question import Behind, FiguredAudit
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Job, Phrased, Workers, sentence_of
from qa_desktop.ui.pages.insight import InsightPage
from qa_desktop.ui.presenters.agreement import periods
from qa_desktop.ui.presenters.insight import (
    PAGE,
    InsightQuestion,
    InsightView,
    answered,
    audit_lines,
    behind_of,
    choices_of,
    title_behind,
)

PICTURES, SHEETS = "Picture (*.png)", "Spreadsheet (*.xlsx)"


class InsightWiring(QObject):
    """Everything that the page does."""

    def __init__(self, desk: Desk, workers: Workers, open_audit: Callable[[str], None]) -> None:
        self.page = InsightPage(periods(local_day(desk.clock.now())))
        super().__init__(self.page)
        self._desk = desk
        self._worker = workers.documents
        self._asked: Job[InsightView] | None = None
        self._listed: Job[tuple[FiguredAudit, ...]] | None = None
        self._behind: Behind | None = None
        self._title = ""
        page = self.page
        page.question_asked.connect(self._ask)
        page.behind_asked.connect(self._look_behind)
        page.more_requested.connect(self._more)
        page.audit_requested.connect(open_audit)
        page.picture_requested.connect(self._save_pictures)
        page.sheet_requested.connect(self._save_sheet)
        self._problem = Phrased(page.show_problem, sentence_of)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Offer anew what can be chosen, as after a sync."""
        self._worker.submit(partial(choices_of, self._desk.figures), self.page.show_choices, self._problem)

    def _ask(self, question: InsightQuestion) -> None:
        if self._asked is not None:
            self._asked.cancel()
        ask = partial(answered, self._desk.figures, question)
        self._asked = self._worker.submit(ask, self.page.show_figures, self._problem)

    def _look_behind(self, scale: str, name: str, column: str) -> None:
        view = self.page.view
        if view is None:
            return
        self._behind = behind_of(view.question, scale, name, column)
        self._title = title_behind(view, scale, name, column)
        self._more()

    def _more(self) -> None:
        if self._behind is None:
            return
        if self._listed is not None:
            self._listed.cancel()
        read = partial(self._desk.figures.behind, self._behind)
        self._listed = self._worker.submit(read, self._take, self._problem, page=self.page)

    def _take(self, found: tuple[FiguredAudit, ...]) -> None:
        view, wanted = self.page.view, self._behind
        if view is None or wanted is None:
            return
        lines = audit_lines(found, view)
        self.page.show_behind(self._title, lines, more=len(found) == PAGE, first=wanted.after is None)
        if found:
            self._behind = replace(wanted, after=found[-1])

    def _save_pictures(self) -> None:
        """Save each chart as a picture with what it counts; the second one beside the first."""
        view = self.page.view
        charts = [card.chart for card in self.page.cards if card.chart is not None]
        chosen = self._file("figures.png", PICTURES) if view is not None and charts else None
        if view is None or chosen is None:
            return
        for number, chart in enumerate(charts):
            buffer = QBuffer(self)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(chart.picture(view.counted))
            file = chosen if number == 0 else chosen.with_stem(f"{chosen.stem}-{number + 1}")
            self._save(file, bytes(buffer.data().data()))

    def _save_sheet(self) -> None:
        """Save the tables with what they count."""
        view = self.page.view
        chosen = self._file("figures.xlsx", SHEETS) if view is not None and view.charts else None
        if view is None or chosen is None:
            return
        tables = tuple(one.table for one in view.charts)

        def made() -> None:
            self._desk.planning.save(chosen, self._desk.figure_sheet(view.counted, tables))

        self._worker.submit(made, lambda _: None, self._problem, page=self.page)

    def _save(self, file: Path, data: bytes) -> None:
        self._worker.submit(
            partial(self._desk.planning.save, file, data), lambda _: None, self._problem, page=self.page
        )

    def _file(self, name: str, kind: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self.page, self.page.tr("Save"), name, kind)
        return Path(chosen) if chosen else None
