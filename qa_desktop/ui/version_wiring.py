"""Joins an open audit with the newer versions of its tool: says that there is one, shows it, and goes on with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qa_desktop.domain.audit import Audit
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.newer_version import EarlierVersionsPage, NewerVersionPage
from qa_desktop.ui.presenters.audit_version import earlier_view, move_view, read_version
from qa_desktop.ui.presenters.tool_versions import DifferenceView

WENT_ON = "The audit goes on with version {}."
NOT_SAVED = "Something that you wrote is not saved yet. Save it first, then go on with another version."


@dataclass(frozen=True, slots=True)
class VersionWays:
    """What the wiring asks of the window around it."""

    show: Callable[[Page], None]
    open: Callable[[str], None]
    """Opens an audit where the work stopped."""
    saved: Callable[[], None]


class VersionWiring(QObject):
    """Everything that the window does about the version of the audit that is open."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: VersionWays) -> None:
        super().__init__(window)
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways

    def attach(self, shell: AuditShell) -> None:
        """Say on the audit's home whether there is a newer version, and let it be looked at from there."""
        shell.versions.preview_requested.connect(lambda: self._settle_and_show(shell))
        shell.versions.earlier_requested.connect(lambda: shell.close_audit(lambda: self._show_earlier(shell)))
        self.refresh(shell)

    def refresh(self, shell: AuditShell) -> None:
        """Look again, as after a sync that may have brought a version."""
        desk, audit = self._desk, shell.audit
        self._workers.database.submit(lambda: read_version(desk, audit), shell.versions.show_view, page=shell)

    def _settle_and_show(self, shell: AuditShell) -> None:
        """Show what going on would do, once everything that was typed is on disk."""

        def show() -> None:
            if shell.session.unsaved:
                shell.notices.show_trouble(NOT_SAVED)
            else:
                self._preview(shell)

        shell.close_audit(show)

    def _preview(self, shell: AuditShell) -> None:
        desk, audit = self._desk, shell.audit

        def read() -> tuple[str, DifferenceView]:
            plan = desk.go_on.preview(audit.id)
            return plan.after.version, move_view(plan)

        def show(found: tuple[str, DifferenceView]) -> None:
            version, view = found
            page = NewerVersionPage(title_of(audit), version)
            page.left.connect(lambda: self._ways.open(audit.id))
            page.go_on_requested.connect(lambda: self._go_on(page, audit, version))
            page.show_difference(view)
            self._ways.show(page)

        self._workers.database.submit(read, show, page=shell)

    def _go_on(self, page: NewerVersionPage, audit: Audit, version: str) -> None:
        desk = self._desk

        def done(_: Audit) -> None:
            self._window.show_notice(WENT_ON.format(version))
            self._ways.saved()
            self._ways.open(audit.id)

        def refused(error: QaDesktopError) -> None:
            page.show_problem(error.sentence)

        self._workers.database.submit(lambda: desk.go_on(audit.id, version), done, refused, page=page)

    def _show_earlier(self, shell: AuditShell) -> None:
        desk, audit = self._desk, shell.audit

        def show(view: DifferenceView) -> None:
            page = EarlierVersionsPage(title_of(audit))
            page.left.connect(lambda: self._ways.open(audit.id))
            page.show_difference(view)
            self._ways.show(page)

        def read() -> DifferenceView:
            return earlier_view(desk.go_on.earlier(audit.id), desk.clock.now())

        self._workers.database.submit(read, show, page=shell)


def title_of(audit: Audit) -> str:
    """Return by what people know the audit."""
    return " · ".join(part for part in (audit.subject, audit.tool.title) if part)
