"""What every page of an audit can do: show what changed, take the focus to a field, and hand over what was typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.clock import local_day
from qa_desktop.domain.audit import Audit
from qa_desktop.ui.pages.audit_fields import AuditFields
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.panes import Column, ScrollingColumn

WIDEST = 980


class AuditPage(QWidget):
    """One page of an audit: a scrolling column of bound controls."""

    step_requested = Signal(str, str)
    """A step, and the path of the field to go to there; the path may be empty."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None, *, widest: int = WIDEST) -> None:
        super().__init__(parent)
        self.session = session
        self.fields = AuditFields(session, self)
        self.today = local_day(session.desk.clock.now())
        self.outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=18, widest=widest)
        self.outer.addWidget(self.column)

    @property
    def audit(self) -> Audit:
        """The audit as it is on disk."""
        return self.session.audit

    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        """Show what changed; everything where `changed` is empty."""
        self.fields.refresh(audit, changed)

    def focus_place(self, path: str) -> bool:
        """Move the focus to the field with this path; tell whether it is here."""
        return bool(path) and self.fields.focus(path)

    def focus_first(self) -> None:
        """Move the focus to where work on this page begins."""
        self.focusNextChild()

    def flush(self) -> None:
        """Hand over what was typed and not yet told."""
        self.fields.flush()

    def finish(self) -> bool:
        """Do what the page's own continue button does; tell whether to go on to the next page."""
        return True

    def show_blockers(self) -> None:
        """Show what is to settle before signing, where this page can."""

    def add_evidence(self) -> None:
        """Add evidence to the question at hand, where this page has questions."""

    def set_pair_mode(self, *, on: bool) -> None:
        """Leave away what is the auditor's alone, or show it again."""
