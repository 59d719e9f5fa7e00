"""What an open audit shows of the people around it, whichever of its pages is on screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_notices import AuditNotices
from qa_desktop.ui.presenters.audit_sharing import SharingView
from qa_desktop.ui.presenters.late_work import notice_words


class AuditPeople(QObject):
    """Says whose the audit is and what others wrote late, and lets the person give parts; not in pair mode."""

    sharing_requested = Signal()
    """The person wants to hand the audit over or share it."""
    take_in_requested = Signal(object)
    """What of others' late work is to be taken in: numbers of operations."""
    leave_requested = Signal(object)
    """What of others' late work is left waiting."""

    def __init__(self, notices: AuditNotices, shell: QWidget) -> None:
        super().__init__(shell)
        self._notices = notices
        self._home: AuditHomePage | None = None
        self._view: SharingView | None = None
        self._pair_mode = False
        self._at_home = False
        self.action = QAction(self.tr("Hand over or share"), shell)
        self.action.setEnabled(False)
        self.action.triggered.connect(self.sharing_requested)

    def take_home(self, home: AuditHomePage) -> None:
        """Show it on the home page too."""
        self._home = home
        home.sharing_requested.connect(self.sharing_requested)
        home.waiting.take_in_requested.connect(self.take_in_requested)
        home.waiting.leave_requested.connect(self.leave_requested)
        if self._view is not None:
            home.show_sharing(self._view)

    def show_view(self, view: SharingView) -> None:
        """Say whose audit it is, who has a part in it, and what came late."""
        self._view = view
        self._notices.read_only.set_text(view.read_only)
        if self._home is not None:
            self._home.show_sharing(view)
        self._tell()

    def look(self, *, at_home: bool) -> None:
        """Another page is on screen: what the home page shows need not be said above it."""
        self._at_home = at_home
        self._tell()

    def set_pair_mode(self, *, on: bool) -> None:
        """Leave away what is the auditor's alone, or show it again."""
        self._pair_mode = on
        self._tell()

    def _tell(self) -> None:
        view = SharingView("") if self._view is None or self._pair_mode else self._view
        self.action.setEnabled(view.may_give)
        self._notices.show_waiting(notice_words(view.waiting), here=self._at_home)
