"""Agree and plan: the overall judgement, both people's words, the action plan and what follows from it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import own_words_label
from qa_desktop.domain.improvement import holds_improvement
from qa_desktop.domain.pairs import FIRST
from qa_desktop.domain.tool_outcome import ActionPlanForm
from qa_desktop.domain.two_seats import scale_at
from qa_desktop.ui import keys
from qa_desktop.ui.pages.audit_blockers import BlockerSummary
from qa_desktop.ui.pages.audit_columns import TwoColumns, has_room_for_two
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.finished_lines import FinishedLines
from qa_desktop.ui.pages.plan_actions import ActionList
from qa_desktop.ui.pages.plan_disagreement import DisagreementCard
from qa_desktop.ui.pages.plan_first_grades import FirstGradesCard
from qa_desktop.ui.pages.plan_overall import GradesCard, OverallCard
from qa_desktop.ui.presenters.audit_overview import StepLine
from qa_desktop.ui.presenters.audit_plan import ActionView, OverallView, PlanView, plan_view, plan_words
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Row
from qa_desktop.ui.widgets.text import Muted, PageTitle, Small, Words


class PlanPage(AuditPage):
    """The page on which the pair agrees and plans."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, widest=0)
        view = self._view = plan_view(session.audit, session.overview)
        self._locked: list[QWidget] = []
        """What can be changed until both have signed."""
        self._shown: list[Callable[[PlanView], None]] = []
        """What shows a change, of what is there by now."""
        self._overall: OverallCard | None = None
        self.summary = BlockerSummary(self.sheet)
        self.summary.step_requested.connect(self.step_requested)
        self.column.add(self.summary)
        self._columns = TwoColumns(self.sheet, shares=(9, 14), gap=26)
        self.column.add(self._columns)
        self.column.body.addStretch(1)
        for column in (self._columns.left, self._columns.right):
            column.addStretch(1)
        self.make(self._make_grades, *(partial(self._grades_row, line) for line in view.lines))
        if view.overall is not None:
            self.make(partial(self._make_overall, view.overall), partial(self._fill_overall, view.overall))
        left = (self._make_first_grades, self._make_disagreement, *self._words_in_turn())
        right = tuple(self._plan_in_turn(view))
        self.make(*((*right, *left) if has_room_for_two(parent or self) else (*left, *right)), self._make_follows)
        self.making.do_some()

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self._view = plan_view(audit, self.session.overview)
        for show in self._shown:
            show(self._view)
        for part in self._locked:
            part.setEnabled(not audit.is_signed)
        self.summary.update_blockers(self._view.blockers)

    @override
    def grade_at_hand(self) -> str:
        return paths.OVERALL_GRADE if scale_at(self.audit, paths.OVERALL_GRADE) is not None else ""

    @override
    def focus_place(self, path: str) -> bool:
        if not path:
            return False
        if not self.fields.has(path):
            self.making.do_all()
        if path == FIRST:
            self.first_grades.lock_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if path.startswith("action/") and self._view.form is not None:
            return self._actions.focus_place(path)
        return super().focus_place(path)

    @override
    def focus_first(self) -> None:
        if self._view.overall is not None:
            self.making.do_until(lambda: self._overall is not None)
        if self._overall is not None:
            self._overall.focus_first()
        elif self.audit.tool.action_plan is not None:
            self.focus_add()
        else:
            super().focus_first()

    @override
    def show_blockers(self) -> None:
        self.summary.show_blockers(self.tr("To settle before signing"), self._view.blockers)

    def add_action(self) -> None:
        """Add an action to the plan (Ctrl+Shift+A)."""
        self.making.do_all()
        self._actions.add_action()

    def focus_add(self) -> None:
        """Go to the button that adds an action."""
        self.making.do_until(lambda: hasattr(self, "add_button"))
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_grades(self) -> None:
        self._grades = GradesCard(self._columns.sides[0])
        self._grades.step_requested.connect(lambda step: self.step_requested.emit(step, ""))
        self._grades.setVisible(bool(self._view.lines))
        self._put(self._grades, self._columns.left)
        self._shown.append(lambda view: self._grades.show_lines(view.lines))

    def _grades_row(self, line: StepLine) -> None:
        self.show_made(self._grades.show_line(line))

    def _make_overall(self, view: OverallView) -> None:
        card = self._overall = OverallCard(self, view, self._columns.sides[0])
        self._put(card, self._columns.left, locked=True)

    def _fill_overall(self, view: OverallView) -> None:
        card = self._overall
        if card is not None:
            self.show_made(card.fill(view))
            self._shown.append(lambda view: card.show_overall(view.overall) if view.overall else None)

    def _plan_in_turn(self, view: PlanView) -> Iterator[Callable[[], None]]:
        """Yield what makes the action plan, where the tool has one."""
        if view.form is None:
            return
        yield partial(self._make_plan_head, view.form)
        yield self._make_actions
        yield from (partial(self._action, one) for one in view.actions[1:])
        yield self._make_none_needed

    def _make_plan_head(self, form: ActionPlanForm) -> None:
        head = QWidget(self._columns.sides[1])
        line = Row(head, gap=12)
        words = Column(gap=2)
        words.addWidget(PageTitle(self.audit.tool.words.action_plan, head))
        words.addWidget(Muted(self.tr("Who does what by when, and how you will both know it is done."), head))
        proposed = plan_words(form)
        if proposed:
            words.addWidget(Small(proposed, head))
        line.addLayout(words, 1)
        self.add_button = SecondaryButton(self.tr("Add an action"), keys.shown("add_action"), head)
        self.add_button.clicked.connect(self.add_action)
        line.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._locked.append(self.add_button)
        self._put(head, self._columns.right)
        if holds_improvement(self.audit.tool):
            self._put(FinishedLines(self.audit, self._columns.sides[1]), self._columns.right)

    def _make_actions(self) -> None:
        """Make the list of actions with the first of them, to which the others come."""
        self._actions = ActionList(self, self._view, self._columns.sides[1])
        for view in self._view.actions[:1]:
            self._actions.show_action(view)
        self._put(self._actions, self._columns.right, locked=True)
        self._shown.append(self._actions.show_plan)

    def _action(self, view: ActionView) -> None:
        self.show_made(self._actions.show_action(view))

    def _make_first_grades(self) -> None:
        card = self.first_grades = FirstGradesCard(self, self._columns.sides[0])
        card.show_audit(self.audit)
        self._put(card, self._columns.left)
        self._shown.append(lambda _view: card.show_audit(self.audit))

    def _make_disagreement(self) -> None:
        card = self._disagreement = DisagreementCard(self, self._columns.sides[0])
        card.show_plan(self._view)
        self._put(card, self._columns.left)
        self._shown.append(card.show_plan)

    def _words_in_turn(self) -> Iterator[Callable[[], None]]:
        """Yield what makes strengths and areas for development, except where the tool asks for them itself."""
        words = self.audit.tool.words
        yield self._make_words
        if self.audit.tool.overall is not None:
            yield partial(self._add_words, paths.STRENGTHS, self.tr("Strengths"))
            yield partial(self._add_words, paths.DEVELOPMENT, words.development)
        hint = self.tr("What they want the note to say, as they say it.")
        yield partial(self._add_words, paths.OWN_WORDS, own_words_label(self.audit.tool), hint)

    def _make_words(self) -> None:
        self._words = Card(self.tr("In your words"), self._columns.sides[0])
        self._put(self._words, self._columns.left, locked=True)

    def _add_words(self, path: str, label: str, hint: str = "") -> None:
        field = self._text(self._words, path, label, hint)
        self._words.add(field)
        self.show_made(field)

    def _make_none_needed(self) -> None:
        hint, side = self.tr("Only where you agree on none."), self._columns.sides[1]
        field = self._text(side, paths.NO_ACTIONS_REASON, self.tr("No action needed, because"), hint)
        self._none_needed = field
        field.setVisible(not self._view.actions)
        self._put(field, self._columns.right, locked=True)
        self._shown.append(lambda view: field.setVisible(not view.actions))

    def _make_follows(self) -> None:
        self._follows = Card(self.tr("What follows when you both sign"), self._columns.sides[1])
        self._follows_words = Words("", parent=self._follows)
        self._follows.add(self._follows_words)
        self._show_follows(self._view)
        self._put(self._follows, self._columns.right)
        self._shown.append(self._show_follows)
        self.rows_changed()

    def _put(self, widget: QWidget, column: Column, *, locked: bool = False) -> None:
        """Put what was made below what stands in its column."""
        if locked:
            self._locked.append(widget)
            widget.setEnabled(not self.audit.is_signed)
        column.insertWidget(column.count() - 1, widget)
        self.show_made(widget)

    def _text(self, parent: QWidget, path: str, label: str, hint: str) -> LabelledField:
        edit = GrowingTextEdit(parent, lines=2)
        field = LabelledField(label, edit, hint, parent, optional=path != paths.NO_ACTIONS_REASON)
        self.fields.text(path, edit)
        return field

    def _show_follows(self, view: PlanView) -> None:
        waiting = self.tr("Choose the overall {} and give the reason. Then it says here who is told and what is due.")
        words = "\n".join(view.follows)
        if not words and view.overall is not None:
            words = waiting.format(self.audit.tool.words.grade.lower())
        self._follows_words.setText(words)
        self._follows.setVisible(bool(words))
