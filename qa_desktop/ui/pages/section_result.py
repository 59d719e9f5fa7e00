"""What a section comes to by the tool's own rule, and the way to decide otherwise with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt

from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_results import ResultView
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeGroup
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.text import Words


class ResultCard(Card):
    """The result of a section. What was worked out stays in sight beside what a person decides."""

    def __init__(self, page: AuditPage, view: ResultView) -> None:
        super().__init__(view.heading, page.sheet)
        self._page = page
        self._asked = False
        self.words = Words("", parent=self)
        self.add(self.words)
        self.otherwise = LinkButton(self.tr("Decide otherwise"), parent=self)
        self.otherwise.setAccessibleName(self.tr("Decide otherwise: {}").format(view.heading))
        self.otherwise.clicked.connect(self._ask)
        self._row = FlowRow(self.otherwise)
        self.add(self._row)
        self.group = GradeGroup(view.scale, view.heading, self, compact=True) if view.scale else None
        self.reason = GrowingTextEdit(self, lines=1)
        self._reason_field = LabelledField(self.tr("Why you decide so"), self.reason, parent=self)
        self.reason.setAccessibleName(self.tr("Why you decide so: {}").format(view.heading))
        if self.group is not None:
            page.fields.grade(view.grade_path, self.group)
            page.fields.text(view.reason_path, self.reason)
            self.add(self.group)
        self.add(self._reason_field)
        self.show_result(view)

    def show_result(self, view: ResultView) -> None:
        """Show what the answers come to now, and what was decided."""
        self.words.setText(view.words)
        self.words.setVisible(bool(view.words))
        can_decide = self.group is not None
        shown = can_decide and (view.decided or view.asks_alone or self._asked)
        self._row.setVisible(can_decide and not shown and view.is_open)
        if self.group is not None:
            self.group.setVisible(shown)
            self.group.setEnabled(view.is_open)
        self._reason_field.setVisible(can_decide and view.decided)
        self._reason_field.set_label(self.tr("Why you decide so"), optional=not view.reason_needed)
        self.reason.setEnabled(view.is_open)

    def _ask(self) -> None:
        self._asked = True
        self._row.hide()
        if self.group is not None:
            self.group.show()
            self.group.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.rows_changed()
