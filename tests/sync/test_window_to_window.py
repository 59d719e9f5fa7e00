"""An audit signed in one window comes into the officer's inbox in another, through a real server over TLS."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.record import Role
from qa_desktop.ui.background import Workers
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.received import ReceivedPage
from tests.desks import sign_an_audit
from tests.sync.signed_in import MakeDesk
from tests.sync.windows import open_window


def test_what_one_signs_the_officer_finds_in_the_inbox_with_its_note(
    qtbot: QtBot, qapp: QApplication, make_desk: MakeDesk, workers: Workers
) -> None:
    auditor, officer = make_desk("Ada Auditor"), make_desk("Olu Officer", Role.QA_OFFICER)
    audit_id = sign_an_audit(auditor.desk)
    sent = auditor.desk.sync_now(lambda: False)
    window, _ = open_window(qtbot, qapp, officer, workers)

    qtbot.waitUntil(window.top.sync_button.isVisible)
    window.top.sync_button.click()
    inbox_button = window.rail.buttons[Place.INBOX]
    qtbot.waitUntil(lambda: inbox_button.text() == "Inbox 1", timeout=20_000)
    inbox_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page, InboxPage) and window.page.model.rowCount() == 1)
    page = window.page
    assert isinstance(page, InboxPage)
    page.list.setCurrentIndex(page.model.index(0))
    page.open_button.click()
    qtbot.waitUntil(lambda: isinstance(window.page, ReceivedPage) and window.page.open_button.isEnabled())
    received = window.page

    assert sent.outcome is Outcome.DONE
    assert isinstance(received, ReceivedPage)
    assert received.preview.document.pageCount() > 0
    mine, theirs = ({one.id: one.data for one in laptop.desk.documents_of(audit_id)} for laptop in (auditor, officer))
    assert mine
    assert mine == theirs
    workers.stop()
