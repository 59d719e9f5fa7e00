"""The sync page says in plain words what is only here, what was refused and how the latest syncs went."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.clock import Clock, FixedClock
from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.record import Unsent
from qa_desktop.errors import DiskProblem
from qa_desktop.services.sync_state import SyncFacts
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.sync import SyncPage
from qa_desktop.ui.presenters.sync import SyncPresenter, sync_view
from qa_desktop.ui.presenters.unsent_line import SyncTone
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.sync_samples import FACTS, NOON, run


@dataclass
class FakeDesk:
    facts: SyncFacts = FACTS
    clock: Clock = field(default_factory=lambda: FixedClock(NOON))
    offered: list[Sequence[OperationId]] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    disk_is_full: bool = False

    @property
    def sync_facts(self) -> Callable[[], SyncFacts]:
        return lambda: self.facts

    @property
    def offer_again(self) -> Callable[[Sequence[OperationId]], None]:
        return self.offered.append

    @property
    def save_refused(self) -> Callable[[Sequence[OperationId], Path], None]:
        return self._save

    def _save(self, op_ids: Sequence[OperationId], file: Path) -> None:
        assert op_ids
        if self.disk_is_full:
            raise DiskProblem("The disk is full.")
        self.saved.append(file)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> SyncPage:
    assert theme.points
    made = SyncPage()
    show(qtbot, made)
    return made


def words(page: SyncPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_each_audit_says_how_much_of_it_is_only_here_and_how_urgent_that_is() -> None:
    rows = sync_view(FACTS, NOON).only_here

    assert [row.caption for row in rows] == [
        "3 items not yet sent, oldest 2 days · 1 document not yet sent",
        "12 items not yet sent, oldest 4 days",
        "2 fields written by two people",
        "1 item not yet sent, oldest 12 days · 2 changes refused",
    ]
    assert [row.tone for row in rows] == [SyncTone.CALM, SyncTone.CAUTION, SyncTone.CAUTION, SyncTone.PROBLEM]


def test_refusals_of_one_reason_stand_together_in_plain_words() -> None:
    allowed, unsendable = sync_view(FACTS, NOON).refused

    assert allowed.op_ids == ("op-1", "op-2")
    assert allowed.fields.startswith("3.1 What grade do you agree on?, Overall judgement: reason")
    assert "role" in allowed.words
    assert "character" in unsendable.words


def test_a_reason_that_this_version_does_not_know_still_says_what_to_do() -> None:
    strange = replace(FACTS, refused=(replace(FACTS.refused[0], reason="brand_new"),))

    assert "tell your QA team" in sync_view(strange, NOON).refused[0].words


def test_a_run_says_when_how_long_and_how_much() -> None:
    row = sync_view(FACTS, NOON).runs[1]

    assert (row.words, row.counts) == ("Everything went through", "3 seconds · 41 sent · 120 received · 2 documents")


def test_a_run_in_which_something_was_refused_or_waits_does_not_say_that_all_is_well() -> None:
    row = sync_view(FACTS, NOON).runs[2]

    assert row.words == ("2 changes were refused and 1 change waits for the next sync; everything else went through")
    assert not row.went_well


@pytest.mark.parametrize(
    ("drift", "said"),
    [
        (timedelta(minutes=5), ""),
        (timedelta(minutes=12), "12 minutes ahead of"),
        (timedelta(hours=-3), "3 hours behind"),
        (timedelta(days=365), "365 days ahead of"),
    ],
)
def test_a_clock_is_spoken_of_when_it_is_more_than_five_minutes_off(drift: timedelta, said: str) -> None:
    shown = sync_view(replace(FACTS, runs=(replace(run(1), drift=drift),)), NOON).drift

    assert said in shown
    assert bool(shown) == bool(said)


def test_what_arrived_and_is_not_checked_is_said(page: SyncPage) -> None:
    page.show_sync(sync_view(replace(FACTS, arrived=Arrived(3, 1204)), NOON))
    while_it_waits = words(page)

    page.show_sync(sync_view(FACTS, NOON))

    assert "1204 changes have arrived and are not checked yet. All is safe on this laptop" in while_it_waits
    assert "arrived" not in words(page)


def test_without_a_server_the_page_leads_to_the_settings(qtbot: QtBot, page: SyncPage) -> None:
    page.show_sync(sync_view(SyncFacts("", Unsent(0, None)), NOON))

    with qtbot.waitSignal(page.settings_requested):
        page.settings_button.click()
    assert not page.sync_button.isVisible()
    assert "No server is set" in words(page)


def test_the_buttons_of_a_row_say_for_which_audit_they_are(qtbot: QtBot, page: SyncPage) -> None:
    page.show_sync(sync_view(FACTS, NOON))

    settle = next(one for one in page.buttons if one.text() == "Settle")
    with qtbot.waitSignal(page.settling_requested) as asked:
        settle.click()

    assert settle.accessibleName() == "Settle: 47-7714 · Peer audit"
    assert asked.args == ["audit-3"]


def test_trying_again_offers_exactly_what_was_refused(
    qtbot: QtBot, page: SyncPage, desk: FakeDesk, worker: Worker
) -> None:
    presenter = SyncPresenter(desk, worker, page.show_sync)
    page.again_requested.connect(lambda ids: presenter.try_again(ids, lambda: None))
    presenter.load()
    qtbot.waitUntil(lambda: bool(page.buttons))

    next(one for one in page.buttons if one.text() == "Try again").click()
    qtbot.waitUntil(lambda: not worker.busy)

    assert desk.offered == [("op-1", "op-2")]


def test_a_file_that_cannot_be_written_is_said(qtbot: QtBot, page: SyncPage, desk: FakeDesk, worker: Worker) -> None:
    presenter = SyncPresenter(desk, worker, page.show_sync)
    desk.disk_is_full = True

    presenter.save((OperationId("op-1"),), Path("refused.json"), page.tell)
    qtbot.waitUntil(lambda: not worker.busy)

    assert "The disk is full." in words(page)


def test_a_saved_file_is_said_with_its_place(qtbot: QtBot, page: SyncPage, desk: FakeDesk, worker: Worker) -> None:
    presenter = SyncPresenter(desk, worker, page.show_sync)

    presenter.save((OperationId("op-1"),), Path("refused.json"), page.tell)
    qtbot.waitUntil(lambda: not worker.busy)

    assert desk.saved == [Path("refused.json")]
    assert "Saved to refused.json" in words(page)


def test_a_run_under_way_shows_that_it_is_busy_and_can_be_stopped(qtbot: QtBot, page: SyncPage) -> None:
    page.show_sync(sync_view(FACTS, NOON, running=True))
    qtbot.waitUntil(page.busy.isVisible)

    with qtbot.waitSignal(page.stop_requested):
        page.busy.cancel_requested.emit()
    page.show_running(running=False)

    assert not page.busy.isVisible()


def test_the_button_that_began_a_sync_keeps_the_focus(page: SyncPage) -> None:
    page.show_sync(sync_view(FACTS, NOON))
    page.sync_button.setFocus()

    page.show_sync(sync_view(FACTS, NOON, running=True))

    assert page.focusWidget() is page.sync_button
    assert page.sync_button.isEnabled()


def test_the_focus_stays_on_its_row_when_a_sync_shows_all_of_them_anew(page: SyncPage) -> None:
    page.show_sync(sync_view(FACTS, NOON))
    settle = next(one for one in page.buttons if one.text() == "Settle")
    settle.setFocus()

    page.show_sync(sync_view(FACTS, NOON))

    again = next(one for one in page.buttons if one.text() == "Settle")
    assert again is not settle
    assert page.focusWidget() is again


def test_the_focus_goes_to_the_beginning_where_a_sync_settled_its_row(page: SyncPage) -> None:
    page.show_sync(sync_view(FACTS, NOON))
    next(one for one in page.buttons if one.text() == "Settle").setFocus()

    page.show_sync(sync_view(replace(FACTS, audits=()), NOON))

    assert page.focusWidget() is page.sync_button
