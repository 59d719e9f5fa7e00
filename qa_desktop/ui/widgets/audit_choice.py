"""Signed audits from which some are chosen, a page at a time as the list is scrolled."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.item_models.paged import ROW_ROLE, PagedListModel
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.text import Words
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """What is said of what is chosen."""

    mark: str
    """At the right of a row that is in."""
    told: str
    """Before the case references: "In the pack: {}."."""
    more: str
    """After so many of them: "{} and {} more"."""
    none: str
    """Where nothing is chosen."""


class AuditChoice(QWidget):
    """Return, a double click or the button puts an audit in, and takes it out again."""

    more_requested = Signal()
    changed = Signal()

    def __init__(self, words: ChoiceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.chosen: dict[str, str] = {}
        """Audits with their case references, in the order in which they were put in."""
        column = Column(self, gap=12)
        self.model = PagedListModel[AuditLine](self)
        self.model.more_requested.connect(self.more_requested)
        self.list = TwoLineList(self.tr("Signed audits"), self._lines, self, folds=True)
        self.list.setModel(self.model)
        self.list.row_opened.connect(self._toggle)
        column.addWidget(self.list, 1)
        self.told = Words("", parent=self)
        column.addWidget(self.told)
        self.put_button = SecondaryButton(self.tr("Put in, or take out"), parent=self)
        self.put_button.setAutoDefault(False)
        self.put_button.clicked.connect(lambda: self._toggle(self.list.currentIndex()))
        self._tell()

    def show_rows(self, rows: tuple[AuditLine, ...], *, more: bool, first: bool) -> None:
        """Show a page of audits; the first one takes the place of what was there."""
        if first:
            self.model.start_again()
        self.model.add(rows, more=more)
        self.list.setVisible(self.model.rowCount() > 0)

    def _toggle(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row: AuditLine = index.data(ROW_ROLE)
        if self.chosen.pop(row.audit, None) is None:
            self.chosen[row.audit] = row.title
        self.list.viewport().update()
        self._tell()
        announce(self, self.told.text())
        self.changed.emit()

    def _tell(self) -> None:
        names = list(self.chosen.values())
        named = ", ".join(names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            named = self._words.more.format(named, len(names) - MOST_NAMED)
        self.told.setText(self._words.told.format(named) if named else self._words.none)

    def _lines(self, index: Index) -> TwoLines:
        row: AuditLine = index.data(ROW_ROLE)
        return TwoLines(row.lines.title, row.lines.caption, self._words.mark if row.audit in self.chosen else "")
