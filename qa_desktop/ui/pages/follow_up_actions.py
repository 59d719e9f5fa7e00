"""The actions of a signed audit: each with its supervision half, the manager's check, and who has it now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up import GROUP, Stage
from qa_desktop.domain.follow_up_rules import Review, check_values, review_values
from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_follow_up import FollowedAction, FollowUpView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton, SmallButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Frame
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.tag import Tag
from qa_desktop.ui.widgets.text import Small, Strong, Words

NEEDS_DATE = "Give a date, such as 3 December 2026"


class FollowedActions(Card):
    """The actions of the plan, one below the other."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(parent=parent, padded=False)
        self.body.setSpacing(0)
        self._page = page
        self.rows: dict[str, FollowedRow] = {}
        self._empty = Small("", self)
        self._empty.setContentsMargins(18, 14, 18, 14)
        self.add(self._empty)

    def show_view(self, view: FollowUpView) -> None:
        """Show every action; what is being filled in stays as it is."""
        self._empty.setText(view.no_actions)
        self._empty.setVisible(bool(view.no_actions))
        for one in view.actions:
            row = self.rows.get(one.action.id)
            if row is None:
                row = self.rows[one.action.id] = FollowedRow(self._page, view.labels, self)
                row.set_look("row" if len(self.rows) > 1 else "")
                self.add(row)
            row.show_action(one)

    def focus_first(self) -> bool:
        """Go to the first action that is open, else to the first; tell whether there is one."""
        rows = list(self.rows.values())
        first = next((row for row in rows if row.is_open), rows[0] if rows else None)
        if first is not None:
            first.fill_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def focus_place(self, path: str) -> bool:
        """Open the action of a path and go to its field, or to what waits; tell whether it is here."""
        parsed = paths.Path.parse(path)
        row = self.rows.get(parsed.key) if parsed.group in (GROUP, "action") else None
        if row is not None:
            row.look_after()
        return row is not None


class FollowedRow(Frame):
    """One action: read as a row, filled in in its place."""

    def __init__(self, page: AuditPage, labels: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._page = page
        self._labels = labels
        self._shown: FollowedAction | None = None
        self.editor: ReviewEditor | None = None
        self.giver: GiveEditor | None = None
        self._column = Column(self, gap=8, margins=(18, 12, 14, 12))
        self._line = QWidget(self)
        self._column.addWidget(self._line)
        self._build_line()

    @property
    def is_open(self) -> bool:
        """Whether the action is still to do."""
        return self._shown is not None and self._shown.stage is Stage.OPEN

    @property
    def shown(self) -> FollowedAction:
        """The action as it is on disk."""
        if self._shown is None:
            raise RuntimeError("the row shows no action yet")
        return self._shown

    def show_action(self, one: FollowedAction) -> None:
        """Show the action as it is on disk."""
        self._shown = one
        self._number.setText(f"{one.number}")
        self._what.setText(one.action.what)
        name = one.owner.name
        self._who.setText(name if name == one.owner.who else f"{one.owner.who}: {name}")
        self._due.setText(one.due)
        self._due.set_role("problem" if one.is_late else "small")
        self._state.setText(one.state)
        self._told.setText("\n".join(one.told))
        self._told.setVisible(bool(one.told))
        waits = one.stage is Stage.CHECK and bool(one.check_refusal)
        refusal = one.elsewhere or (one.check_refusal if waits else "")
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        if one.elsewhere:
            self._close_editor()
            self._buttons.hide()
        self.check_button.setVisible(one.can_be_checked and one.stage is Stage.CHECK)
        self.fill_button.setText(self.tr("Change") if one.told else self.tr("Fill in"))
        for button, words in (
            (self.fill_button, self.tr("Fill in what became of action {}")),
            (self.give_button, self.tr("Give action {} to somebody else")),
            (self.check_button, self.tr("Mark action {} as checked")),
        ):
            button.setAccessibleName(words.format(one.number))

    def look_after(self) -> None:
        """Offer the check where it is what the action waits for, else fill in the supervision half."""
        if self.shown.can_be_checked and self.shown.stage is Stage.CHECK and not self.shown.elsewhere:
            self.check_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fill_in()

    def fill_in(self) -> None:
        """Fill in the supervision half, in its place."""
        if self.shown.elsewhere:
            return
        self._close_giver()
        if self.editor is None:
            self.editor = ReviewEditor(self._page, self._labels, self)
            self.editor.saved.connect(self._save)
            self.editor.cancelled.connect(self._close_editor)
            self._column.addWidget(self.editor)
        self.editor.show_action(self.shown)
        self.editor.show()
        self._buttons.hide()
        self._page.rows_changed()
        self.editor.progress.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, said: Review) -> None:
        values = review_values(self._page.audit, self.shown.action.id, said, self._page.today)
        if values:
            self._page.session.record(values)
        self._close_editor()
        announce(self, self.tr("Action {} filled in").format(self.shown.number))

    def _check(self) -> None:
        name = self._page.session.desk.owner.name
        self._page.session.record(check_values(self.shown.action.id, name, self._page.today))
        self.fill_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.tr("Action {} checked").format(self.shown.number))

    def _give(self) -> None:
        self._close_editor()
        if self.giver is None:
            self.giver = GiveEditor(self)
            self.giver.given.connect(self._hand_on)
            self.giver.cancelled.connect(self._close_giver)
            self._column.addWidget(self.giver)
        self.giver.begin()
        self._buttons.hide()
        self._page.rows_changed()

    def _hand_on(self, who: str) -> None:
        session, action = self._page.session, self.shown.action.id
        audit_id = session.audit.id

        def given(audit: Audit) -> None:
            session.replace(audit)
            self._close_giver()

        def refused(error: QaDesktopError) -> None:
            if self.giver is not None:
                self.giver.field.set_problem(error.sentence)
                announce(self, error.sentence, urgent=True)

        def ask() -> None:
            session.worker.submit(
                lambda: session.desk.follow_up.reassign(audit_id, action, who), given, refused, page=self._page
            )

        session.when_settled(ask)

    def _close_editor(self) -> None:
        if self.editor is not None and not self.editor.isHidden():
            self.editor.hide()
            self._buttons.show()
            self.fill_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.rows_changed()

    def _close_giver(self) -> None:
        if self.giver is not None and not self.giver.isHidden():
            self.giver.hide()
            self._buttons.show()
            self.give_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.rows_changed()

    def _build_line(self) -> None:
        grid = QGridLayout(self._line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        self._number = Small("", self._line)
        self._number.setWordWrap(False)
        self._what = Words("", parent=self._line)
        self._who, self._due, self._state = Strong("", self._line), Small("", self._line), Tag("", self._line)
        self._told, self._refusal = Words("", parent=self._line), Words("", "caution", self._line)
        self.check_button = SmallButton(self.tr("Mark as checked"), parent=self._line)
        self.check_button.clicked.connect(self._check)
        self.fill_button = LinkButton(self.tr("Fill in"), parent=self._line)
        self.fill_button.clicked.connect(self.fill_in)
        self.give_button = LinkButton(self.tr("Give to somebody else"), parent=self._line)
        self.give_button.clicked.connect(self._give)
        grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._what, 0, 1)
        grid.addWidget(self._state, 0, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        facts = QWidget(self._line)
        flow = ColumnsLayout(facts, gap=10, least_width=self.fontMetrics().averageCharWidth() * 18)
        for widget in (self._who, self._due):
            flow.addWidget(widget)
        grid.addWidget(facts, 1, 1, 1, 2)
        grid.addWidget(self._told, 2, 1, 1, 2)
        grid.addWidget(self._refusal, 3, 1, 1, 2)
        self._buttons = FlowRow(self.check_button, self.fill_button, self.give_button, gap=10, parent=self._line)
        grid.addWidget(self._buttons, 4, 1, 1, 2)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * 2)
        grid.setColumnStretch(1, 1)


class ReviewEditor(QWidget):
    """The supervision half of one action. It is recorded as one entry, when the person says so."""

    saved = Signal(object)
    """A Review."""
    cancelled = Signal()

    def __init__(self, page: AuditPage, labels: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        column = Column(self, gap=12, margins=(0, 4, 0, 4))
        self.progress = Select(self.tr("How far it is"), self)
        self.progress.addItems([one.label for one in Progress])
        self.progress.currentIndexChanged.connect(lambda _: self._fit())
        self.reviewed_on, self.done_on = DateField(page.today, self), DateField(page.today, self)
        self.initials, self.approved_by = QLineEdit(self), QLineEdit(self)
        self.completed, self.reason = GrowingTextEdit(self, lines=2), GrowingTextEdit(self, lines=1)
        self.impact = GrowingTextEdit(self, lines=2)
        self._has_impact = page.audit.tool.improvement is not None
        told = (
            ("progress", self.tr("How far it is"), self.progress),
            ("reviewed_on", labels["reviewed_on"], self.reviewed_on),
            ("initials", labels["initials"], self.initials),
            ("done_on", self.tr("Done on"), self.done_on),
            ("completed", labels["completed"], self.completed),
            ("impact", self.tr("What has changed because of it"), self.impact),
            ("reason", self.tr("Why it is not needed any more"), self.reason),
            ("approved_by", self.tr("Who approved that"), self.approved_by),
        )
        self.fields = {name: LabelledField(label, control, parent=self) for name, label, control in told}
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 24)
        for name in ("progress", "reviewed_on", "initials", "done_on"):
            grid.addWidget(self.fields[name])
        column.addLayout(grid)
        for name in ("completed", "impact", "reason", "approved_by"):
            column.addWidget(self.fields[name])
        self.fields["impact"].setVisible(self._has_impact)
        self.save_button = PrimaryButton(self.tr("Save"), parent=self)
        self.save_button.clicked.connect(self._save)
        cancel = QuietButton(self.tr("Cancel"), parent=self)
        cancel.clicked.connect(self.cancelled)
        column.addWidget(FlowRow(self.save_button, cancel, gap=10, parent=self))

    @property
    def chosen(self) -> Progress:
        """The progress that is chosen."""
        return tuple(Progress)[max(0, self.progress.currentIndex())]

    def show_action(self, one: FollowedAction) -> None:
        """Show what stands already."""
        half = one.half
        self.progress.setCurrentIndex(tuple(Progress).index(half.progress))
        self.reviewed_on.set_date(half.reviewed_on)
        self.done_on.set_date(half.done_on)
        self.initials.setText(half.initials)
        self.approved_by.setText(half.approved_by)
        self.completed.set_text(half.completed)
        self.reason.set_text(half.reason)
        self.impact.set_text(half.impact)
        for field in self.fields.values():
            field.set_problem("")
        self._fit()

    def _fit(self) -> None:
        not_needed = self.chosen is Progress.NOT_NEEDED
        for name in ("reason", "approved_by"):
            self.fields[name].setVisible(not_needed)
        self.fields["done_on"].setVisible(self.chosen is Progress.DONE)

    def _save(self) -> None:
        not_needed = self.chosen is Progress.NOT_NEEDED
        wrong = {
            "reviewed_on": NEEDS_DATE if self.reviewed_on.is_wrong else "",
            "done_on": NEEDS_DATE if self.chosen is Progress.DONE and self.done_on.is_wrong else "",
            "reason": self.tr("Say why it is not needed any more")
            if not_needed and not self.reason.text.strip()
            else "",
            "approved_by": self.tr("Say who approved that it is not done")
            if not_needed and not self.approved_by.text().strip()
            else "",
        }
        for name, words in wrong.items():
            self.fields[name].set_problem(words)
        first = next((name for name, words in wrong.items() if words), "")
        if first:
            self.fields[first].control.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, wrong[first], urgent=True)
            return
        self.saved.emit(
            Review(
                reviewed_on=self.reviewed_on.day,
                completed=self.completed.text.strip(),
                initials=self.initials.text().strip(),
                progress=self.chosen,
                done_on=self.done_on.day if self.chosen is Progress.DONE else None,
                reason=self.reason.text.strip() if not_needed else None,
                approved_by=self.approved_by.text().strip() if not_needed else None,
                impact=self.impact.text.strip() if self._has_impact else None,
            )
        )


class GiveEditor(QWidget):
    """Who has the action from now on."""

    given = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = Column(self, gap=10, margins=(0, 4, 0, 4))
        self.who = QLineEdit(self)
        self.field = LabelledField(
            self.tr("Who has it from now on?"), self.who, self.tr("A name, or a role such as Team manager"), self
        )
        column.addWidget(self.field)
        self.give_button = PrimaryButton(self.tr("Give it to them"), parent=self)
        self.give_button.clicked.connect(lambda: self.given.emit(self.who.text()))
        self.who.returnPressed.connect(lambda: self.given.emit(self.who.text()))
        cancel = QuietButton(self.tr("Cancel"), parent=self)
        cancel.clicked.connect(self.cancelled)
        column.addWidget(FlowRow(self.give_button, cancel, gap=10, parent=self))

    def begin(self) -> None:
        """Ask anew."""
        self.who.clear()
        self.field.set_problem("")
        self.show()
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)
