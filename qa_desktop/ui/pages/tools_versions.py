"""Says how a tool stands: its versions, when it is looked through, and for officers the way to retire it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qa_desktop.ui.presenters.tool_versions import OlderLine, VersionLine, VersionsView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton, SmallButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, Row, clear
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Small, Strong, Subheading, Words

MOST_OLDER = 20
"""So many open audits with an older version are listed."""


class VersionsCard(Card):
    """A card of the tools page; empty until it is told how the tool stands."""

    compare_requested = Signal(str, str)
    """The earlier version and the later one."""
    retire_requested = Signal(str, str)
    """The version, empty for the whole tool, and the id of the tool to use instead, empty for none."""
    offer_requested = Signal(str)
    """Offer again: the version, empty for the whole tool."""
    review_requested = Signal(object)
    """The day by which the tool is looked through again."""
    audit_requested = Signal(str)
    """The id of an open audit with an older version."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        if self.heading is not None:
            self.heading.setText(self.tr("Versions"))
        self.setAccessibleName(self.tr("Versions"))
        self.problem = Banner("", BannerKind.PROBLEM, parent=self)
        self.add(self.problem)
        self.rows = Column(gap=12)
        self.body.addLayout(self.rows)
        self.older = Column(gap=10)
        self.body.addLayout(self.older)
        self.hide()

    def show_versions(self, view: VersionsView) -> None:
        """Show how the tool stands."""
        self.problem.set_text("")
        clear(self.rows)
        if view.standing:
            self.rows.addWidget(Banner(view.standing, BannerKind.CAUTION))
        for line in view.lines:
            self.rows.addWidget(self._line(line, view))
        if view.review:
            self.rows.addWidget(Words(view.review, "problem" if view.is_due else ""))
        if view.is_officer:
            if view.review:
                self.rows.addWidget(self._review(view.next_review))
            self.rows.addWidget(self._retiring(view))
        self.show()

    def show_older(self, lines: tuple[OlderLine, ...]) -> None:
        """Say which open audits are worked on with an older version; whose audit it is goes on with the newer one."""
        clear(self.older)
        if lines:
            self.older.addWidget(Subheading(self.tr("Open audits with an older version")))
        for line in lines[:MOST_OLDER]:
            self.older.addWidget(self._older(line))
        if len(lines) > MOST_OLDER:
            self.older.addWidget(Small(self.tr("and {} more").format(len(lines) - MOST_OLDER)))

    def show_problem(self, words: str) -> None:
        """Say why something was not done."""
        self.problem.set_text(words)
        announce(self, words, urgent=True)

    def _line(self, line: VersionLine, view: VersionsView) -> QWidget:
        row = QWidget()
        across = Row(row, gap=14)
        words = QWidget()
        column = Column(words, gap=1)
        column.addWidget(Strong(line.title))
        column.addWidget(Small(line.caption))
        across.addWidget(words, 1)
        if line.before:
            compare = _small(self.tr("What changed"), self.tr("What changed from version {} to version {}"), line)
            compare.clicked.connect(lambda: self.compare_requested.emit(line.before, line.version))
            across.addWidget(compare)
        if view.is_officer and len(view.lines) > 1:
            if line.is_retired:
                again = _small(self.tr("Offer again"), self.tr("Offer version {} again"), line)
                again.clicked.connect(lambda: self.offer_requested.emit(line.version))
                across.addWidget(again)
            else:
                retire = _small(self.tr("Retire"), self.tr("Retire version {}"), line)
                retire.clicked.connect(lambda: self.retire_requested.emit(line.version, ""))
                across.addWidget(retire)
        return row

    def _older(self, line: OlderLine) -> QWidget:
        row = QWidget()
        across = Row(row, gap=14)
        words = QWidget()
        column = Column(words, gap=1)
        column.addWidget(Words(line.title))
        column.addWidget(Small(line.caption))
        across.addWidget(words, 1)
        if line.audit_id:
            button = SmallButton(self.tr("Open"))
            button.setAccessibleName(self.tr("Open {}").format(line.title))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda: self.audit_requested.emit(line.audit_id))
            across.addWidget(button)
        return row

    def _review(self, suggested: date) -> QWidget:
        field = DateField(suggested)
        field.set_date(suggested)
        field.setMaximumWidth(26 * self.fontMetrics().averageCharWidth())
        labelled = LabelledField(self.tr("Looked through today, and again by"), field)
        field.not_understood.connect(lambda _: labelled.set_problem(self.tr("Give a date, such as 27/11/2026")))
        save = SecondaryButton(self.tr("Keep this day"))
        save.clicked.connect(lambda: self._keep_review(field, labelled))
        box = QWidget()
        column = Column(box, gap=8)
        column.addWidget(labelled)
        column.addWidget(FlowRow(save))
        return box

    def _keep_review(self, field: DateField, labelled: LabelledField) -> None:
        field.settle()
        if field.day is None:
            labelled.set_problem(self.tr("Give a date, such as 27/11/2026"))
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        labelled.set_problem("")
        self.review_requested.emit(field.day)

    def _retiring(self, view: VersionsView) -> QWidget:
        if all(line.is_retired for line in view.lines):
            again = SecondaryButton(self.tr("Offer the tool again"))
            again.clicked.connect(lambda: self.offer_requested.emit(""))
            return FlowRow(again)
        box = RetireBox(view.others)
        box.retire_requested.connect(lambda successor: self.retire_requested.emit("", successor))
        return box


class RetireBox(QWidget):
    """Retires a whole tool, and asks first which one is to be used instead."""

    retire_requested = Signal(str)
    """The id of the tool to use instead; empty for none."""

    def __init__(self, others: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self.open_button = SecondaryButton(self.tr("Retire the tool"))
        self.successor = Select(self.tr("Which tool to use instead"))
        self.successor.addItem(self.tr("None in particular"), "")
        for tool_id, title in others:
            self.successor.addItem(title, tool_id)
        self._asked = QWidget()
        inside = Column(self._asked, gap=8)
        words = self.tr(
            "No new audit begins with a retired tool, on any laptop. Audits that were begun with it open as before, "
            "and it can be offered again."
        )
        inside.addWidget(Words(words))
        inside.addWidget(LabelledField(self.tr("Which tool to use instead"), self.successor))
        self.retire_button = SecondaryButton(self.tr("Retire it"))
        self.not_now_button = SecondaryButton(self.tr("Not now"))
        inside.addWidget(FlowRow(self.retire_button, self.not_now_button))
        column.addWidget(FlowRow(self.open_button))
        column.addWidget(self._asked)
        self._asked.hide()
        self.open_button.clicked.connect(lambda: self._ask(there=True))
        self.not_now_button.clicked.connect(lambda: self._ask(there=False))
        self.retire_button.clicked.connect(lambda: self.retire_requested.emit(str(self.successor.currentData())))

    def _ask(self, *, there: bool) -> None:
        self._asked.setVisible(there)
        self.open_button.setVisible(not there)
        target: QWidget = self.successor if there else self.open_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _small(words: str, name: str, line: VersionLine) -> SmallButton:
    button = SmallButton(words)
    versions = (line.before, line.version) if name.count("{}") > 1 else (line.version,)
    button.setAccessibleName(name.format(*versions))
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button
