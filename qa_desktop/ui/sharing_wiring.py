"""Joins an open audit with what the services know of the people who have a part in it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qa_desktop.domain.ids import AuditId
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.presenters.audit_sharing import read_sharing


class SharingWiring(QObject):
    """Everything that the window does about the people of the audit that is open."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._workers = workers
        self._window = window

    def attach(self, shell: AuditShell) -> None:
        """Show whose audit it is."""
        self._show(shell)

    def refresh(self) -> None:
        """Show it anew, as after a sync."""
        shell = self._window.page
        if isinstance(shell, AuditShell):
            self._show(shell)

    def _show(self, shell: AuditShell) -> None:
        desk, audit_id = self._desk, AuditId(shell.audit.id)
        self._workers.database.submit(lambda: read_sharing(desk, audit_id), shell.show_sharing, page=shell)
