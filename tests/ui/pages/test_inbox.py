"""What came in to an officer: on a real profile, from a bundle of another real profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.exchange import Aside, UnderWay
from qa_desktop.domain.holding import HoldReason
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.inbox import InboxNeed, InboxOnly, InboxQuestion
from qa_desktop.domain.record import Role
from qa_desktop.services.hold_audits import HoldAudits
from qa_desktop.services.read_inbox import InboxEntry
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.dialogs.place_hold import PlaceHold
from qa_desktop.ui.inbox_wiring import InboxWays, InboxWiring
from qa_desktop.ui.item_models.two_lines import LINES_ROLE
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.presenters.inbox import EXPLAINED, NEEDS, inbox_row
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import SmallButton
from tests.sent_audits import Sent, sent_by_bundle
from tests.ui.samples import NOON, summary


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[Sent]:
    with sent_by_bundle(tmp_path) as sent:
        yield sent


@dataclass
class Bench:
    """The officer's window, as far as the inbox goes."""

    sent: Sent
    window: MainWindow
    workers: Workers
    qtbot: QtBot
    wiring: InboxWiring
    opened: list[str] = field(default_factory=list)
    sent_soon: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page | None:
        return self.window.page

    def settle(self) -> None:
        # The first question reads the whole library of tools, which takes its time on a busy machine.
        self.qtbot.waitUntil(lambda: not (self.workers.database.busy or self.workers.documents.busy), timeout=60_000)

    def show_list(self) -> InboxPage:
        self.wiring.show_list()
        page = self.page
        assert isinstance(page, InboxPage)
        self.settle()
        return page


def nowhere() -> None:
    """Lead nowhere."""


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, theme: Theme, sent: Sent) -> Iterator[Bench]:
    workers = Workers(Worker("database", qapp), Worker("documents", qapp))
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    opened: list[str] = []
    kept: list[object] = []
    sent_soon: list[str] = []
    soon, due = partial(sent_soon.append, "soon"), partial(opened.append, "due")
    ways = InboxWays(window.show_page, kept.append, nowhere, opened.append, nowhere, soon, due)
    wiring = InboxWiring(sent.officer.desk, workers, window, ways)
    yield Bench(sent, window, workers, qtbot, wiring, opened, sent_soon)
    workers.stop()


def test_every_need_is_named_and_explained() -> None:
    assert set(NEEDS) == set(EXPLAINED) == set(InboxNeed)


def test_a_row_says_what_is_new_and_why_it_needs_somebody() -> None:
    row = inbox_row(InboxEntry(summary(1), "Tariq", (InboxNeed.INADEQUATE, InboxNeed.LATE_ENTRIES), True), NOON)

    assert (row.state, row.overall) == ("● New", "Inadequate · Entries after signing")
    assert row.caption.startswith("By Tariq")


def test_the_rail_offers_the_inbox_with_how_much_is_new(bench: Bench) -> None:
    bench.wiring.offer()
    bench.settle()

    assert bench.window.rail.buttons[Place.INBOX].text() == "Inbox 1"
    assert bench.window.menus.action("inbox").isVisible()


def test_an_auditor_has_no_inbox(bench: Bench) -> None:
    desk = bench.sent.officer.desk
    auditor = replace(desk, owner=replace(desk.owner, role=Role.AUDITOR))
    ways = InboxWays(lambda *_: None, lambda _: None, lambda: None, lambda _: None, *(lambda: None,) * 3)

    InboxWiring(auditor, bench.workers, bench.window, ways).offer()
    bench.settle()

    assert bench.window.rail.buttons[Place.INBOX].isHidden()
    assert not bench.window.menus.action("inbox").isEnabled()


def test_the_list_opens_an_audit_with_its_note_and_history(bench: Bench) -> None:
    page = bench.show_list()
    page.list.setCurrentIndex(page.model.index(0))
    page.open_button.click()
    bench.settle()
    received = bench.page
    assert isinstance(received, ReceivedPage)

    assert "48-2207" in received.crumb
    assert received.needs.isVisibleTo(received)
    assert received.model.rowCount() > 20
    assert received.preview.document.pageCount() > 0
    assert bench.sent.officer.desk.inbox(InboxQuestion(InboxOnly.NEW)).entries == ()


def recorded(bench: Bench) -> list[str]:
    return [one.what for one in bench.sent.officer.store.sync.unreported(100)]


def test_who_looked_at_an_audit_and_opened_or_saved_its_notes_is_recorded(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, copy = received(bench), str(tmp_path / "copy.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (copy, ""))
    assert recorded(bench) == ["bundle_imported", "opened", "note_opened"]

    for words in ("Show", "Save a copy"):
        next(one for one in page.buttons if one.text() == words).click()
        bench.settle()

    assert recorded(bench)[3:] == ["note_opened", "note_saved"]


def test_an_audit_that_is_read_again_after_a_decision_was_looked_at_once(bench: Bench) -> None:
    wait_late(bench.sent)
    _, (button,) = decisions(received(bench))

    button.click()
    bench.settle()

    assert recorded(bench).count("opened") == 1


def test_the_whole_audit_can_be_opened_from_there(bench: Bench) -> None:
    bench.wiring.show_audit(bench.sent.audit_id)
    bench.settle()
    received = bench.page
    assert isinstance(received, ReceivedPage)

    received.open_button.click()

    assert bench.opened == [bench.sent.audit_id]


def received(bench: Bench) -> ReceivedPage:
    bench.wiring.show_audit(bench.sent.audit_id)
    bench.settle()
    page = bench.page
    assert isinstance(page, ReceivedPage)
    return page


def decisions(page: ReceivedPage) -> tuple[list[str], list[SmallButton]]:
    rows = [
        one for one in page.decisions.findChildren(QFrame) if one.property("frame") == "note" and not one.isHidden()
    ]
    words = [label.text() for row in rows for label in row.findChildren(QLabel)]
    return words, [button for row in rows for button in row.findChildren(SmallButton)]


def wait_late(sent: Sent) -> None:
    """Let a change of the author's wait to be taken in."""
    author = next(one for one in sent.officer.store.people() if one.name == "Ada Auditor")
    line = Aside(OperationId("late-1"), sent.audit_id, author.id, author.name, "record", "set", "overall/reason", NOON)
    sent.officer.store.sync.replace_aside([line], "mark")


def test_nothing_is_asked_where_there_is_nothing_to_decide(bench: Bench) -> None:
    page = received(bench)

    assert page.decisions.isHidden()


def test_late_work_that_waits_is_taken_in_from_the_page(bench: Bench) -> None:
    sent = bench.sent
    wait_late(sent)
    page = received(bench)
    words, (button,) = decisions(page)
    assert words[0].startswith(
        "1 change by Ada Auditor waits to be taken in. When this arrived, Ada Auditor had no part"
    )
    assert words[1] == "Overall grade: reason, received today 12:00"

    button.click()
    bench.settle()

    assert decisions(page)[0][0] == "What Ada Auditor wrote late (1 change) is taken in with the next sync."
    assert decisions(page)[1] == []
    assert (bench.sent_soon, page.buttons[0].isEnabled()) == (["soon"], True)
    assert [one.wanted for one in sent.officer.desk.sharing.take_in.waiting()] == [True]


def press(page: ReceivedPage, words: str) -> None:
    buttons = (*page.held.buttons, *page.offered_hold.buttons)
    next(one for one in buttons if one.text() == words).click()


def test_an_officer_puts_an_audit_on_hold_and_asks_for_its_release(bench: Bench) -> None:
    page = received(bench)
    press(page, "Put on hold")
    bench.qtbot.waitUntil(lambda: bench.window.findChild(PlaceHold) is not None)
    dialog = bench.window.findChild(PlaceHold)
    assert isinstance(dialog, PlaceHold)
    dialog.reasons[HoldReason.CHILD_DEATH].setChecked(True)

    dialog.hold_button.click()
    bench.settle()
    bench.qtbot.waitUntil(lambda: page.held.isVisibleTo(page))
    on_hold = [label.text() for label in page.held.findChildren(QLabel)]
    press(page, "Release the hold")
    bench.settle()

    assert any(words.startswith("On hold since") and "the death of a child" in words for words in on_hold)
    history = [page.model.index(row).data(LINES_ROLE) for row in range(2)]
    assert [(one.title, one.caption) for one in history] == [
        ("Release of the hold asked for", ""),
        ("Put on hold", "Child death"),
    ]
    assert [one.text() for one in page.held.buttons] == ["Change who may look"]
    assert bench.sent_soon == ["soon", "soon"]
    assert bench.sent.officer.store.load(bench.sent.audit_id).is_held
    assert bench.show_list().model.rows[0].overall.startswith("On hold")


def test_only_those_who_place_holds_are_offered_one(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HoldAudits, "may_order", False)

    page = received(bench)

    assert page.held.buttons == page.offered_hold.buttons == ()
    assert not page.offered_hold.isVisibleTo(page)


def choose_drafts(page: InboxPage) -> None:
    page.which.setCurrentIndex(3)
    page.which.activated.emit(3)


def test_drafts_of_others_are_listed_by_their_state_and_cannot_be_opened(bench: Bench) -> None:
    page = list_drafts(bench)

    page.list.row_opened.emit(page.model.index(0))

    (row,) = page.model.rows
    assert (row.title, row.state) == ("Live Case File Audit", "Under way")
    assert row.caption.startswith("By Ben Bell · begun ")
    assert not page.open_button.isEnabled()
    assert bench.page is page


def test_p30_a_safety_concern_that_waits_in_a_draft_is_said_above_whatever_is_listed(bench: Bench) -> None:
    told = '{"raised": "2026-11-21T13:02:00+00:00", "state": "nobody_told"}'
    line = UnderWay(AuditId("a1"), "bra-live-audit", PersonId("ben"), "Ben Bell", "draft", NOON, NOON, concern=told)
    before = bench.show_list().concern.isHidden()
    bench.sent.officer.store.sync.replace_under_way([line], "mark")

    page = bench.show_list()
    above = page.concern.text
    choose_drafts(page)
    bench.settle()

    assert before
    assert "nobody told yet, as far as this laptop knows. Telephone Ben Bell" in above
    assert page.model.rows[0].state.startswith("■ Safety concern raised ")
    assert not page.concern.isHidden()


def list_drafts(bench: Bench) -> InboxPage:
    line = UnderWay(AuditId("a1"), "bra-live-audit", PersonId("ben"), "Ben Bell", "draft", NOON, NOON)
    bench.sent.officer.store.sync.replace_under_way([line], "mark")
    page = bench.show_list()
    choose_drafts(page)
    bench.settle()
    page.list.setCurrentIndex(page.model.index(0))
    return page


def test_an_officer_puts_a_draft_of_somebody_else_on_hold_from_the_list(bench: Bench) -> None:
    page = list_drafts(bench)
    page.hold_button.click()
    bench.qtbot.waitUntil(lambda: bench.window.findChild(PlaceHold) is not None)
    dialog = bench.window.findChild(PlaceHold)
    assert isinstance(dialog, PlaceHold)
    dialog.reasons[HoldReason.CHILD_DEATH].setChecked(True)

    dialog.hold_button.click()
    bench.settle()

    (hold,) = bench.sent.officer.desk.sharing.holds.of(AuditId("a1"))
    assert hold.reason is HoldReason.CHILD_DEATH
    assert bench.sent_soon == ["soon"]
    assert bench.window.page is page


def test_drafts_are_put_on_hold_only_by_those_who_may(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HoldAudits, "may_order", False)

    page = list_drafts(bench)

    assert not page.hold_button.isVisibleTo(page)
    assert page.open_button.isVisibleTo(page)


def test_where_no_drafts_are_under_way_the_page_says_so(bench: Bench) -> None:
    page = bench.show_list()

    choose_drafts(page)
    bench.settle()

    assert page.empty.isVisibleTo(page)
    assert page.empty._heading.text() == "No drafts of others are under way"


def test_the_choice_of_what_is_new_asks_anew(bench: Bench) -> None:
    bench.sent.officer.desk.inbox.mark_seen(bench.sent.audit_id)
    page = bench.show_list()
    assert page.model.rowCount() == 1

    page.which.setCurrentIndex(2)
    page.which.activated.emit(2)
    bench.settle()

    assert page.model.rowCount() == 0
    assert page.empty.isVisibleTo(page)
