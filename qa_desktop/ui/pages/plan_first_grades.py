"""Lock the grades first given, where two people audit a case on forms of their own (PRACTICE P-20)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain import pairs
from qa_desktop.domain.audit import Audit
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.text import Words


class FirstGradesCard(Card):
    """What is asked before the two auditors talk; afterwards, that it was done."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(self.tr("First grades"), parent)
        self._page = page
        self.words = Words("", parent=self)
        self.add(self.words)
        self.lock_button = SecondaryButton(self.tr("Lock first grades"), parent=self)
        self.lock_button.clicked.connect(self._lock)
        self.add(FlowRow(self.lock_button))

    def show_audit(self, audit: Audit) -> None:
        """Show how it stands."""
        seat = pairs.seat_of(audit)
        self.setVisible(seat is not None)
        if seat is None:
            return
        other = seat.other.title.lower()
        missing = pairs.ungraded(audit)
        locked = pairs.is_locked(audit)
        if locked:
            words = self.tr(
                "Your first grades are locked and kept. Talk with the {} about practice and grades, write down what "
                "you said, and change a grade where you now see it differently."
            )
        elif missing:
            words = self.tr("Give every grade, then lock them. Only then talk with the {} about them.")
        else:
            words = self.tr(
                "Lock your grades before you talk with the {}. They are kept as first given; you can still change a "
                "grade after the talk."
            )
        self.words.setText(words.format(other))
        self.lock_button.setVisible(not locked and not audit.is_signed)
        self.lock_button.setEnabled(not missing)

    def _lock(self) -> None:
        self._page.flush()
        self._page.session.when_settled(self._lock_now)

    def _lock_now(self) -> None:
        session = self._page.session
        desk, audit_id = session.desk, session.audit.id

        def lock() -> Audit:
            desk.sharing.lock_grade(audit_id)
            return desk.open_audit(audit_id)

        def done(audit: Audit) -> None:
            session.replace(audit)
            announce(self, self.tr("First grades locked."))

        session.worker.submit(lock, done, lambda problem: session.problem_met.emit(problem, {}), page=self._page)
