"""The parts of a section that is asked once for each child, carer or case: add, name, take out, bring back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.ui.pages.audit_footer import escaped
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_parts import PartView, RepeatView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton, SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, Row, clear
from qa_desktop.ui.widgets.text import Heading, Muted, Small

LEAST_COLUMN = 22
"""Average character widths of the narrowest column of a row; under that its fields stand in several lines."""


class PartBox(Card):
    """One child, carer or case: what they are called, and the questions about them.

    With `is_row` it is a row of a table: it has no name, and its questions stand beside each other.
    """

    def __init__(self, page: AuditPage, view: PartView, *, is_row: bool = False) -> None:
        super().__init__("", page.sheet)
        self._page = page
        self._view = view
        self._heading = Heading("", self)
        self.take_out_button = SmallButton(self.tr("Take out"), parent=self)
        self.take_out_button.clicked.connect(self._take_out)
        head = Row(gap=10)
        head.addWidget(self._heading, 1)
        head.addWidget(self.take_out_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.history = Small("", self)
        self.add(self.history)
        self.name = QLineEdit(self)
        hint = self.tr("So that you know who is meant, such as initials. It is printed in the note.")
        self._name_field = LabelledField(self.tr("Called"), self.name, hint, self, optional=True)
        page.fields.line(view.name_path, self.name)
        self.add(self._name_field)
        self._name_field.setVisible(not is_row)
        self.questions: Column | ColumnsLayout = Column(gap=4)
        if is_row:
            self.questions = ColumnsLayout(gap=14, least_width=LEAST_COLUMN * self.fontMetrics().averageCharWidth())
        self.body.addLayout(self.questions)

    def show_part(self, view: PartView, *, can_take_out: bool, is_open: bool) -> None:
        """Show what they are called and whether they can be taken out."""
        self._view = view
        self.setAccessibleName(view.label)
        self._heading.setText(escaped(view.label))
        self.history.setText("\n".join(view.history))
        self.history.setVisible(bool(view.history))
        self.name.setAccessibleName(self.tr("What {} is called").format(view.label))
        self.name.setReadOnly(not is_open)
        self.take_out_button.setVisible(can_take_out)
        self.take_out_button.setAccessibleName(self.tr("Take out {}").format(view.label))

    def _take_out(self) -> None:
        self._page.flush()
        self._page.session.record({self._view.removed_path: True})
        words = self.tr("{} is taken out, with {}. Nothing is deleted: it can be brought back.")
        announce(self._page, words.format(self._view.label, self._view.answers))


class PartsFoot(QWidget):
    """Below the parts: add one more, and bring back who was taken out."""

    def __init__(self, page: AuditPage, section_id: str, of: str) -> None:
        super().__init__(page.sheet)
        self._page = page
        self._section = section_id
        self.wanted: str | None = None
        """Who was just added and is to have the focus once they are there."""
        column = Column(self, gap=10)
        self._nobody = Muted(self.tr("Nothing is entered here."), self)
        self.add_button = SmallButton(self.tr("Add another {}").format(of), parent=self)
        self.add_button.clicked.connect(self._add)
        self._taken_out = Column(gap=6)
        column.addWidget(self._nobody)
        column.addWidget(FlowRow(self.add_button))
        column.addLayout(self._taken_out)
        self._shown: tuple[tuple[str, str], ...] = ()
        self.bring_back_buttons: dict[str, LinkButton] = {}

    def show_repeat(self, view: RepeatView, *, is_open: bool) -> None:
        """Show what can be added and brought back."""
        self._nobody.setVisible(not view.there)
        self.add_button.setVisible(view.can_add)
        self.add_button.setText(
            self.tr("Add another {}").format(view.of) if view.there else self.tr("Add a {}").format(view.of)
        )
        shown = tuple((one.label, one.answers) for one in view.taken_out) if is_open else ()
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._taken_out)
        self.bring_back_buttons = {}
        for one in view.taken_out if is_open else ():
            words = self.tr("{} was taken out, with {}. It is not in the note.").format(one.label, one.answers)
            button = LinkButton(self.tr("Bring back"), parent=self)
            button.setAccessibleName(self.tr("Bring back {}").format(one.label))
            button.clicked.connect(lambda _=False, path=one.removed_path: self._page.session.record({path: None}))
            self.bring_back_buttons[one.instance] = button
            line = QWidget(self)
            row = Row(line, gap=10)
            row.addWidget(Small(words, line), 1)
            row.addWidget(button)
            self._taken_out.addWidget(line)
        self._page.rows_changed()

    def _add(self) -> None:
        instance = self.wanted = self._page.session.new_entry()
        self._page.session.record({paths.repeat(self._section, instance, "added"): True})
