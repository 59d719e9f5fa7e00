"""Agree and plan: the overall judgement, both people's words, the action plan and what follows from it all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import own_words_label
from qa_desktop.domain.pairs import FIRST
from qa_desktop.domain.two_seats import scale_at
from qa_desktop.ui import keys
from qa_desktop.ui.pages.audit_blockers import BlockerSummary
from qa_desktop.ui.pages.audit_columns import TwoColumns
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.plan_actions import ActionList
from qa_desktop.ui.pages.plan_disagreement import DisagreementCard
from qa_desktop.ui.pages.plan_first_grades import FirstGradesCard
from qa_desktop.ui.pages.plan_overall import GradesCard, OverallCard
from qa_desktop.ui.presenters.audit_plan import PlanView, plan_view, plan_words
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
        view = plan_view(session.audit)
        self.summary = BlockerSummary(self.sheet)
        self.summary.step_requested.connect(self.step_requested)
        self.column.add(self.summary)
        self._columns = TwoColumns(self.sheet, shares=(9, 14), gap=26)
        self.column.add(self._columns)
        self.column.body.addStretch(1)
        left, right = self._columns.sides
        self._grades = GradesCard(left)
        self._grades.step_requested.connect(lambda step: self.step_requested.emit(step, ""))
        self._overall = OverallCard(self, view.overall, left) if view.overall else None
        self._disagreement = DisagreementCard(self, left)
        self.first_grades = FirstGradesCard(self, left)
        self._build_left()
        self._actions = ActionList(self, right)
        self.add_button = SecondaryButton(self.tr("Add an action"), keys.shown("add_action"), right)
        self.add_button.clicked.connect(self.add_action)
        hint = self.tr("Only where you agree on none.")
        self._none_needed = self._text(right, paths.NO_ACTIONS_REASON, self.tr("No action needed, because"), hint)
        self._build_right(view)
        self.show_audit(session.audit, frozenset())

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        view = plan_view(audit)
        self._grades.show_lines(view.lines)
        if self._overall is not None and view.overall is not None:
            self._overall.show_overall(view.overall)
        self._disagreement.show_plan(view)
        self.first_grades.show_audit(audit)
        self._actions.show_plan(view)
        self._none_needed.setVisible(not view.actions and view.form is not None)
        self._show_follows(view)
        for part in (self._overall, self._words, self._actions, self.add_button, self._none_needed):
            if part is not None:
                part.setEnabled(not audit.is_signed)
        self.summary.update_blockers(flow.blockers(audit))

    @override
    def grade_at_hand(self) -> str:
        return paths.OVERALL_GRADE if scale_at(self.audit, paths.OVERALL_GRADE) is not None else ""

    @override
    def focus_place(self, path: str) -> bool:
        if path == FIRST:
            self.first_grades.lock_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if path.startswith("action/"):
            return self._actions.focus_place(path)
        return super().focus_place(path)

    @override
    def focus_first(self) -> None:
        if self._overall is not None:
            self._overall.focus_first()
        elif self.audit.tool.action_plan is not None:
            self.focus_add()
        else:
            super().focus_first()

    @override
    def show_blockers(self) -> None:
        self.summary.show_blockers(self.tr("To settle before signing"), flow.blockers(self.audit))

    def add_action(self) -> None:
        """Add an action to the plan (Ctrl+Shift+A)."""
        self._actions.add_action()

    def focus_add(self) -> None:
        """Go to the button that adds an action."""
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_left(self) -> None:
        left = self._columns.left
        left.addWidget(self._grades)
        if self._overall is not None:
            left.addWidget(self._overall)
        left.addWidget(self.first_grades)
        left.addWidget(self._disagreement)
        self._build_words(left)
        left.addStretch(1)

    def _build_right(self, view: PlanView) -> None:
        right, side = self._columns.right, self._columns.sides[1]
        if view.form is not None:
            head = Row(gap=12)
            words = Column(gap=2)
            words.addWidget(PageTitle(self.audit.tool.words.action_plan, side))
            words.addWidget(Muted(self.tr("Who does what by when, and how you will both know it is done."), side))
            proposed = plan_words(view.form)
            if proposed:
                words.addWidget(Small(proposed, side))
            head.addLayout(words, 1)
            head.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
            right.addLayout(head)
            right.addWidget(self._actions)
            right.addWidget(self._none_needed)
        else:
            for unused in (self._actions, self.add_button, self._none_needed):
                unused.hide()
        self._follows = Card(self.tr("What follows when you both sign"), side)
        self._follows_words = Words("", parent=self._follows)
        self._follows.add(self._follows_words)
        right.addWidget(self._follows)
        right.addStretch(1)

    def _build_words(self, column: Column) -> None:
        """Add strengths and areas for development, except where the tool asks for them itself."""
        words = self.audit.tool.words
        card = self._words = Card(self.tr("In your words"), self._columns.sides[0])
        if self.audit.tool.overall is not None:
            card.add(self._text(card, paths.STRENGTHS, self.tr("Strengths"), ""))
            card.add(self._text(card, paths.DEVELOPMENT, words.development, ""))
        card.add(
            self._text(
                card,
                paths.OWN_WORDS,
                own_words_label(self.audit.tool),
                self.tr("What they want the note to say, as they say it."),
            )
        )
        column.addWidget(card)

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
