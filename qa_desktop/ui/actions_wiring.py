"""Joins the page of actions with the services behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from qa_desktop.domain.tracker import TrackedAction
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.chase_actions import Draft
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.dialogs.give_action import GiveAction
from qa_desktop.ui.pages.actions import ActionsPage
from qa_desktop.ui.presenters.actions import ActionsPresenter, Gift
from qa_desktop.ui.presenters.audit_steps import FOLLOW_UP, Place


@dataclass(frozen=True, slots=True)
class ActionsWays:
    """Where the page leads, and whom to tell that something changed."""

    open_audit: Callable[[str, str], None]
    saved: Callable[[], None]


class ActionsWiring(QObject):
    """Everything that the page does. Its list is read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, ways: ActionsWays) -> None:
        self.page = ActionsPage(desk.owner.name)
        super().__init__(self.page)
        self._ways = ways
        self._presenter = ActionsPresenter(desk, workers.documents, workers.database, self.page)
        self.dialog: GiveAction | None = None
        self.page.question_asked.connect(lambda question: self._presenter.ask(question, self.page.show_rows))
        self.page.more_requested.connect(self._presenter.more)
        self.page.audit_requested.connect(
            lambda audit, action: ways.open_audit(audit, str(Place(FOLLOW_UP, f"followup/{action}/progress")))
        )
        self.page.give_requested.connect(self._ask_who)
        self.page.messages_requested.connect(
            lambda folder, printed: self._presenter.save_messages(
                folder, self.page.tell, self._tell_problem, printed=printed
            )
        )
        self.page.copy_requested.connect(lambda owner: self._presenter.message_to(owner, self._copy))
        self.page.ask()
        self._presenter.load_standing(self.page.show_standing)

    def refresh_standing(self) -> None:
        """Count anew, as after a sync."""
        self._presenter.load_standing(self.page.show_standing)

    def _ask_who(self, action: TrackedAction) -> None:
        if self.dialog is not None:  # the key was pressed twice
            return
        dialog = self.dialog = GiveAction(action, self.page)
        dialog.given.connect(lambda who, everything: self._give(dialog, Gift(action, who, everything)))
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _give(self, dialog: GiveAction, gift: Gift) -> None:
        def done(words: str) -> None:
            if isValid(dialog):
                dialog.accept()
            self._ways.saved()
            self.page.ask()
            self._presenter.load_standing(self.page.show_standing)
            self.page.tell(words)

        def refused(error: QaDesktopError) -> None:
            if isValid(dialog):
                dialog.show_problem(error.sentence)

        self._presenter.give(gift, done, refused)

    def _let_go(self, dialog: GiveAction) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _copy(self, draft: Draft) -> None:
        QGuiApplication.clipboard().setText(draft.text)
        self.page.tell(self.page.tr("The message to {} was copied. Nothing was sent.").format(draft.to))

    def _tell_problem(self, error: QaDesktopError) -> None:
        self.page.show_problem(error.sentence)
