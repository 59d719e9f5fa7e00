"""Joins the insight page with the figures: what is asked is counted off the database's own worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog

from qa_desktop.clock import local_day
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Job, Phrased, Workers, sentence_of
from qa_desktop.ui.export_wiring import ExportWiring
from qa_desktop.ui.pages.insight import InsightPage
from qa_desktop.ui.presenters.agreement import periods
from qa_desktop.ui.presenters.insight import InsightQuestion, InsightSources, InsightView, choices_of
from qa_desktop.ui.presenters.insight_behind import (
    PAGE,
    Found,
    Wish,
    and_after,
    lines_of_found,
    looked_behind,
    title_behind,
    wish_of,
)
from qa_desktop.ui.presenters.insight_charts import answered

PICTURES, SHEETS = "Picture (*.png);;Drawing (*.svg)", "Spreadsheet (*.xlsx)"


class InsightWiring(QObject):
    """Everything that the page does."""

    def __init__(self, desk: Desk, workers: Workers, open_audit: Callable[[str], None]) -> None:
        self.page = InsightPage(periods(local_day(desk.clock.now())))
        super().__init__(self.page)
        self._desk = desk
        self._worker = workers.documents
        self._asked: Job[InsightView] | None = None
        self._sources = InsightSources(
            desk.figures,
            desk.planning.quotas,
            desk.registers,
            desk.improvements.list,
            lambda: {str(one.id): one.name for one in desk.directory().people} | {str(desk.owner.id): desk.owner.name},
            lambda: local_day(desk.clock.now()),
        )
        self._listed: Job[tuple[Found, ...]] | None = None
        self._behind: Wish | None = None
        self._is_first = True
        self._title = ""
        page = self.page
        page.question_asked.connect(self._ask)
        page.behind_asked.connect(self._look_behind)
        page.more_requested.connect(self._more)
        page.audit_requested.connect(open_audit)
        page.picture_requested.connect(self._save_pictures)
        page.sheet_requested.connect(self._save_sheet)
        self.export = ExportWiring(desk, workers, page)
        self._problem = Phrased(page.show_problem, sentence_of)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Offer anew what can be chosen, as after a sync."""
        self._worker.submit(partial(choices_of, self._sources), self.page.show_choices, self._problem)

    def _ask(self, question: InsightQuestion) -> None:
        if self._asked is not None:
            self._asked.cancel()
        ask = partial(answered, self._sources, question)
        self._asked = self._worker.submit(ask, self.page.show_figures, self._problem)

    def _look_behind(self, place: int, name: str, column: str) -> None:
        view = self.page.view
        if view is None:
            return
        chart = view.charts[place]
        self._behind, self._is_first = wish_of(view, chart, name, column), True
        self._title = title_behind(chart, name, column)
        self._more()

    def _more(self) -> None:
        if self._behind is None:
            return
        if self._listed is not None:
            self._listed.cancel()
        read = partial(looked_behind, self._sources, replace(self._behind, limit=PAGE))
        self._listed = self._worker.submit(read, self._take, self._problem, page=self.page)

    def _take(self, found: tuple[Found, ...]) -> None:
        view, wanted = self.page.view, self._behind
        if view is None or wanted is None:
            return
        lines = lines_of_found(found, view)
        self.page.show_behind(self._title, lines, more=len(found) == PAGE, first=self._is_first)
        self._is_first = False
        if found:
            self._behind = and_after(wanted, found[-1])

    def _save_pictures(self) -> None:
        """Save each chart as a picture with what it counts; the second one beside the first."""
        view = self.page.view
        charts = [card.chart for card in self.page.cards if card.chart is not None]
        chosen = self._file("figures.png", PICTURES) if view is not None and charts else None
        if view is None or chosen is None:
            return
        for number, chart in enumerate(charts):
            file = chosen if number == 0 else chosen.with_stem(f"{chosen.stem}-{number + 1}")
            is_svg = chosen.suffix.lower() == ".svg"
            self._save(file, chart.scalable(view.counted) if is_svg else _png(chart.picture(view.counted)))

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


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
