"""What is done in one window is in another, through a real server over TLS: an audit signed, late work taken in."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Workers
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_shell import AuditShell
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


def test_what_an_absent_auditor_wrote_is_taken_in_from_the_audits_own_page(
    qtbot: QtBot, qapp: QApplication, make_desk: MakeDesk, workers: Workers
) -> None:
    ada, ben, olu = make_desk("Ada Auditor"), make_desk("Ben Bell"), make_desk("Olu Officer", Role.QA_OFFICER)
    olu.store.bring([ben.desk.owner], [], [])
    audit = ada.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    ada.desk.sync_now(lambda: False)
    ada.desk.record(audit, {paths.STRENGTHS: "written on the train"})
    olu.desk.sharing.parts.hand_over(audit.id, ben.desk.owner.id)
    for one in (olu, ben, ada):
        one.desk.sync_now(lambda: False)

    window, navigator = open_window(qtbot, qapp, ben, workers)
    qtbot.waitUntil(lambda: bool(ben.desk.sharing.take_in.waiting()), timeout=20_000)
    navigator.open_audit(audit.id)
    qtbot.waitUntil(lambda: isinstance(window.page, AuditShell))
    shell = window.page
    assert isinstance(shell, AuditShell)
    home = shell.page
    assert isinstance(home, AuditHomePage)
    qtbot.waitUntil(lambda: len(home.waiting.notices) == 1)
    home.waiting.notices[0].buttons[0].click()
    qtbot.waitUntil(lambda: not ben.desk.sharing.take_in.waiting(), timeout=20_000)

    qtbot.waitUntil(shell.notices.newer.isVisible)
    qtbot.waitUntil(home.waiting.isHidden)
    assert ben.desk.open_audit(audit.id).text(paths.STRENGTHS) == "written on the train"
    workers.stop()
