"""Asks how the audits behind the figures are exported, says what leaves, and shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from qa_desktop.domain.exports.room import RoomWish
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWish
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox, RadioButton
from qa_desktop.ui.widgets.field import LabelledField, line_field
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Subheading, Words

OFFERED = (ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSONL, ExportFormat.PARQUET)
NO_NAME = ("", ".", "..")
WORKBOOK = ".xlsx"


class TakingDialog(QDialog):
    """What leaves and where to; it stays until what came of it was read."""

    export_requested = Signal(object, object)
    """What is wished, and the Path of what is not there yet."""
    stop_requested = Signal()
    folder_requested = Signal()

    def __init__(self, title: str, verb: str, counted: str, parent: QWidget | None = None) -> None:
        """`counted` says which audits they are."""
        super().__init__(parent)
        self.setWindowTitle(self.tr(title))
        self._folder = Path()
        self.is_running = False
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=14)
        self.column.setAccessibleName(self.windowTitle())
        outer.addWidget(self.column, 1)
        self.head = PageHead(self.windowTitle(), counted)
        self.column.add(self.head)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.done_banner = Banner("", BannerKind.GOOD)
        for banner in (self.trouble, self.done_banner):
            banner.hide()
            self.column.add(banner)
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self.stop_requested)
        self.column.add(self.busy)
        self.asked = QWidget(self)
        self._ask(Column(self.asked, gap=14))
        self.column.add(self.asked)
        self.column.body.addStretch(1)
        self.close_button = QuietButton(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.export_button = PrimaryButton(self.tr(verb))
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self._export)
        outer.addWidget(FooterBar(self.close_button, self.export_button))
        self.resize(68 * self.fontMetrics().averageCharWidth(), 720)

    @property
    def place(self) -> Path:
        """Where it will be."""
        return self._folder / self.name.text().strip()

    def show_folder(self, folder: Path) -> None:
        """Show into which folder it will be written."""
        self._folder = folder
        self.folder_words.setText(self.tr("In the folder {}").format(folder))

    def show_progress(self, what: str, done: int, of: int) -> None:
        """Say how far it is."""
        if self.is_running:
            self.busy.show_progress(what, done, of)

    def show_done(self, words: str) -> None:
        """Say what was written and where."""
        self._end()
        self.asked.hide()
        self.export_button.hide()
        self.done_banner.set_text(words)
        announce(self, words)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stopped(self) -> None:
        """Say that nothing is left of it."""
        self.show_problem(self.tr("It was stopped. Nothing was left of it."))

    def show_problem(self, sentence: str) -> None:
        """Say why it was not written; it can be tried again."""
        self._end()
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)
        self.column.ensureWidgetVisible(self.trouble)
        self.export_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reject(self) -> None:
        """Close; while it is written, stop it first and say so."""
        if self.is_running:
            self.stop_requested.emit()
        else:
            super().reject()

    def offer(self, wish: Callable[[], ExportWish | RoomWish], *options: QWidget) -> None:
        """Ask for more, between what is said of the risk and the name; `wish` returns what it comes to."""
        self._wish = wish
        for place, one in enumerate(options, start=1):
            self._asked.insertWidget(place, one)
        chain = (options[-1], self.name, self.folder_button, self.close_button, self.export_button)
        for before, after in pairwise(chain):  # they were made before what is asked above them
            self.setTabOrder(before, after)

    def _ask(self, column: Column) -> None:
        self._asked = column
        words = self.tr(
            "What is written is not encrypted. Keep it safe, and delete it when it has served. "
            "It is recorded that you exported these audits."
        )
        column.addWidget(Banner(words, BannerKind.CAUTION))
        self.name_field, self.name = line_field(self.tr("Name"), self.tr("Of a new folder."))
        column.addWidget(self.name_field)
        self.folder_words = Words("", parent=self)
        column.addWidget(self.folder_words)
        self.folder_button = SecondaryButton(self.tr("Choose another folder"))
        self.folder_button.setAutoDefault(False)
        self.folder_button.clicked.connect(self.folder_requested)
        column.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _export(self) -> None:
        name = self.name.text().strip()
        is_wrong = name in NO_NAME or Path(name).name != name or "\\" in name
        self.name_field.set_problem(self.tr("Write a name without “/” and “\\”") if is_wrong else "")
        if is_wrong:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.is_running = True
        self.trouble.set_text("")
        self.asked.setEnabled(False)
        self.export_button.setEnabled(False)
        self.busy.begin(self.tr("It is being written"), can_cancel=True)
        self.export_requested.emit(self._wish(), self.place)

    def _end(self) -> None:
        self.is_running = False
        self.busy.end()
        self.asked.setEnabled(True)
        self.export_button.setEnabled(True)


class ExportDialog(TakingDialog):
    """The format and the detail of tables."""

    def __init__(
        self, wanted: FigureFilter, counted: str, details: tuple[Detail, ...], parent: QWidget | None = None
    ) -> None:
        """`details` are those that the role may have, the usual one first."""
        super().__init__("Export audits", "Export", counted, parent)
        self._wanted = wanted
        self.details = {one: RadioButton(self.tr(one.label), self) for one in details}
        self.details[details[0]].setChecked(True)
        self.format = Select(self.tr("Format"), self)
        for one in OFFERED:
            self.format.addItem(self.tr(one.label), one.value)
        self.format.currentIndexChanged.connect(lambda _: self._fit())
        self.mark = CheckBox(self.tr("Begin CSV files with the mark by which Excel knows UTF-8"), self)
        formats = LabelledField(self.tr("Format"), self.format)
        self.offer(self.wish, Subheading(self.tr("What leaves"), self), *self.details.values(), formats, self.mark)
        for before, after in pairwise((*self.details.values(), self.format, self.mark, self.name)):
            self.setTabOrder(before, after)
        self._fit()
        self.details[details[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def detail(self) -> Detail:
        """Which detail is chosen."""
        return next(detail for detail, button in self.details.items() if button.isChecked())

    @property
    @override
    def place(self) -> Path:
        place = super().place
        is_bare = self._format.is_one_file and place.suffix.casefold() != WORKBOOK
        return place.with_name(f"{place.name}{WORKBOOK}") if is_bare else place

    def wish(self) -> ExportWish:
        """Return what is wished."""
        mark = self.mark.isChecked() and self._format is ExportFormat.CSV
        return ExportWish(self._wanted, self.detail, self._format, mark)

    @property
    def _format(self) -> ExportFormat:
        return ExportFormat(self.format.currentData())

    def _fit(self) -> None:
        self.mark.setVisible(self._format is ExportFormat.CSV)
        self.name_field.set_hint(
            self.tr("Of a new file.")
            if self._format.is_one_file
            else self.tr("Of a new folder with a file for each table.")
        )
