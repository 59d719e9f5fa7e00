"""Lists every key, so that nobody has to know them by heart."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from qa_desktop.ui.keys import KEYS, Key
from qa_desktop.ui.widgets.buttons import PrimaryButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, ScrollingColumn
from qa_desktop.ui.widgets.text import Heading, PageTitle, Strong, Words


class KeysList(QDialog):
    """The keys, by where they work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=10)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setAccessibleName(self.tr("Keys"))
        page.add(PageTitle(self.tr("Keys")))
        for group, entries in groupby(KEYS, key=lambda entry: entry.group):
            page.add(Heading(self.tr(group)))
            page.add(self._table(tuple(entries)))
        page.body.addStretch(1)
        column.addWidget(page, 1)
        close = PrimaryButton(self.tr("Close"), "Esc", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column.addWidget(FooterBar(None, close))
        letter = self.fontMetrics().averageCharWidth()
        self.resize(min(66 * letter, 680), 620)

    def _table(self, entries: tuple[Key, ...]) -> QWidget:
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        for row, entry in enumerate(entries):
            native = QKeySequence.SequenceFormat.NativeText
            written = self.tr(" or ").join(QKeySequence(keys).toString(native) for keys in entry.keys)
            key = Strong(written, table)
            key.setWordWrap(False)
            grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(self.tr(entry.title), parent=table), row, 1)
        return table
