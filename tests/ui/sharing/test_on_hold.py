"""An audit that is put on hold while somebody writes in it: their words are saved, then it can only be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.ui.audit_wiring import AuditWays, AuditWiring
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.presenters.audits import AuditsPresenter
from qa_desktop.ui.presenters.home import home_view
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from tests.desks import OpenDesk
from tests.ui.sharing.conftest import begun, carry

OpenWindow = Callable[[OpenDesk, AuditId], tuple[AuditWiring, MainWindow]]


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, workers: Workers) -> OpenWindow:
    def opened(one: OpenDesk, audit_id: AuditId) -> tuple[AuditWiring, MainWindow]:
        window = MainWindow(theme, [workers.database, workers.documents])
        qtbot.addWidget(window)

        def nothing(*_: object) -> None:
            return None

        ways = AuditWays(
            lambda shell: window.show_page(shell, full_width=True), *(nothing,) * 6, is_reachable=lambda: False
        )
        wiring = AuditWiring(one.desk, workers, window, ways)
        wiring.open(audit_id)
        window.show()
        qtbot.waitUntil(lambda: isinstance(window.page, AuditShell))
        return wiring, window

    return opened


def put_on_hold(audit_id: AuditId, author: OpenDesk, officer: OpenDesk) -> None:
    """Let an officer who holds the audit put it on hold, and the author's laptop hear of it."""
    carry(audit_id, author, officer)
    officer.desk.sharing.holds.place(audit_id, Terms(HoldReason.SERIOUS_INCIDENT))
    author.store.bring([officer.desk.owner], officer.store.operations(audit_id), [])


def shell_of(window: MainWindow) -> AuditShell:
    page = window.page
    assert isinstance(page, AuditShell)
    return page


def test_what_was_typed_is_saved_and_the_window_can_only_be_read_then(
    qtbot: QtBot, open_window: OpenWindow, two: tuple[OpenDesk, OpenDesk], officer: OpenDesk
) -> None:
    ada, _ = two
    audit_id = begun(ada)
    wiring, window = open_window(ada, audit_id)
    shell = shell_of(window)
    put_on_hold(audit_id, ada, officer)
    shell.session.record({paths.STRENGTHS: "typed while the hold arrived"})

    wiring.refresh()

    qtbot.waitUntil(lambda: isinstance(window.page, AuditShell) and window.page is not shell)
    again = shell_of(window)
    qtbot.waitUntil(lambda: again.notices.read_only.text.startswith("On hold since"))
    assert "Olu Officer: a serious incident. Nothing can be changed or deleted." in again.notices.read_only.text
    assert again.audit.text(paths.STRENGTHS) == "typed while the hold arrived"
    assert not any(one.isEnabled() for one in again.findChildren(GrowingTextEdit) if one.isVisible())


def test_lists_and_home_say_which_audits_are_on_hold(two: tuple[OpenDesk, OpenDesk], officer: OpenDesk) -> None:
    ada, _ = two
    audit_id = begun(ada)
    put_on_hold(audit_id, ada, officer)

    (summary,) = ada.desk.list_audits(SummaryFilter())

    assert AuditsPresenter.row_of(summary, ada.clock.moment).state == "On hold"
    assert home_view(ada.desk.home(), ada.clock.moment).drafts[0].caption.startswith("On hold")
