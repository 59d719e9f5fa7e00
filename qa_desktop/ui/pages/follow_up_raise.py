"""The way from a signed audit to an improvement action of the service."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_desktop.domain.audit import Audit
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.raise_improvement import NewLine, PlanOffer
from qa_desktop.ui.dialogs.raise_improvement import RaiseImprovementDialog
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.text import Small


class RaiseCard(Card):
    """Raises improvement actions from what this audit found; it is there for those who raise them."""

    def __init__(self, page: AuditPage, parent: QWidget) -> None:
        super().__init__(page.tr("For the service"), parent)
        self._page = page
        self.dialog: RaiseImprovementDialog | None = None
        words = page.tr(
            "What goes beyond this audit becomes a line of a plan of the service, with where it comes from."
        )
        self.add(Small(words, self))
        self.button = SecondaryButton(page.tr("Raise an improvement action"), parent=self)
        self.button.clicked.connect(self._ask)
        self.add(FlowRow(self.button, parent=self))
        self.done = LinkButton("", parent=self)
        self.done.hide()
        self.add(self.done)
        self.trouble = Small("", self)
        self.trouble.set_role("problem")
        self.trouble.hide()
        self.add(self.trouble)
        self._plan = ""
        self.done.clicked.connect(lambda: self._page.audit_requested.emit(self._plan, ""))

    def show_audit(self, audit: Audit) -> None:
        """Be there only where the owner raises lines, and the audit is no plan itself."""
        may = self._page.session.desk.improvements.raise_from.may_raise
        self.setVisible(may and audit.is_signed and audit.tool.improvement is None and not audit.is_private)

    def _ask(self) -> None:
        if self.dialog is None:  # the button was pressed twice
            raising, session = self._page.session.desk.improvements.raise_from, self._page.session
            session.worker.submit(raising.offers, self._open, self._tell_trouble, page=self)

    def _open(self, offers: Sequence[PlanOffer]) -> None:
        if not offers:
            self._say(self._page.tr("Your authority has no tool for a plan of the service."))
            return
        page = self._page
        dialog = self.dialog = RaiseImprovementDialog(page.audit, offers, DateField(page.today), page)
        dialog.raised.connect(self._raise)
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _raise(self, line: NewLine, offer: PlanOffer) -> None:
        session, dialog = self._page.session, self.dialog
        raise_from = session.desk.improvements.raise_from

        def done(made: tuple[Audit, str]) -> None:
            plan = made[0]
            if dialog is not None and isValid(dialog):
                dialog.accept()
            self._plan = plan.id
            words = self._page.tr("Put into {}, {}. Open the plan").format(plan.tool.title, plan.subject)
            self.done.setText(words)
            self.done.show()
            self._say("")
            self._page.rows_changed()
            announce(self, words)

        def refused(error: QaDesktopError) -> None:
            if dialog is not None and isValid(dialog):
                dialog.show_problem(error.sentence)

        session.worker.submit(lambda: raise_from(line, offer), done, refused, page=self)

    def _let_go(self, dialog: RaiseImprovementDialog) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _tell_trouble(self, error: QaDesktopError) -> None:
        self._say(error.sentence)

    def _say(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self._page.rows_changed()
