"""The card of due work on the home page: how much of each sort there is, and the next things to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.ui.presenters.home import HomeRow, HomeView, WorkGroup
from qa_desktop.ui.widgets.buttons import QuietButton, SmallButton
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, clear
from qa_desktop.ui.widgets.text import Small, Strong, Words


class WorkCard(Card):
    """Hidden where nothing is to be done and nobody else's work is looked after."""

    work_requested = Signal(str, str)
    """Which of it and of which kind; empty for all."""
    line_requested = Signal(str, str)
    """An audit's id, and the page of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Due work"), parent, padded=False)

    def show_work(self, view: HomeView) -> list[SmallButton]:
        """Show what there is; return the buttons of its lines."""
        self.setAccessibleName(view.work_title)
        if self.heading is not None:
            self.heading.setText(view.work_title)
        clear(self.body)
        made = [self._add_group(group) for group in view.work_groups]
        made += [self._add_line(row) for row in view.work]
        if view.work:
            more = QuietButton(self.tr("See all due work"))
            more.clicked.connect(lambda: self.work_requested.emit("", ""))
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(made))
        return made

    def _add_group(self, group: WorkGroup) -> SmallButton:
        named = f"{group.title}: {group.number}" if group.number else group.title
        words = Words(f"■ {named}", "problem") if group.which == "overdue" or group.kind == "concern" else Strong(named)
        button = self._button(self.tr("See"), named)
        button.clicked.connect(lambda: self.work_requested.emit(group.which, group.kind))
        self._add_row(words, button)
        return button

    def _add_line(self, row: HomeRow) -> SmallButton:
        words = QWidget()
        column = Column(words, gap=2)
        if row.due:
            column.addWidget(Words(f"■ {row.due}", "problem") if row.overdue else Words(row.due, "subheading"))
        column.addWidget(Strong(row.title))
        if row.caption:
            column.addWidget(Small(row.caption))
        button = self._button(self.tr("Open"), row.name)
        button.clicked.connect(lambda: self.line_requested.emit(row.audit_id, row.step))
        self._add_row(words, button)
        return button

    def _button(self, verb: str, what: str) -> SmallButton:
        button = SmallButton(verb)
        button.setAccessibleName(f"{verb}: {what}")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button

    def _add_row(self, words: QWidget, button: SmallButton) -> None:
        line = CardRow()
        line.add(words, 1)
        line.add(button)
        self.add(line)
