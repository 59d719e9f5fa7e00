"""The overall judgement and the grades at a glance, beside the action plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.seats import SeatsButton
from qa_desktop.ui.presenters.audit_overview import StepLine
from qa_desktop.ui.presenters.audit_plan import OverallView
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.grade import GradeBadge, GradeGroup
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Frame, Pane, Row, Surface, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Words, one_line


class GradesCard(Card):
    """The grades that were given, each a link to its section."""

    step_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, padded=False)
        self.body.setSpacing(0)
        self._rows: dict[str, _GradeRow] = {}
        self.title = Strong(self.tr("What you agreed"), self)
        self.title.setContentsMargins(18, 14, 18, 6)
        self.add(self.title)

    def show_lines(self, lines: tuple[StepLine, ...]) -> None:
        """Show what each section came to."""
        self.setVisible(bool(lines))
        for line in lines:
            self.show_line(line)

    def show_line(self, line: StepLine) -> QWidget:
        """Show what one section came to, and return its row."""
        row = self._rows.get(line.step)
        if row is None:
            row = self._rows[line.step] = _GradeRow(line, self)
            row.link.clicked.connect(lambda _=False, step=line.step: self.step_requested.emit(step))
            self.add(row)
        row.show_line(line)
        return row


class _GradeRow(Frame):
    def __init__(self, line: StepLine, parent: QWidget) -> None:
        super().__init__("row", parent)
        row = Row(self, gap=8, margins=(16, 5, 14, 5))
        self.link = LinkButton(line.title, parent=self)
        row.addWidget(self.link, 1)
        self._badges = Pane(Surface.CLEAR, parent=self)
        self._column = Column(self._badges, gap=3)
        row.addWidget(self._badges)
        self._shown: tuple[object, ...] | None = None

    def show_line(self, line: StepLine) -> None:
        given = ((line.grade, 0),) if line.grade else () if line.result else line.counts
        words = line.result or line.words
        if self._shown == (given, words):
            return
        self._shown = (given, words)
        clear(self._column)
        for point, count in given:
            self._column.addWidget(_counted(point, count, self._badges))
        if not given:
            self._column.addWidget(one_line(Small(words, self._badges)))


class OverallCard(Card):
    """The overall grade, what it means, and why."""

    def __init__(self, page: AuditPage, view: OverallView, parent: QWidget) -> None:
        super().__init__(view.form.question or view.form.label, parent)
        self._page = page
        self._worked_out = Words("", parent=self)
        self.add(self._worked_out)
        self.group = GradeGroup(view.scale, view.form.question or view.form.label, self, compact=True)
        page.fields.grade(paths.OVERALL_GRADE, self.group)
        self.add(self.group)
        self._show_worked_out(view)

    def fill(self, view: OverallView) -> QWidget:
        """Make what stands below the grades, and return it."""
        page, rest = self._page, QWidget(self)
        column = Column(rest, gap=12)
        self._descriptor = Muted("", rest)
        words = self.tr("You changed the {}. Read the reason again.").format(page.audit.tool.words.grade.lower())
        self._reread = Banner(words, BannerKind.CAUTION, self.tr("It still fits"), rest)
        self._reread.action_requested.connect(lambda: page.session.record({paths.OVERALL_GRADE_CHANGED: False}))
        self.reason = GrowingTextEdit(rest, lines=3)
        self._reason_field = LabelledField(view.form.reason_label, self.reason, parent=rest)
        page.fields.text(paths.OVERALL_REASON, self.reason)
        small = (Small(text, rest) for text in (view.proposed, page.audit.tool.benchmark) if text)
        for part in (SeatsButton(page), self._descriptor, self._reread, self._reason_field, *small):
            column.addWidget(part)
        self.show_overall(view)
        self.add(rest)
        return rest

    def show_overall(self, view: OverallView) -> None:
        """Show what the answers come to, and what the chosen grade means."""
        self._show_worked_out(view)
        self._descriptor.setText(view.descriptor)
        self._descriptor.setVisible(bool(view.descriptor))
        self._reread.setVisible(view.reread)
        self._reason_field.set_label(view.form.reason_label, optional=view.reason_optional)

    def focus_first(self) -> None:
        """Go to the grades."""
        self.group.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_worked_out(self, view: OverallView) -> None:
        self._worked_out.setText(view.worked_out)
        self._worked_out.setVisible(bool(view.worked_out))


def _counted(point: ScalePoint, count: int, parent: QWidget) -> QWidget:
    """Return a grade with how often it was given, where that is more than once."""
    box = Pane(Surface.CLEAR, parent=parent)
    row = Row(box, gap=6)
    row.addStretch(1)
    if count > 1:
        row.addWidget(one_line(Strong(f"{count} ×", box)))
    row.addWidget(GradeBadge(point, box))
    return box
